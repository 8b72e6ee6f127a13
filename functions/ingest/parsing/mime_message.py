"""A mail as its sender wrote it (RFC 5322): read with care, for senders write anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from functions.ingest.parsing.charset import decoded

if TYPE_CHECKING:
    from email.message import Message
    from email.policy import Policy

# A mail with more parts, or deeper ones, than these signs can make is read as its headers and one text.
_SIGNS = ((b"content-type", 100), (b"boundary", 100), (b"\n--", 500))
MAX_HEADER = 1_000  # characters
_HEADERS = ("from", "to", "subject", "date", "message-id", "received", "mime-version", "return-path", "content-type")
_WHOLE = ("multipart", "message")  # of what was not taken apart, all is text
_NOT_READ = ("image", "audio", "video", "font")


@dataclass(frozen=True, slots=True)
class Part:
    """Something written in a mail: its type, such as `text/plain`, and the text."""

    kind: str
    text: str


class MimeMessage:
    """A mail. No header and no part of it is so wrong that the others could not be read."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._message = _tried(lambda: _parsed(raw), None)
        if self._message is not None and not {name.lower() for name in self._message} & {*_HEADERS}:
            self._message = None
        self._headers = [] if self._message is None else list(self._message.raw_items())

    def header(self, name: str) -> str:
        """A header on one line, decoded; empty where there is none."""
        found = (value for given, value in self._headers if given.lower() == name)
        given = " ".join(decoded(next(found, "").encode("utf-8", "surrogateescape")).split())
        read: str = _tried(lambda: str(_headers()(name, given)), given)
        return " ".join(decoded(read.encode("utf-8", "replace")).split())

    def address(self, name: str) -> tuple[str, str]:
        """The name and the e-mail of the first address in a header."""
        from email.utils import parseaddr

        called, email = _tried(lambda: parseaddr(self.header(name)), ("", ""))
        return " ".join(called.split()), email if "@" in email.strip("@") else ""

    @property
    def kind(self) -> str:
        """The type of the whole, such as `multipart/report`."""
        return _tried(self._message.get_content_type, "") if self._message is not None else ""

    def parts(self) -> Iterator[Part]:
        """What is written in it, in its order; all of it is text where it has no headers."""
        if self._message is None:
            yield Part("text/plain", decoded(self._raw))
            return
        for one in self._message.walk():
            kind = _tried(one.get_content_type, "")
            main = kind.partition("/")[0]
            if not one.is_multipart() and main not in _NOT_READ:
                yield Part("text/plain" if main in _WHOLE else kind, _text(one))


def _parsed(raw: bytes) -> Message:
    from email.parser import BytesHeaderParser, BytesParser

    lower = raw.lower()
    many = any(lower.count(sign) > most for sign, most in _SIGNS)
    parser = (BytesHeaderParser if many else BytesParser)(policy=_policy())
    return parser.parsebytes(raw.lstrip())


@cache
def _policy() -> Policy[Message]:
    """The older policy: it takes a type apart without reading all of its grammar, and so in no time."""
    from email.policy import Compat32

    class Bounded(Compat32):
        """Reading a header takes long, or goes deep, if it is very long."""

        def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
            name, value = super().header_source_parse(sourcelines)
            return name, value[:MAX_HEADER]

    return Bounded()


@cache
def _headers() -> Callable[[str, str], object]:
    """The newer policy's reading of a header: it knows what is encoded in it."""
    from email.policy import default

    return default.header_factory


def _text(part: Message) -> str:
    payload: object = _tried(lambda: part.get_payload(decode=True), None)
    charset = _tried(lambda: part.get_content_charset() or "", "")
    return decoded(payload, charset) if isinstance(payload, bytes) else ""


def _tried[T](read: Callable[[], T], otherwise: T) -> T:
    """What `read` finds; on what is malformed the library raises whatever it stumbles over."""
    try:
        return read()
    except Exception:
        return otherwise
