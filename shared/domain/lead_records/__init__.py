"""Define the records of a lead: the lead, its offer, conversation, comments, tasks, imports and counters.

A record validates itself; a `Decision` holds the records that are written in one transaction.
What people do with a lead is decided in `leads`; where it goes is decided in `routing`.
"""
