"""Invented news dispatches for tests and benchmarks: every name, place and event in them is made up."""

from random import Random


def seeded(seed: int) -> Random:
    """A generator for invented news; the same seed gives the same news."""
    return Random(seed)  # noqa: S311 - made-up news is no secret
