"""From an edition to pages. Pure: the same edition always gives the same text."""
