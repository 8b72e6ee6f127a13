"""Shorten a mail so far that it is read quickly: photos and files in it hold nobody's name, and may be 40 MB."""

from __future__ import annotations

import re

LONG = 1024 * 1024  # bytes; shorter mails are read as they are
MAX_PART = 400_000  # bytes of one part in Base64: more than the letters of a text in which somebody is looked for
MAX_BYTES = 8 * 1024 * 1024  # of a mail that is long otherwise
# Each line is tried once, from its beginning: whatever a mail holds, this takes time in proportion to its length.
_BASE64 = re.compile(rb"^(?:[A-Za-z0-9+/=]{40,998}+\r?\n)++", re.MULTILINE)


def shortened(raw: bytes) -> bytes:
    """Return a mail with the beginnings of its long parts in Base64, and not more than `MAX_BYTES` of it."""
    if len(raw) <= LONG:
        return raw
    return _BASE64.sub(_beginning, raw)[:MAX_BYTES]


def _beginning(lines: re.Match[bytes]) -> bytes:
    """Return whole lines, because a part of one decodes to nothing."""
    found = lines[0]
    return found if len(found) <= MAX_PART else found[: found.rindex(b"\n", 0, MAX_PART) + 1]
