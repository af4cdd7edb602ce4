"""The workspace and its branches: what each has of playbooks, its own, forked and inherited, with params filled in."""
