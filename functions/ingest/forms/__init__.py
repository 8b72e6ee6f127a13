"""Serve the open forms of sources: the page, the script for the team's sites, and what visitors send."""
