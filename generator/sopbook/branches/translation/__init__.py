"""One string at a time: what can be translated, what is, and what waits."""
