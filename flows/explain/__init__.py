"""What stands behind a figure, for people: definition, value, score, and the records, on the screen or in a file."""
