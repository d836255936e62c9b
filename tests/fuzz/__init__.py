"""`python -m tests.fuzz`: random and mutated bytes through the reader, the normaliser, the judge and the manifest."""
