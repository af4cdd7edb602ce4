"""sopbook turns YAML playbooks into a checked, searchable handbook."""

__version__ = "0.1.0"
