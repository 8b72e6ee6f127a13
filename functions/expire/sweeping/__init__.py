"""Sweep once a minute: do what a lost clock, queue message or stream event left undone."""
