"""Fetch the details that a delivery only points to, from its provider."""
