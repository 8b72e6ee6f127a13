"""Prepare a newly deployed tenant: settings, and an invitation for the first Rainmaker."""
