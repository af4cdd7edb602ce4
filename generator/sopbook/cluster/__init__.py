"""Sheets that other machines set: what they are sent, what they do with it, and what comes back."""
