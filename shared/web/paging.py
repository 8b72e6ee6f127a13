"""Pages of lists, and the cursors between them: signed, bound to the caller and the filters, and opaque.

A page ends where reading stopped, which may be at a lead that the caller may not see. So the position
is veiled as well: its signature, which differs with every position, seeds the stream that covers it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable, Iterable
from typing import Annotated, Any

from pydantic import Field

from shared.domain.kernel.errors import CursorInvalid
from shared.web.schemas import Page, RequestModel

_SIGNATURE_BYTES = 16


class PageQuery(RequestModel):
    """A page of a list."""

    limit: Annotated[int, Field(ge=1, le=100, description="How many items at the most.")] = 25
    cursor: str | None = Field(None, description="`next` of the page before, with the same filters.")


class Paging:
    """Open the cursor that a page is asked for with, and seal that of the next page.

    Args:
        derive: makes the tenant's key for a purpose (`MasterSecret.derive`).
        bound_to: the list, the caller and the filters: a cursor is useless with others.
        cursor: as the caller sent it; None begins the list.

    Attributes:
        after: the position behind which the page begins; None at the beginning.

    Raises:
        CursorInvalid: the cursor was not made for this call.
    """

    def __init__(self, derive: Callable[[str], bytes], bound_to: str, cursor: str | None) -> None:
        self._derive, self._bound_to = derive, bound_to
        self.after: dict[str, Any] | None = _read(derive("cursor"), bound_to, cursor) if cursor else None

    def page[T](self, items: Iterable[T], position: dict[str, Any] | None) -> Page[T]:
        """Return the page with these items; `position` is where the next one begins, None at the end."""
        return Page(items=tuple(items), next=self.cursor(position))

    def cursor(self, position: dict[str, Any] | None) -> str | None:
        """Return the cursor of the page behind `position`; none at the end."""
        return _write(self._derive("cursor"), self._bound_to, position) if position is not None else None


def _write(key: bytes, bound_to: str, position: dict[str, Any]) -> str:
    """A cursor for `position`, useless to another caller or with other filters.

    Args:
        key: this tenant's signing key for cursors.
        bound_to: the caller and the filters.
        position: where the next page begins; JSON. It is veiled, since it may tell how somebody is called.
    """
    payload = json.dumps(position, separators=(",", ":")).encode()
    signature = _sign(key, bound_to, payload)
    return base64.urlsafe_b64encode(signature + _veil(key, signature, payload)).decode().rstrip("=")


def _read(key: bytes, bound_to: str, cursor: str) -> dict[str, Any]:
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
