"""Split XML or HTML, even if malformed, into tags and text in one pass. No reference in it is followed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from html.entities import html5

_TAG = re.compile(r"""<(/?)([A-Za-z_][\w:.-]*+)((?:[^<>"']|"[^"]*"|'[^']*')*+)>""")
_ATTRIBUTE = re.compile(r"""([A-Za-z_][\w:.-]*+)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'<>]++))""")
# Only with its semicolon: `&section=3` in a URL is no entity.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPANS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", ">"), ("<!", ">"))


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, in lower case and without namespaces. A declaration, such as a document type, is a tag named `!`."""

    name: str
    attributes: Mapping[str, str]
    closes: bool = False
    empty: bool = False


def tokens(markup: str) -> Iterator[Tag | str]:
    """Yield tags and the text between them, without comments and processing instructions.

    A `<` that begins no tag, and a `&` that begins no entity, are text.
    """
    place = 0
    while place < len(markup):
        start = markup.find("<", place)
        start = len(markup) if start < 0 else start
        if start > place:
            yield _ENTITY.sub(_character, markup[place:start])
        if start == len(markup):
            return
        token, place = _token_at(markup, start)
        if token:
            yield token


def _token_at(markup: str, start: int) -> tuple[Tag | str, int]:
    """Return the token that begins with the `<` at `start`, and where it ends. A comment is an empty text."""
    for opens, closes in _SPANS:
        if markup.startswith(opens, start):
            inner = start + len(opens)
            end = markup.find(closes, inner)
            end = len(markup) if end < 0 else end
            content: dict[str, Tag | str] = {"<![CDATA[": markup[inner:end], "<!": Tag("!", {})}
            return content.get(opens, ""), end + len(closes)
    found = _TAG.match(markup, start)
    if not found:
        return "<", start + 1
    inside = found[3].rstrip()
    attributes = {
        _local(name): _ENTITY.sub(_character, a or b or c)
        for name, a, b, c in _ATTRIBUTE.findall(inside)
        if not name.lower().startswith("xmlns")
    }
    return Tag(_local(found[2]), attributes, closes=bool(found[1]), empty=inside.endswith("/")), found.end()


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _character(entity: re.Match[str]) -> str:
    known = entity[0][1] == "#" or entity[0][1:] in html5
    return unescape(entity[0]) if known else entity[0]
