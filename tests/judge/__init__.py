"""Tests of the judge: words, fingerprints and verdicts."""
