"""Log lines: structlog events to stderr, and what Python and libraries say."""
