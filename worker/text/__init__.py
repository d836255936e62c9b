"""From bytes to normalised text."""
