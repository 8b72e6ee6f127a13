"""Read a mail (RFC 5322). Any part of it may be malformed, so each is read on its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from functions.ingest.text.charset import decode_text

if TYPE_CHECKING:
    from email.message import Message
    from email.policy import Policy

# With more of these than that, a mail has too many parts: it is read as headers and one text.
_LIMITS = ((b"content-type", 100), (b"boundary", 100), (b"\n--", 500), (b"\r--", 500))
MAX_WORK = 2_000_000  # lines times boundaries, since the parser compares each line with each boundary around it
MAX_DEPTH = 10  # parts within parts; what is deeper is read as text
_BLOCKS = b"delivery-status"  # of headers, each of which is a part of its own
_BLOCK_WORK = 100  # how many times the work of a line a block may take
MAX_HEADER = 1_000  # characters
_HEADERS = ("from", "to", "subject", "date", "message-id", "received", "mime-version", "return-path", "content-type")
_OUTLOOK = re.compile(r"\[mailto:([^\]\s]+)\]|<mailto:([^>\s]+)>", re.IGNORECASE)
_WHOLE = ("multipart", "message")  # read as text where its parts were not parsed
_NO_TEXT = ("image", "audio", "video", "font")
_FOR_PROGRAMS = ("text/calendar", "text/css", "text/javascript", "text/rfc822-headers")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a mail or form with text.

    Attributes:
        kind: its type, such as `text/plain`.
        text: what it says.
        name: of the field of a form that it is.
        file: the name of the file that it is.
    """

    kind: str
    text: str
    name: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A part of a mail or form without text: its name, type and size in bytes."""

    name: str
    kind: str
    size: int


class MimeMessage:
    """A mail. A malformed header or part does not keep the others from being read.

    Args:
        raw: the whole mail.
        depth: how deeply parts within parts are taken apart; what is deeper is one text.
    """

    def __init__(self, raw: bytes, depth: int = MAX_DEPTH) -> None:
        self._raw = raw
        self._message = _try(lambda: _parse(raw, depth), None)
        if self._message is not None and not {name.lower() for name in self._message} & {*_HEADERS}:
            self._message = None
        self._headers = [] if self._message is None else list(self._message.raw_items())
        self._parts: tuple[Part, ...] = ()
        self._read: dict[str, str] = {}  # headers, which are asked for many times

    @classmethod
    def of_parts(cls, headers: Sequence[tuple[str, str]], parts: Sequence[Part]) -> MimeMessage:
        """Return the mail with these headers and parts, which somebody else has taken apart."""
        mail = cls(b"")
        mail._message, mail._headers, mail._parts = None, list(headers), tuple(parts)
        return mail

    def header(self, name: str) -> str:
        """Return a header, decoded and on one line; empty if it is missing."""
        if name not in self._read:
            self._read[name] = self._header(name)
        return self._read[name]

    def _header(self, name: str) -> str:
        found = (value for given, value in self._headers if given.lower() == name)
        given = " ".join(decode_text(next(found, "").encode("utf-8", "surrogateescape")).split())
        read: str = _try(lambda: str(_headers()(name, given)), given)
        return " ".join(decode_text(read.encode("utf-8", "replace")).split())

    def address(self, name: str) -> tuple[str, str]:
        """Return the name and the e-mail of the first address in a header; empty if there is none."""
        return read_address(self.header(name))

    @property
    def kind(self) -> str:
        """Return the type of the whole mail, such as `multipart/report`."""
        return _try(self._message.get_content_type, "") if self._message is not None else ""

    @property
    def answers_invitation(self) -> bool:
        """Return whether a calendar answers an invitation with this mail."""
        return any(_is_answer(one) for one in (self._message.walk() if self._message is not None else ()))

    @property
    def attached(self) -> MimeMessage | None:
        """Return the mail that is attached to this one, if any."""
        for one in self._message.walk() if self._message is not None else ():
            if _try(one.get_content_type, "") == "message/rfc822":
                inner: object = _try(lambda part=one: part.get_payload(0).as_bytes(), None)  # type: ignore[misc]
                return MimeMessage(inner) if isinstance(inner, bytes) else None
        return None

    @property
    def cover(self) -> str:
        """Return the plain text that stands beside an attached mail."""
        parts = list(self._message.walk()) if self._message is not None else []
        attached = [one for one in parts if _try(one.get_content_type, "") == "message/rfc822"]
        within = {id(inner) for one in attached for inner in one.walk()}
        beside = (one for one in parts if id(one) not in within and _try(one.get_content_type, "") == "text/plain")
        return "\n".join(_text(one) for one in beside if not _file_name(one)).strip()

    def parts(self) -> Iterator[Part]:
        """Yield the parts with text, in order. A mail without headers is one part."""
        if self._message is None:
            yield from self._parts or (Part("text/plain", decode_text(self._raw)),)
            return
        for one in self._message.walk():
            kind = _try(one.get_content_type, "")
            main = kind.partition("/")[0]
            if not one.is_multipart() and main not in _NO_TEXT and kind not in _FOR_PROGRAMS:
                yield Part("text/plain" if main in _WHOLE else kind, _text(one), _field_name(one), _file_name(one))

    def contents(self) -> Iterator[Part | File]:
        """Yield all that it holds, in order: texts, also what was not taken apart, and what the rest is."""
        if self._message is None:
            yield from self.parts()
            return
        for one in self._message.walk():
            kind = _try(one.get_content_type, "")
            if one.is_multipart():
                continue
            if kind.partition("/")[0] in ("text", *_WHOLE) and not _file_name(one):
                yield Part(kind, _text(one), _field_name(one))
            else:
                payload: object = _try(lambda part=one: part.get_payload(decode=True), None)  # type: ignore[misc]
                size = len(payload) if isinstance(payload, bytes) else 0
                yield File(_file_name(one) or _field_name(one) or "?", kind, size)


def read_address(header: str) -> tuple[str, str]:
    """Return the name and the e-mail of the first address in a header's value; empty if there is none."""
    from email.utils import parseaddr

    person, email = _try(lambda: parseaddr(_OUTLOOK.sub(lambda found: f"<{found[1] or found[2]}>", header)), ("", ""))
    return " ".join(person.split()), email if "@" in email.strip("@") else ""


