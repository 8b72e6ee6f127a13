"""Act on a lead: claim, transfer, close, merge, edit, comment, converse, remind.

Each act takes the lead as read and returns a `Decision`, or raises a refusal.
Choosing the next agent belongs in `routing`; who may act is decided by `access`.
"""
