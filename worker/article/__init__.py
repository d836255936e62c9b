"""What an article is in a saved page: its blocks, their labels, the body, and what the page says of it."""
