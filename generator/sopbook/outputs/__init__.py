"""What a handbook is published as: pages, sheets, search, data, findings."""
