"""What the reader and the rules make of a fixed set of pages: it changes only together with their numbers."""
