"""Kinds: what one sort of playbook may say, and how it looks. All of it is data."""
