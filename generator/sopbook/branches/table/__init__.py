"""Tables beside playbooks: files of comma-separated values whose rows fill a list."""
