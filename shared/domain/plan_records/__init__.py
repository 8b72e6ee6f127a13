"""Hold the records of the plan: routes, members, sources, targets, settings, and what members carry.

A record says what is valid by itself, and answers questions about itself.
Changing one belongs in `planning`; using one to route a lead belongs in `routing`.
"""
