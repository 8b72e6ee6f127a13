"""Authorise emails on the identity that sends them, and tell policies the sender: `ses:FromAddress`.

Stock behaviour: IAM checks SES v2's `SendEmail` on `*`, so permission to send from one identity never suffices, and the
condition key is never set. AWS checks it on the identity of the sender, and sets it.
"""

import json
from email.utils import parseaddr

from ministack.core import iam_actions, iam_evaluator

from local.fixes import Stock, replace

SENDING, FROM = "/v2/email/outbound-emails", "ses:FromAddress"


class SenderArn(str):
    """The ARN of an identity in the check of an email, with its sender's address."""

    __slots__ = ("address",)
    address: str


def repair() -> None:
    """Authorise an email on its sender's address, and from no other."""

    def resource(method: str, path: str, body: bytes, region: str, account_id: str) -> str:
        if method == "POST" and path.rstrip("/") == SENDING and (address := sender(body)):
            arn = SenderArn(f"arn:aws:ses:{region}:{account_id}:identity/{address}")
            arn.address = address
            return arn
        found: str = stock(method, path, body, region, account_id)
        return found

    def enforce(*args: Stock, resource_arn: Stock = "*", service_context: Stock = None) -> Stock:
        if isinstance(resource_arn, SenderArn):
            service_context = {**(service_context or {}), FROM: resource_arn.address}
        return stock_enforce(*args, resource_arn=resource_arn, service_context=service_context)

    stock: Stock = replace(iam_actions, "_ses_v2_resource_arn", resource)
    stock_enforce: Stock = replace(iam_evaluator, "enforce", enforce)


def sender(body: bytes) -> str:
    """Return the sender's address in a request to send; empty if it names none."""
    try:
        asked = json.loads(body)
    except ValueError:
        return ""
    return parseaddr(str(asked.get("FromEmailAddress") or ""))[1] if isinstance(asked, dict) else ""
