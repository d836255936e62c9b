"""Tests of seedwatch, laid out as the code is."""
