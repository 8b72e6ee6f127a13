"""Deploy a checkout to all tenants, one by one, the canaries first; and take it back."""
