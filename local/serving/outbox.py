"""Show the emails that the local stack sent, as kept by the embedded SES, at `/outbox` of the one address."""

import json
import re
import urllib.request
from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from typing import Any

from local import embedded
from local.places import ANYWHERE
from local.ports import HOST

type Mail = Mapping[str, Any]
"""Hold an email as the embedded SES returns it."""

SHOWN = 200  # of the newest
LINK = re.compile(r"https?://[^\s<>\"']+")
STYLE = """
  body { font: 1.05rem/1.5 system-ui, sans-serif; color: #1b2a33; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
  article { border-top: 1px solid #c3ccd2; padding: .75rem 0 }
  h2 { font-size: 1.15rem; margin: 0 } p { margin: .25rem 0 }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit } a { color: #0b5d7a }
"""
POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""Let the page load and run nothing, whatever a mail holds: it has one style of its own, known by its hash."""

HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer"}
"""Set these headers on the page. A claim link that is opened from it must not be told on as a referrer."""


def verify(endpoint: str, sender: str) -> None:
    """Allow the embedded SES to send from `sender`. Repeating it changes nothing."""
    ses = embedded.client("sesv2", endpoint)
    try:
        ses.create_email_identity(EmailIdentity=sender)
    except ses.exceptions.AlreadyExistsException:
        return


def mails(engine_port: int) -> list[Mail]:
    """Return the emails that were sent, newest first."""
    address = f"http://{HOST}:{engine_port}/_ministack/ses/messages"
    with urllib.request.urlopen(address, timeout=10) as answer:
        accounts: Mapping[str, list[Mail]] = json.load(answer)["messages"]
    found = [mail for sent in accounts.values() for mail in sent]
    return sorted(found, key=lambda mail: float(mail["Timestamp"]), reverse=True)


def page(sent: Iterable[Mail], address: str = ANYWHERE) -> bytes:
    """Return a page with the emails and clickable links.

    Args:
        sent: the emails.
        address: of this run, for links in which the deployment, as in the user pool's mails, could not know it.
    """
    told = "".join(_article(mail, address) for mail in list(sent)[:SHOWN])
    return (
        '<!doctype html><html lang="es"><head><meta charset="utf-8"><title>Correos enviados · Relevo</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
        '<body><h1>Correos enviados</h1><p lang="en">Emails that this local stack sent; none of them left this machine.'
        f"</p>{told or '<p>Ninguno todavía.</p>'}</body></html>"
    ).encode()


def _article(mail: Mail, address: str) -> str:
    body = str(mail.get("BodyText") or "") or _read(str(mail.get("BodyHtml") or ""))
    body = body.replace(ANYWHERE, address)
    to, at = ", ".join(mail.get("To", [])), datetime.fromtimestamp(float(mail["Timestamp"])).astimezone()
    return (
        f"<article><h2>{escape(str(mail.get('Subject') or ''))}</h2>"
        f"<p><small>{at:%d/%m/%Y %H:%M:%S} · {escape(to)}</small></p><pre>{_linked(body)}</pre></article>"
    )


class _Reader(HTMLParser):
    """Read HTML as text: a line for each block, and after a link its address."""

    def __init__(self) -> None:
        super().__init__()
        self.said, self._hidden, self._link = "", False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = self._hidden or tag == "head"
        self._link = dict(attrs).get("href") or "" if tag == "a" else self._link
        self.said += {"p": "\n\n", "hr": "\n", "br": "\n", "tr": "\n", "td": " "}.get(tag, "")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = self._hidden and tag != "head"
        self.said += f": {self._link}" if tag == "a" else ""

    def handle_data(self, data: str) -> None:
        self.said += "" if self._hidden else data


def _read(html: str) -> str:
    """Return the text of a mail that has no plain one: the user pool sends its mails as HTML only."""
    reader = _Reader()
    reader.feed(html)
    return reader.said.strip()


def _linked(text: str) -> str:
    """Return the text as HTML in which addresses are links."""
    parts, end = [], 0
    for found in LINK.finditer(text):
        link = escape(found[0])
        parts += [escape(text[end : found.start()]), f'<a href="{link}">{link}</a>']
        end = found.end()
    return "".join([*parts, escape(text[end:])])
