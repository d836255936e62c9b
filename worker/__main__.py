"""Let `python -m worker` do what `seedwatch` does."""

from worker.cli.commands import main

if __name__ == "__main__":
    main()
