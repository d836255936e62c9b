"""Each promise of docs/reliability.md, with the fault that would break it provoked for real."""
