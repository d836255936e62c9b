"""Whether two documents are editions of one story, share a passage, or neither."""
