"""Turn what was received into text that a person can read. It is never markup, and never more than so many letters."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl

from functions.ingest.parsing.mime_message import MimeMessage, Part
from functions.ingest.text.hidden_names import hide
from shared.domain.lead_records.raw_delivery import RawPart

MAX_TEXT = 200_000  # letters
MAX_FIELDS = 1_000  # of a form
_HEADERS = ("From", "To", "Reply-To", "Subject", "Date")
_CONTROLS = {number: None for number in (*range(32), 127) if chr(number) not in "\n\t"}
_PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # what zlib calls them


class ReadableText(NamedTuple):
    """A text, and whether it is only the beginning."""

    text: str
    cut: bool


def readable(
    raw: bytes, part: RawPart, most: int = MAX_TEXT, *, mail: bool = False, hidden: Sequence[str] = ()
) -> ReadableText:
    """Return what was received as text: forms as fields, mails as their texts; the rest of their parts is only named.

    Args:
        raw: as received, or its beginning.
        part: says what it is.
        most: how many letters at most.
        mail: whether it is a mail, whatever its type says.
        hidden: names that are not shown.
    """
    kind = "message/rfc822" if mail else part.content_type.partition(";")[0].strip().lower()
    plain = _unpacked(raw, part.headers.get("content-encoding", "").strip().lower())
    try:
        lines = list(_lines(plain, kind, part.content_type))
    except (RecursionError, ValueError, LookupError):  # a mail that was made to be unreadable
        lines = [plain.decode("utf-8", "replace")]
    text = hide(hidden, "\n".join(lines).replace("\r\n", "\n").translate(_CONTROLS).strip())
    return ReadableText(text[:most], len(text) > most or len(raw) < part.size)


def _unpacked(raw: bytes, encoding: str) -> bytes:
    if encoding not in _PACKED:
        return raw
    try:
        return zlib.decompressobj(_PACKED[encoding]).decompress(raw, 4 * MAX_TEXT)
    except zlib.error:
        return raw


def _lines(raw: bytes, kind: str, content_type: str) -> Iterator[str]:
    if kind == "application/x-www-form-urlencoded":
        yield from _fields(raw)
    elif kind.startswith("multipart/") and "boundary" in content_type.lower():
        header = b"Content-Type: " + content_type.encode("ascii", "replace").replace(b"\n", b" ").replace(b"\r", b" ")
        yield from _parts(header + b"\r\n\r\n" + raw)
    elif kind == "message/rfc822":
        yield from _parts(raw)
    elif b"\0" in raw:
        yield f"[{kind or 'application/octet-stream'}, {len(raw)} bytes]"
    else:
        yield raw.decode(_charset(content_type), "replace")


def _fields(raw: bytes) -> Iterator[str]:
    text = raw.decode("utf-8", "replace")
    try:
        yield from (f"{name}: {value}" for name, value in parse_qsl(text, True, max_num_fields=MAX_FIELDS))
    except ValueError:
        yield text


def _parts(raw: bytes) -> Iterator[str]:
    """Yield the headers that tell whom a mail is from, then its texts, and the names of everything else in it."""
    whole = MimeMessage(raw)
    yield from (f"{name}: {found}" for name in _HEADERS if (found := whole.header(name.lower())))
    for one in whole.contents():
        if isinstance(one, Part):
            yield (f"\n{one.name}: " if one.name else "\n") + one.text
        else:
            yield f"\n[{one.name}, {one.kind}, {one.size} bytes]"


def _charset(content_type: str) -> str:
    said = content_type.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    return _known(said or "utf-8")


def _known(charset: str) -> str:
    try:
        "".encode(charset)
    except (LookupError, ValueError, UnicodeError):
        return "utf-8"
    return charset
