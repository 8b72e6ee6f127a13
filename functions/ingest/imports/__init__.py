"""Import leads from a file, row by row."""
