"""The command line. Exit codes: 0 clean, 1 findings, 2 cannot run."""
