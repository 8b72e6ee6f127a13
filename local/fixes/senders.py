"""Authorise emails on the identity that sends them.

Stock behaviour: IAM checks SES v2's `SendEmail` on `*`, so permission to send from one identity never suffices. AWS
checks it on the identity of the sender.
"""

import json
from email.utils import parseaddr

from ministack.core import iam_actions

from local.fixes import Stock, replace

SENDING = "/v2/email/outbound-emails"


def repair() -> None:
    """Authorise an email on its sender's address."""

    def resource(method: str, path: str, body: bytes, region: str, account_id: str) -> str:
        if method == "POST" and path.rstrip("/") == SENDING and (address := sender(body)):
            return f"arn:aws:ses:{region}:{account_id}:identity/{address}"
        found: str = stock(method, path, body, region, account_id)
        return found

    stock: Stock = replace(iam_actions, "_ses_v2_resource_arn", resource)


def sender(body: bytes) -> str:
    """Return the sender's address in a request to send; empty if it names none."""
    try:
        asked = json.loads(body)
    except ValueError:
        return ""
    return parseaddr(str(asked.get("FromEmailAddress") or ""))[1] if isinstance(asked, dict) else ""
