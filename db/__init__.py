"""The seedwatch database: schema, queries and the one writer."""
