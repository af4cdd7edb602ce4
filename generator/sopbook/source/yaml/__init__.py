"""YAML as people write it: values, positions, and the traps on the way."""
