"""Bytes as text, whatever they are in: no lead is lost over an encoding."""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Without a mark, text that begins with `<` shows in which order its pairs of bytes are.
_PAIRS = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
# Python knows stranger ones, whose reading takes long or means something else.
_SOUND = re.compile(r"(?:utf|us-ascii|ascii|iso|windows|cp|latin|koi8|mac|gb|big5|shift|euc)[a-z0-9_.:-]*")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# What calls itself Latin-1 is mostly what Windows writes, which has the euro.
_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252"}


def decoded(raw: bytes, declared: str = "") -> str:
    """`raw` as text: by its mark, else in the encoding it declares, else UTF-8, else as Windows writes in the West.

    Control characters mean nothing to people, and are left out.
    """
    return _NO_TEXT.sub("", _decoded(raw, declared.strip().lower()))


def _decoded(raw: bytes, declared: str) -> str:
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, "replace")
    for start, name in _PAIRS:
        if raw.startswith(start):
            return raw.decode(name, "replace")
    for name in (_MEANT.get(declared, declared), "utf-8", "cp1252"):
        if _SOUND.fullmatch(name):
            try:
                return raw.decode(name)
            except (LookupError, UnicodeError):
                continue
    return raw.decode("latin-1")
