"""Define the records of the plan: routes, members, sources, targets, settings; and the members' workloads.

A record validates itself, and answers questions about itself.
Changes of the plan are decided in `planning`; where a lead goes is decided in `routing`.
"""
