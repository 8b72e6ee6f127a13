"""Grow a team to a million leads, and count what each operation reads of its table."""
