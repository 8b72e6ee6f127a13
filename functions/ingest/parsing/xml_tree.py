"""XML as providers really write it, made well-formed and then read with everything dangerous off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from functions.ingest.parsing.charset import decoded
from functions.ingest.parsing.markup import Tag, pieces
from shared.domain.kernel.errors import BodyMalformed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_LEVELS = 60
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_NO_CHARACTERS = re.compile("[^\t\n\r\x20-\x7e\x80-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_NAMES = re.compile(r"[^\w.-]")
# HTML within a text, as people's comments hold it; none of them is a tag of ADF.
_STYLED = {
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
    """The root of a document, its names in lower case and without namespaces.

    Declarations in the wrong place or case, any encoding, a stray `&`, entities of HTML, attributes without quotes
    and what follows the root do no harm. Nothing is fetched, and no entity of the document's own expands: a document
    type is refused.

    Raises:
        BodyMalformed: it is no XML, or holds a document type.

    Source: docs/security.md, "Webhooks".
    """
    from defusedxml.ElementTree import ParseError, fromstring

    declared = _DECLARED.search(given[:1_000]) if isinstance(given, bytes) else None
    text = given if isinstance(given, str) else decoded(given, declared[1].decode() if declared else "")
    try:
        root: Element = fromstring("".join(_well_formed(text)), forbid_dtd=True)
    except (ParseError, ValueError):
        raise BodyMalformed from None
    return root


def _well_formed(markup: str) -> Iterator[str]:
    """The document anew, from its first tag to the end of that."""
    level = 0
    for piece in pieces(markup):
        if isinstance(piece, str):
            if level:
                yield escape(_NO_CHARACTERS.sub("", piece))
        elif piece.name == "!" or level > MAX_LEVELS:
            raise BodyMalformed
        elif piece.name in _STYLED:
            yield _STYLED[piece.name] if level else ""
        else:
            yield _written(piece)
            level += 0 if piece.empty else -1 if piece.closes else 1
            if level <= 0:
                return


def _written(tag: Tag) -> str:
    if tag.closes:
        return f"</{tag.name}>"
    given = {_NO_NAMES.sub("", name): _NO_CHARACTERS.sub("", value) for name, value in tag.attributes.items()}
    told = "".join(f' {name}="{escape(value)}"' for name, value in given.items() if name)
    return f"<{tag.name}{told}{'/' if tag.empty else ''}>"
