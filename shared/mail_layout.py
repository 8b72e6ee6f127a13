"""Lay out mails: one content as plain text and as HTML, for what Relevo sends and for what the user pool sends.

Mail programs support little of HTML, so it has tables and styles on the elements; the only rules are those for a dark
appearance. It loads nothing, so no image tells a stranger that it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Protocol

OWN_COLOUR = "#0b5d7a"  # of Relevo, for a team that has chosen none
BUTTON_TEXT = "#ffffff"

type Pair = tuple[str, str]


class Written(Protocol):
    """The content of a mail in one language, as plain text without markup."""

    @property
    def language(self) -> str:
        """Return the language, as HTML names it."""

    @property
    def team(self) -> str:
        """Return the name of the team that the mail is from."""

    @property
    def subject(self) -> str:
        """Return one line."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Return a sentence or a few each."""

    @property
    def summary(self) -> tuple[Pair, ...]:
        """Return labels and values, one line each."""

    @property
    def link(self) -> Pair | None:
        """Return where to go next, its label and its URL; None if there is nothing to open."""

    @property
    def footer(self) -> str:
        """Return why the receiver gets the mail."""

    @property
    def settings(self) -> Pair | None:
        """Return where that is changed, a label and a URL; None if it cannot be."""


def to_text(mail: Written) -> str:
    """Return the mail as plain text."""
    about = "\n".join(f"{name}: {value}" for name, value in mail.summary)
    foot = "\n".join(("-- ", mail.footer, *_written(mail.settings)))
    parts = (mail.team, *mail.paragraphs, about, *_written(mail.link), foot)
    return "\n\n".join(part for part in parts if part) + "\n"


def to_html(*mails: Written, colour: str) -> str:
    """Return the mail as HTML, with the team's name and colour.

    Args:
        mails: the content; once more in another language if the receiver's is not known.
        colour: the team's, on which white text can be read.
    """
    first = mails[0]
    says = f'<hr class="line" style="{_LINE}">'.join(
        f'<div lang="{mail.language}">{_body(mail, colour)}</div>' for mail in mails
    )
    return (
        f'<!doctype html><html lang="{first.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        f"<title>{escape(first.subject)}</title><style>{_DARK}</style></head>"
        f'<body class="ground" style="margin: 0; padding: 0; background-color: #eef1f3">'
        f'<table role="presentation" class="ground" {_TABLE} style="background-color: #eef1f3"><tr>'
        f'<td align="center" style="padding: 16px 8px"><table role="presentation" class="card" {_TABLE} '
        f'style="{_CARD}; border-top: 4px solid {colour}"><tr><td class="card" style="{_TEXT}">'
        f'<p style="margin: 0 0 16px"><b>{escape(first.team)}</b></p>{says}'
        "</td></tr></table></td></tr></table></body></html>"
    )


def _body(mail: Written, colour: str) -> str:
    says = "".join(f'<p style="margin: 0 0 12px">{escape(one)}</p>' for one in mail.paragraphs)
    foot = "<br>".join((escape(mail.footer), *_linked(mail.settings)))
    return (
        f"{says}{_table(mail.summary)}{_button(*mail.link, colour) if mail.link else ''}"
        f'<p class="quiet" style="{_QUIET}">{foot}</p>'
    )


def _table(summary: Iterable[Pair]) -> str:
    rows = "".join(
        f'<tr><td class="quiet" style="{_CELL}; color: #51626d">{escape(name)}:</td>'
        f'<td style="{_CELL}; overflow-wrap: anywhere"><b>{escape(value)}</b></td></tr>'
        for name, value in summary
    )
    return (
        f'<table cellpadding="0" cellspacing="0" style="margin: 0 0 12px; font-size: 16px">{rows}</table>'
        if rows
        else ""
    )


def _button(label: str, url: str, colour: str) -> str:
    """Return a link that looks like a button and is high enough for a thumb."""
    style = (
        f"background: {colour}; color: {BUTTON_TEXT}; display: inline-block; padding: 13px 24px; border-radius: 8px; "
        "text-decoration: none"
    )
    return f'<p style="margin: 20px 0"><a href="{escape(url)}" style="{style}"><b>{escape(label)}</b></a></p>'


def _linked(link: Pair | None) -> Iterator[str]:
    if link:
        yield f'<a class="quiet" href="{escape(link[1])}" style="color: #51626d">{escape(link[0])}</a>'


def _written(link: Pair | None) -> Iterator[str]:
    if link:
        yield ": ".join(link)


_TABLE = 'width="100%" cellpadding="0" cellspacing="0" border="0"'
_TEXT = "padding: 24px 20px; font: 16px/1.5 system-ui, sans-serif; color: #1b2a33; overflow-wrap: anywhere"
_CARD = "max-width: 560px; background-color: #ffffff; border-radius: 8px; text-align: left"
_CELL = "padding: 2px 12px 2px 0; vertical-align: top"
_QUIET = "margin: 20px 0 0; font-size: 14px; color: #51626d"
_LINE = "border: 0; border-top: 1px solid #c3ccd2; margin: 24px 0"
_DARK = (
    ":root { color-scheme: light dark; supported-color-schemes: light dark } @media (prefers-color-scheme: dark) { "
    ".ground { background-color: #11181d !important } "
    ".card { background-color: #1b252c !important; color: #e6ecef !important } "
    ".quiet { color: #a8b6bf !important } .line { border-color: #3a4a54 !important } }"
)
