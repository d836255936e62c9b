"""What a file holds: one module a family, each from a file's bytes to text."""
