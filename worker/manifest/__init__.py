"""INDEX.md: rendering it, and putting it in place."""