def _parse(raw: bytes, depth: int) -> Message:
    from email.parser import BytesHeaderParser, BytesParser

    lower = raw.lower()
    many = any(lower.count(sign) > most for sign, most in _LIMITS) or _work(lower) > MAX_WORK
    parser = (BytesHeaderParser if many else BytesParser)(_part_class(depth), policy=_policy())
    return parser.parsebytes(raw.lstrip())


def _work(lower: bytes) -> int:
    """Return how many lines are compared with a boundary at the most when a mail in lower case is taken apart."""
    lines = lower.count(b"\n") + lower.count(b"\r") - lower.count(b"\r\n") + 1
    return lines * (1 + lower.count(b"boundary") + (_BLOCK_WORK if _BLOCKS in lower else 0))


@cache
def _part_class(most: int) -> type[Message]:
    """Return the class of parts that are taken apart down to the depth `most` only."""
    from email.message import Message as Plain

    class Bounded(Plain):
        """Know how deep it is: the parser attaches a part to what holds it before it reads what the part holds."""

        depth = 0

        def attach(self, payload: Message) -> None:  # type: ignore[override]
            payload.depth = self.depth + 1  # type: ignore[attr-defined]
            super().attach(payload)

        def get_content_type(self) -> str:
            kind = super().get_content_type()
            return "text/plain" if self.depth >= most and kind.partition("/")[0] in _WHOLE else kind

    return Bounded


@cache
def _policy() -> Policy[Message]:
    """Return the older policy of `email`: it reads a content type without its full grammar, so quickly."""
    from email.policy import Compat32

    class Bounded(Compat32):
        """Cut headers, because reading a very long one takes long or recurses deeply."""

        def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
            name, value = super().header_source_parse(sourcelines)
            return name, value[:MAX_HEADER]

    return Bounded()


@cache
def _headers() -> Callable[[str, str], object]:
    """Return how the newer policy of `email` reads a header: it decodes encoded words."""
    from email.policy import default

    return default.header_factory


def _text(part: Message) -> str:
    payload: object = _try(lambda: part.get_payload(decode=True), None)
    charset = _try(lambda: part.get_content_charset() or "", "")
    return decode_text(payload, charset) if isinstance(payload, bytes) else ""


def _is_answer(part: Message) -> bool:
    """Return whether a part is a calendar's answer to an invitation."""
    if _try(part.get_content_type, "") != "text/calendar":
        return False
    return "method=reply" in _try(lambda: str(part.get("content-type", "")), "").lower().replace('"', "")


def _field_name(part: Message) -> str:
    return _try(lambda: _plain(part.get_param("name", "", "content-disposition")), "")


def _file_name(part: Message) -> str:
    return _try(lambda: _plain(part.get_filename("")), "")


def _plain(given: object) -> str:
    """Return a parameter of a header: raw UTF-8 in it is read as such."""
    text = given[2] if isinstance(given, tuple) else given
    return decode_text(str(text or "").encode("utf-8", "surrogateescape"))


def _try[T](read: Callable[[], T], otherwise: T) -> T:
    """Return what `read` returns, or `otherwise`: on malformed mails the library raises exceptions of any class."""
    try:
        return read()
    except Exception:
        return otherwise
