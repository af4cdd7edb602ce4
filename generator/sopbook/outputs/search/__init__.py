"""What the search of a handbook looks through: made by the build, read by the browser."""
