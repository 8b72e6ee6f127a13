"""Name the tags of all that AWS bills, by which its cost is seen per tenant and release."""

TENANT = "relevo:tenant"
RELEASE = "relevo:release"


def tags_of(tenant: str, release: str) -> dict[str, str]:
    """Return the tags of a tenant's resources."""
    return {TENANT: tenant, RELEASE: release}
