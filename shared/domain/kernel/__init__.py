"""Hold what every other room speaks: records and ids, refusals, contacts, history events, notifications, hours.

What belongs here is used by several rooms and knows none of them.
A rule about leads or about the plan does not belong here, however short.
"""
