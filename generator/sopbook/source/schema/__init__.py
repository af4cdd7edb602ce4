"""JSON Schema, with findings in plain words at exact places."""
