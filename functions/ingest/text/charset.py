"""Decode bytes in any encoding, so that no lead is lost over one."""

from __future__ import annotations

import codecs
import re

_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# UTF-16 without a mark: a leading `<` shows the byte order.
_FIRST_BYTES = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_TWICE = re.compile("[\u00c3\u00c2][\u0080-\u00bf]")
_LEAST_TWICE = 2
_LOOKED_AT = 20_000
# Encodings of text. Python knows others, which are slow or no text encodings (`zip`, `rot13`).
_TEXT_ENCODING = re.compile(r"(?:utf|us-ascii|ascii|iso|windows|cp|latin|koi8|mac|gb|big5|shift|euc)[a-z0-9_.:-]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Text declared as Latin-1 is mostly Windows-1252, which has the euro sign.
_ACTUAL = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252"}


def decode_text(raw: bytes, declared: str = "") -> str:
    """Decode `raw` by its byte order mark, else as declared, else as UTF-8, else as Windows-1252.

    Remove control characters.
    """
    return _CONTROL.sub("", undone(_decode(raw, declared.strip().lower())))


def undone(text: str) -> str:
    """Undo a second encoding: UTF-8 that a program took for Windows-1252 and encoded again shows `Ã³` for `ó`."""
    if len(_TWICE.findall(text[:_LOOKED_AT])) < _LEAST_TWICE:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return _TWICE.sub(
            lambda found: found[0].encode("latin-1", "ignore").decode("utf-8", "ignore") or found[0], text
        )


def _decode(raw: bytes, declared: str) -> str:
    for mark, name in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, "replace")
    for start, name in _FIRST_BYTES:
        if raw.startswith(start):
            return raw.decode(name, "replace")
    for name in (_ACTUAL.get(declared, declared), "utf-8", "cp1252"):
        if _TEXT_ENCODING.fullmatch(name):
            try:
                return raw.decode(name)
            except (LookupError, UnicodeError):
                continue
    return raw.decode("latin-1")
