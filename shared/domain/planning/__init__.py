"""Change the plan: routes, members, sources, targets, settings, pauses, and special routes by their schedules.

Each change takes the plan and returns what to write, with its audit entry.
It never touches a lead; taking a removed member's leads over is the one exception (`remove_member`).
"""
