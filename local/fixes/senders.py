"""Mails: sending is allowed, or not, on the identity that sends.

Stock behaviour: SES v2's `SendEmail` is judged on `*`, so leave to send from one identity is never enough. AWS judges
it on the identity of the sender.
"""

import json
from email.utils import parseaddr

from ministack.core import iam_actions

from local.fixes import Stock, replace

SENDING = "/v2/email/outbound-emails"


def repair() -> None:
    """Judge a mail on its sender's address."""

    def resource(method: str, path: str, body: bytes, region: str, account_id: str) -> str:
        if method == "POST" and path.rstrip("/") == SENDING and (address := sender(body)):
            return f"arn:aws:ses:{region}:{account_id}:identity/{address}"
        found: str = stock(method, path, body, region, account_id)
        return found

    stock: Stock = replace(iam_actions, "_ses_v2_resource_arn", resource)


def sender(body: bytes) -> str:
    """The address that a request to send names; empty where it names none."""
    try:
        asked = json.loads(body)
    except ValueError:
        return ""
    return parseaddr(str(asked.get("FromEmailAddress") or ""))[1] if isinstance(asked, dict) else ""
