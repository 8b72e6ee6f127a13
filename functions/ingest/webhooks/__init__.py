"""Receive the deliveries of providers: check them, and make each event a lead exactly once."""
