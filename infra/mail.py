"""Find the SES identity that emails are sent from. The account's owner verifies it outside the stack."""

from aws_cdk import Stack


def identity(stack: Stack, name: str, region: str | None) -> str:
    """Return the ARN of an address or a domain in SES, or of all with `*`; `region` is None if it is the stack's."""
    return stack.format_arn(service="ses", region=region, resource="identity", resource_name=name)


def configuration_sets(stack: Stack, region: str | None) -> str:
    """Return the ARN of the account's configuration sets: an identity may have one as its default."""
    return stack.format_arn(service="ses", region=region, resource="configuration-set", resource_name="*")
