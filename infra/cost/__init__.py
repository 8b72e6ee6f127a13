"""Reckon what a tenant costs: what its template holds and its leads use, times AWS's prices of a day."""
