"""The Web Push subscriptions of members' browsers.

Encrypting and sending a push belongs in `functions/deliver`.
"""

import base64
import binascii
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, StringConstraints

from shared.domain.kernel.record import AgentId, Record, Value
from shared.domain.notifications import vapid

MAX_SUBSCRIPTIONS = 10  # of one member; one more replaces the oldest
AUTH_BYTES = 16


def _check_key(text: str) -> str:
    if not vapid.is_point(decode_base64(text)):
        raise ValueError("a point of the curve P-256, uncompressed, in base64 for addresses")
    return text


def _check_secret(text: str) -> str:
    if len(decode_base64(text)) != AUTH_BYTES:
        raise ValueError(f"{AUTH_BYTES} bytes in base64 for addresses")
    return text


Endpoint = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,2000}$")]
Base64 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,120}={0,2}$")]


class PushKeys(Value):
    """The browser's public key and secret, with which a push is encrypted so that only the browser can read it."""

    p256dh: Annotated[Base64, AfterValidator(_check_key)]
    auth: Annotated[Base64, AfterValidator(_check_secret)]


class Subscription(Record):
    """The subscription of one browser of a member.

    `endpoint` is the browser's URL at the push service of its maker, `hash` the keyed hash of that. Subscribing again
    with the same endpoint replaces the subscription.
    """

    agent_id: AgentId
    hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    endpoint: Endpoint
    keys: PushKeys
    at: AwareDatetime


def decode_base64(text: str) -> bytes:
    """Decode URL-safe base64, with or without padding; return no bytes if it is malformed."""
    try:
        return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except binascii.Error:
        return b""
