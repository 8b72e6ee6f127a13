"""Pages of lists and their cursors: signed, bound to the caller and the filters, and encrypted.

A position may hold what the caller may not see, such as the whole name of a masked person. So it is encrypted as well,
with a key stream that is derived from its signature and thus differs for every position, and filled up with spaces, so
that its length tells nothing.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any

from pydantic import Field

from shared.domain.kernel.errors import CursorInvalid
from shared.web.schemas import Page, RequestModel

ROOM = 256  # bytes that a position is filled up to, or a multiple of it
_SIGNATURE_BYTES = 16


class PageQuery(RequestModel):
    """A page of a list."""

    limit: Annotated[int, Field(ge=1, le=100, description="How many items at the most.")] = 25
    cursor: str | None = Field(None, description="`next` of the page before, with the same filters.")


class PageBody(PageQuery):
    """A page of a list that is asked for in a body, where a number is no text."""

    limit: Annotated[int, Field(ge=1, le=100, strict=True, description="How many items at the most.")] = 25


class Paging:
    """Reads the cursor of a request, and makes the cursor of the next page.

    Args:
        keys: returns the tenant's keys for a purpose: the first signs, any is accepted (`MasterSecret.keys`).
        bound_to: names the list, the caller and the filters; a cursor is invalid with any other.
        cursor: the request's cursor; None starts the list.
        room: bytes that every position of this list fits into.

    Attributes:
        after: the position after which the page begins; None at the start.

    Raises:
        CursorInvalid: the cursor was not made for this list, caller and filters.
    """

    def __init__(
        self, keys: Callable[[str], Sequence[bytes]], bound_to: str, cursor: str | None, room: int = ROOM
    ) -> None:
        self._keys, self._bound_to, self._room = keys, bound_to, room
        self.after: dict[str, Any] | None = _read(keys("cursor"), bound_to, cursor) if cursor else None

    def page[T](self, items: Iterable[T], position: dict[str, Any] | None) -> Page[T]:
        """Return the page with these items; `position` is where the next one begins, None at the end."""
        return Page(items=tuple(items), next=self.cursor(position))

    def cursor(self, position: dict[str, Any] | None) -> str | None:
        """Return the cursor of the page after `position`; None at the end."""
        return _write(self._keys("cursor")[0], self._bound_to, position, self._room) if position is not None else None


def _write(key: bytes, bound_to: str, position: dict[str, Any], room: int) -> str:
    """Return a cursor for `position` that is valid only for this list, caller and filters.

    Args:
        key: the tenant's key for cursors.
        bound_to: names the list, the caller and the filters.
        position: where the next page begins, as JSON. It is encrypted, since it may hold a person's name.
        room: bytes that the position is filled up to.
    """
    payload = json.dumps(position, separators=(",", ":"), ensure_ascii=False).encode()
    signature = _sign(key, bound_to, payload)
    payload = payload.ljust(-(-len(payload) // room) * room)
    return base64.urlsafe_b64encode(signature + _encrypt(key, signature, payload)).decode().rstrip("=")


def _read(keys: Sequence[bytes], bound_to: str, cursor: str) -> dict[str, Any]:
    """Return the position in a cursor. Raise CursorInvalid if it was not made for this list, caller and filters."""
    try:
        packed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise CursorInvalid from error
    signature = packed[:_SIGNATURE_BYTES]
    for key in keys:
        payload = _encrypt(key, signature, packed[_SIGNATURE_BYTES:]).rstrip(b" ")
        if hmac.compare_digest(signature, _sign(key, bound_to, payload)):
            position: dict[str, Any] = json.loads(payload)
            return position
    raise CursorInvalid


def _sign(key: bytes, bound_to: str, payload: bytes) -> bytes:
    return hmac.digest(key, bound_to.encode() + b"\x1f" + payload, hashlib.sha256)[:_SIGNATURE_BYTES]


def _encrypt(key: bytes, signature: bytes, payload: bytes) -> bytes:
    """Encrypt the payload by XOR with a key stream; the same call decrypts it."""
    stream = hashlib.shake_256(key + signature).digest(len(payload))
    return bytes(a ^ b for a, b in zip(payload, stream, strict=True))
