"""Markup taken apart, XML's and HTML's alike, however careless: once through, and nothing in it is followed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from html.entities import html5

_TAG = re.compile(r"""<(/?)([A-Za-z_][\w:.-]*+)((?:[^<>"']|"[^"]*"|'[^']*')*+)>""")
_ATTRIBUTE = re.compile(r"""([A-Za-z_][\w:.-]*+)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'<>]++))""")
# With its semicolon only: the `&section=3` of an address is none.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPANS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", ">"), ("<!", ">"))


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, in lower case and without namespaces.

    A declaration, such as of a document type, is a tag that is called `!`.
    """

    name: str
    attributes: Mapping[str, str]
    closes: bool = False
    empty: bool = False


def pieces(markup: str) -> Iterator[Tag | str]:
    """Tags, and the text between them; comments and processing instructions are left out.

    A `<` that begins nothing, and a `&` that names nothing, are text.
    """
    place = 0
    while place < len(markup):
        start = markup.find("<", place)
        start = len(markup) if start < 0 else start
        if start > place:
            yield _ENTITY.sub(_character, markup[place:start])
        if start == len(markup):
            return
        piece, place = _piece(markup, start)
        if piece:
            yield piece


def _piece(markup: str, start: int) -> tuple[Tag | str, int]:
    """What begins with the `<` at `start`, and where it ends."""
    for opens, closes in _SPANS:
        if markup.startswith(opens, start):
            inner = start + len(opens)
            end = markup.find(closes, inner)
            end = len(markup) if end < 0 else end
            meant: dict[str, Tag | str] = {"<![CDATA[": markup[inner:end], "<!": Tag("!", {})}
            return meant.get(opens, ""), end + len(closes)
    found = _TAG.match(markup, start)
    if not found:
        return "<", start + 1
    inside = found[3].rstrip()
    attributes = {_local(name): _ENTITY.sub(_character, a or b or c) for name, a, b, c in _ATTRIBUTE.findall(inside)}
    return Tag(_local(found[2]), attributes, closes=bool(found[1]), empty=inside.endswith("/")), found.end()


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _character(entity: re.Match[str]) -> str:
    known = entity[0][1] == "#" or entity[0][1:] in html5
    return unescape(entity[0]) if known else entity[0]
