"""What a saved page holds: its story, and the columns a reader would fill in."""
