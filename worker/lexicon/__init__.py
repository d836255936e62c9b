"""What people print around news: the wording of pages and agencies in each language, as data."""
