"""Page cursors: signed, bound to the caller and the filters they were made for, and opaque.

A page ends where reading stopped, which may be at a lead that the caller may not see. So the position
is veiled as well: its signature, which differs with every position, seeds the stream that covers it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any

from shared.domain.kernel.errors import CursorInvalid

_SIGNATURE_BYTES = 16


def write(key: bytes, bound_to: str, position: dict[str, Any]) -> str:
    """A cursor for `position`, useless to another caller or with other filters.

    Args:
        key: this tenant's signing key for cursors.
        bound_to: the caller and the filters.
        position: where the next page begins; JSON. It is veiled, since it may tell how somebody is called.
    """
    payload = json.dumps(position, separators=(",", ":")).encode()
    signature = _sign(key, bound_to, payload)
    return base64.urlsafe_b64encode(signature + _veil(key, signature, payload)).decode().rstrip("=")


def read(key: bytes, bound_to: str, cursor: str) -> dict[str, Any]:
    """The position in a cursor. Raises CursorInvalid if it was not made for this call."""
    try:
        packed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise CursorInvalid from error
    signature = packed[:_SIGNATURE_BYTES]
    payload = _veil(key, signature, packed[_SIGNATURE_BYTES:])
    if not hmac.compare_digest(signature, _sign(key, bound_to, payload)):
        raise CursorInvalid
    position: dict[str, Any] = json.loads(payload)
    return position


def _sign(key: bytes, bound_to: str, payload: bytes) -> bytes:
    return hmac.digest(key, bound_to.encode() + b"\x1f" + payload, hashlib.sha256)[:_SIGNATURE_BYTES]


def _veil(key: bytes, signature: bytes, payload: bytes) -> bytes:
    """The payload under its stream; again, the payload."""
    stream = hashlib.shake_256(key + signature).digest(len(payload))
    return bytes(a ^ b for a, b in zip(payload, stream, strict=True))
