"""The plan as a file: written from a team's plan, and read back into one. Names stand for ids, so files travel."""
