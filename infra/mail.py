"""Find the SES identity that emails are sent from. The account's owner verifies it outside the stack."""

from aws_cdk import Stack


def identity(stack: Stack, name: str | None) -> list[str]:
    """Return the ARN of the sending address or domain; none if the tenant sends no emails."""
    return [] if name is None else [stack.format_arn(service="ses", resource="identity", resource_name=name)]
