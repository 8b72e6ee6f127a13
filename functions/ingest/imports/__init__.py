"""Leads from a file, built up row by row."""
