"""`make dev`: functions run from the checkout, and a saved change answers the next call.

It lives in the engine's process, where the workers are. What it has to tell goes to `dev.log`, which the run shows.
"""
