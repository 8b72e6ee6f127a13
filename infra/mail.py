"""Who mails come from: an identity in SES, which the account has verified by itself."""

from aws_cdk import Stack


def identity(stack: Stack, name: str | None) -> list[str]:
    """The ARN of an address, or of a domain, that mails are sent from; none where the tenant sends no mails."""
    return [] if name is None else [stack.format_arn(service="ses", resource="identity", resource_name=name)]
