"""Name the tags of all that AWS bills, by which its cost is seen per tenant and release."""

TENANT = "relevo:tenant"
RELEASE = "relevo:release"
PART = "relevo:part"
"""Say which part of a tenant something is that can outlive its stack, and be adopted."""


def tags_of(tenant: str, release: str) -> dict[str, str]:
    """Return the tags of a tenant's resources."""
    return {TENANT: tenant, RELEASE: release}
