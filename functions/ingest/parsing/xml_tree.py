"""Parse XML as providers write it: make it well-formed, then parse it with dangerous features off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from functions.ingest.text.charset import decode_text
from functions.ingest.text.markup import Tag, tokens
from shared.domain.kernel.errors import BodyMalformed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_LEVELS = 60
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
# What XML lacks is named, not what it has: a class that is the rest of such large ranges takes 5 ms to compile.
_INVALID_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_INVALID_IN_NAMES = re.compile(r"[^\w.-]")
# HTML tags in people's comments, and the text that replaces each. None of them is a tag of ADF.
_HTML = {
    "br": "\n",
    "p": "\n",
    "div": "\n",
    "b": "",
    "i": "",
    "u": "",
    "em": "",
    "strong": "",
    "span": "",
    "font": "",
}


def read_xml(given: bytes | str) -> Element:
    """Return the root of a document, with names in lower case and without namespaces.

    Tolerate misplaced declarations, any encoding, a stray `&`, HTML entities, attributes without quotes, and text
    after the root. Nothing is fetched, and no entity of the document is expanded: a document type is refused.

    Raises:
        BodyMalformed: this is no XML, or it holds a document type.

    Source: docs/security.md, "Webhooks".
    """
    from defusedxml.ElementTree import ParseError, fromstring

    declared = _DECLARED.search(given[:1_000]) if isinstance(given, bytes) else None
    text = given if isinstance(given, str) else decode_text(given, declared[1].decode() if declared else "")
    try:
        root: Element = fromstring("".join(_well_formed(text)), forbid_dtd=True)
    except (ParseError, ValueError):
        raise BodyMalformed from None
    return root


def _well_formed(markup: str) -> Iterator[str]:
    """Yield the document as well-formed XML, from its first tag to the end of that element."""
    level = 0
    for token in tokens(markup):
        if isinstance(token, str):
            if level:
                yield escape(_INVALID_CHARACTERS.sub("", token))
        elif token.name == "!" or level > MAX_LEVELS:
            raise BodyMalformed
        elif token.name in _HTML:
            yield _HTML[token.name] if level else ""
        else:
            yield _to_xml(token)
            level += 0 if token.empty else -1 if token.closes else 1
            if level <= 0:
                return


def _to_xml(tag: Tag) -> str:
    if tag.closes:
        return f"</{tag.name}>"
    given = {
        _INVALID_IN_NAMES.sub("", name): _INVALID_CHARACTERS.sub("", value) for name, value in tag.attributes.items()
    }
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in given.items() if name)
    return f"<{tag.name}{attributes}{'/' if tag.empty else ''}>"
