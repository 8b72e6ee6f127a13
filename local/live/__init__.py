"""`make dev`: run functions from the checkout, so that a saved change answers the next request.

This runs in the engine's process, where the workers are. It writes messages to `dev.log`, which the run shows.
"""
