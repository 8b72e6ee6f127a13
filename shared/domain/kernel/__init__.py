"""Define the types that every other room uses: records, ids, refusals, contacts, events, notifications, hours.

A module belongs here if several rooms use it and it imports none of them.
Rules about leads or about the plan belong in their own rooms.
"""
