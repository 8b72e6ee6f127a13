"""Convert HTML to the text that a reader would see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from functions.ingest.text.html_rows import HtmlRows
from functions.ingest.text.markup import Tag, tokens

_HIDDEN = ("script", "style", "head", "title", "template")
# Each cell of a table becomes a line, so that the value of a label is on the next line.
_BLOCKS = (
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "tr", "ul",
)  # fmt: skip
_ADDRESSES = ("mailto:", "tel:")
_MAX_ADDRESS = 200
_LEAST_DIGITS = 7  # of a number that a link shows
_MAX_URL = 1_000
_SPACE = re.compile(r"[^\S\n]+")
_LINE_BREAK = re.compile(r" ?\n ?")
_BOLD = ("b", "strong", "label")
_BEGINS_BOLD, _ENDS_BOLD = "\ue001", "\ue000"
_BOLD_START = re.compile(r"^\ue001([^\n\ue000\ue001]{2,60})\ue000 ?(?=[^\s\ue000])", re.MULTILINE)
_MARKS = re.compile(r"[\ue000\ue001]")
_GAPS = re.compile(r"\n{3,}")


def html_to_text(html: str) -> str:
    """Return the text, a line for each block, without scripts, styles and the head.

    A link to an e-mail or phone is a line of its own, such as `mailto:ana@example.com`; words such as "Answer" that it
    shows are left out. Links to pages, such as `link:https://…`, stand above all else.
    """
    visible: list[str] = []
    rows = HtmlRows(visible)
    hidden_by = ""  # the tag whose content is skipped
    for token in _linked(tokens(html)):
        if isinstance(token, Tag):
            if token.name == hidden_by:
                hidden_by = "" if token.closes else hidden_by
            elif token.name in _HIDDEN and not token.closes and not token.empty:
                hidden_by = hidden_by or token.name
            elif token.name == "body":
                hidden_by = ""
            elif token.name in _BOLD:
                visible.append(_ENDS_BOLD if token.closes else _BEGINS_BOLD)
            elif token.name in _BLOCKS:
                if not hidden_by:
                    rows.tag(token.name, closes=token.closes)
                visible.append("\n")
        elif not hidden_by:
            visible.append(_SPACE.sub(" ", token.replace("\n", " ")))
    text = _LINE_BREAK.sub("\n", _SPACE.sub(" ", "".join(visible)))
    text = _MARKS.sub("", _BOLD_START.sub(r"\1  ", text))  # as columns are: a label and its value
    return _GAPS.sub("\n\n", text).strip()


def _linked(given: Iterable[Tag | str]) -> Iterator[Tag | str]:
    """Put a line with the address below the block that links to it; those of pages stand above all else."""
    text: list[Tag | str] = []
    block, pages = Tag("div", {}), list[str]()
    waiting: list[str] = []
    href, shown = "", ""
    for token in (*given, Tag("a", {}, closes=True), Tag("div", {})):
        if isinstance(token, Tag) and token.name == "a":
            words, address = _link(href, shown)
            text.append(words)
            waiting += [address] if address else []
            href, shown = "" if token.closes else token.attributes.get("href", "").strip(), ""
            if href.lower().startswith(("http://", "https://")):
                pages.append(f"link:{href[:_MAX_URL]}")
        elif isinstance(token, str) and href.lower().startswith(_ADDRESSES):
            shown += token
        else:
            if isinstance(token, Tag) and token.name in _BLOCKS:
                text += [part for one in waiting for part in (block, one)]
                waiting = []
            text.append(token)
    return iter([part for page in dict.fromkeys(pages) for part in (page, block)] + [block, *text])


def _link(href: str, shown: str) -> tuple[str, str]:
    """Return what a link to an e-mail or phone shows, if it is an address, and the address as a line of its own.

    Of a number that differs from the one that is shown, the shown one counts: it is what a reader would call.
    """
    scheme, _, target = href.partition(":")
    if f"{scheme.lower()}:" not in _ADDRESSES:
        return "", ""
    address = unquote(target.partition("?")[0]).strip("/ ")[:_MAX_ADDRESS]
    if not address or "\n" in address:
        return shown, ""
    if scheme.lower() == "tel" and sum(map(str.isdigit, shown)) >= _LEAST_DIGITS:
        return shown, f"tel:{' '.join(shown.split())}"
    return (shown if _comparable(address) in _comparable(shown) else ""), f"{scheme.lower()}:{address}"


def _comparable(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
