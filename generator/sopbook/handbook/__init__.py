"""The handbook of one branch in one locale: checked, and as its outputs show it."""
