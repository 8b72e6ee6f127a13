"""Measure what is promised. Each benchmark prints JSON and a sentence; none runs in `make test`."""
