"""Change the plan: routes, members, sources, targets, settings, pauses, and special routes by their schedules.

Each change takes the plan and returns the records to write, with an audit entry.
Changes never touch leads, except that a removed member's leads go elsewhere (`remove_member`).
"""
