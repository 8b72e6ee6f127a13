"""Commands for a tenant's life after its first deployment: look at it, compare it, and take it down."""
