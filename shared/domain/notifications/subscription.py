"""Where a member's browser receives pushes: Web Push."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, StringConstraints

from shared.domain.kernel.record import AgentId, Record, Value
from shared.domain.notifications import vapid

MAX_SUBSCRIPTIONS = 10  # of one member; a new one takes the oldest one's place
AUTH_BYTES = 16


def _is_a_key(text: str) -> str:
    if not vapid.is_point(unpacked(text)):
        raise ValueError("a point of the curve P-256, uncompressed, in base64 for addresses")
    return text


def _is_a_secret(text: str) -> str:
    if len(unpacked(text)) != AUTH_BYTES:
        raise ValueError(f"{AUTH_BYTES} bytes in base64 for addresses")
    return text


Endpoint = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,2000}$")]
Base64 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,120}={0,2}$")]


class PushKeys(Value):
    """What a browser gives out so that nobody but itself can read what it is pushed."""

    p256dh: Annotated[Base64, AfterValidator(_is_a_key)]
    auth: Annotated[Base64, AfterValidator(_is_a_secret)]


class Subscription(Record):
    """One browser of a member, which may be pushed to.

    `hash` is the keyed hash of `endpoint`, its address at the push service of the browser's maker. Subscribing again
    with the same endpoint renews it.
    """

    agent_id: AgentId
    hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    endpoint: Endpoint
    keys: PushKeys
    at: AwareDatetime


def unpacked(text: str) -> bytes:
    """The bytes in base64 for addresses, padded or not; none where it is not that."""
    try:
        return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except binascii.Error:
        return b""
