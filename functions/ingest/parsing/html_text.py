"""Convert HTML to the text that a reader would see."""

from __future__ import annotations

import re

from functions.ingest.parsing.markup import Tag, tokens

_HIDDEN = ("script", "style", "head", "title", "template")
# Each cell of a table becomes a line, so that the value of a label is on the next line.
_BLOCKS = (
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "tr", "ul",
)  # fmt: skip
_SPACE = re.compile(r"[^\S\n]+")
_LINE_BREAK = re.compile(r" ?\n ?")
_GAPS = re.compile(r"\n{3,}")


def html_to_text(html: str) -> str:
    """Return the text, a line for each block, without scripts, styles and the head."""
    visible: list[str] = []
    hidden_by = ""  # the tag whose content is skipped
    for token in tokens(html):
        if isinstance(token, Tag):
            if token.name == hidden_by:
                hidden_by = "" if token.closes else hidden_by
            elif token.name in _HIDDEN and not token.closes and not token.empty:
                hidden_by = hidden_by or token.name
            elif token.name == "body":
                hidden_by = ""
            elif token.name in _BLOCKS:
                visible.append("\n")
        elif not hidden_by:
            visible.append(_SPACE.sub(" ", token.replace("\n", " ")))
    text = _LINE_BREAK.sub("\n", _SPACE.sub(" ", "".join(visible)))
    return _GAPS.sub("\n\n", text).strip()
