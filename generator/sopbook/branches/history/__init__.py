"""Answers about who wrote what, what differs, and who would feel a change."""
