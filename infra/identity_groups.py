"""Name the groups of a tenant's user pool."""

GROUPS = ("rainmaker", "manager", "agent")
"""Mirror the members' roles, for people who look at the pool. The stack adds no users."""
