"""From files to values with positions."""
