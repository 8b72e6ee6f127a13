"""Repair once a minute what a lost clock, schedule, queue message or stream event left undone."""
