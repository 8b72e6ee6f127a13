"""Hold the records of a lead: the lead, its offer, conversation, comments, tasks, imports, and what is counted of it.

A record says what is valid by itself; `Decision` gathers those that land in one transaction.
What an agent does with a lead belongs in `leads`; where it goes belongs in `routing`.
"""
