"""Show mails that name nobody who asks, and make leads of those that a person says are one."""
