"""Tell whom a mail is proven to be from: DMARC proves the domain of the one address in its `From`."""

from __future__ import annotations

import re

MAX_HEADERS = 64 * 1024  # bytes
_END = re.compile(rb"\r?\n\r?\n")


def proven_sender(raw: bytes) -> str | None:
    """Return the e-mail in the `From` of a mail that passed DMARC; None if it may be read in more than one way.

    Who checked the mail and who reads it must see the same address: so there is one header, with one address and no
    encoded words, and no line end but those of mail, at which one of both might see another header.

    Source: docs/rules.md, "Entry" 11.
    """
    from email.parser import BytesHeaderParser
    from email.policy import compat32
    from email.utils import getaddresses

    end = _END.search(raw, 0, MAX_HEADERS)
    head = raw[: end.end()] if end else b""
    bare = head.replace(b"\r\n", b"") if b"\r\n" in head else head.replace(b"\n", b"")
    if end is None or b"\r" in bare or b"\n" in bare:
        return None
    found = BytesHeaderParser(policy=compat32).parsebytes(head).get_all("from", [])
    if len(found) != 1 or not isinstance(found[0], str) or "=?" in found[0].rpartition("<")[2]:
        return None
    [*others, (_, email)] = getaddresses(found)
    return email.casefold() if email and not others else None
