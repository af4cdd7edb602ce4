"""Runs the command line as `python -m sopbook`."""

from sopbook.cli.main import main

if __name__ == "__main__":
    main()
