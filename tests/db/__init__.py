"""Tests of the database: schema, queries, invariants."""
