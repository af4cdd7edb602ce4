"""The resolved playbooks of an edition, for other tools."""
