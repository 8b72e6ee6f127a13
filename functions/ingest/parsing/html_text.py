"""HTML as the text that a reader would see."""

from __future__ import annotations

import re

from functions.ingest.parsing.markup import Tag, pieces

_UNSEEN = ("script", "style", "head", "title", "template")
# Each cell of a table becomes a line: a label's value is then on the line after it.
_LINES = (
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "tr", "ul",
)  # fmt: skip
_SPACE = re.compile(r"[^\S\n]+")
_AROUND = re.compile(r" ?\n ?")
_GAPS = re.compile(r"\n{3,}")


def text_of(html: str) -> str:
    """The text, a line for each block; scripts, styles and the head are dropped."""
    seen: list[str] = []
    unseen = ""
    for piece in pieces(html):
        if isinstance(piece, Tag):
            if piece.name == unseen:
                unseen = "" if piece.closes else unseen
            elif piece.name in _UNSEEN and not piece.closes and not piece.empty:
                unseen = unseen or piece.name
            elif piece.name == "body":
                unseen = ""
            elif piece.name in _LINES:
                seen.append("\n")
        elif not unseen:
            seen.append(_SPACE.sub(" ", piece.replace("\n", " ")))
    text = _AROUND.sub("\n", _SPACE.sub(" ", "".join(seen)))
    return _GAPS.sub("\n\n", text).strip()
