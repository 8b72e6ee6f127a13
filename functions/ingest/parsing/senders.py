"""Who sent a mail: the person who asks, a portal, or a machine."""

from __future__ import annotations

import re

from functions.ingest.parsing.mime_message import MimeMessage

# What stands before the @ where nobody reads the answers.
_MACHINE = re.compile(
    r"(?:no|do[._-]?not|dont|not)[._-]?(?:reply|responder|respond|contestar)|noreply|norespon\w*|mailer-daemon|postmaster"
    r"|bounces?|notif\w*|alert\w*|avisos?|leads?|contactos?|robot|bot|daemon|system|sistemas?|newsletters?|marketing|webmaster"
    r"|automatic\w*|mailer|forms?|formularios?|web|portal|enviosusuarios?",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"[+=]")
_PORTALS = ("idealista.com", "fotocasa.es", "habitaclia.com", "pisos.com", "yaencontre.com", "milanuncios.com",
            "thinkspain.com", "kyero.com", "zillow.com", "realtor.com", "rightmove.co.uk", "zoopla.co.uk")  # fmt: skip
_REPORTS = ("multipart/report", "message/delivery-status", "message/disposition-notification")


def writer(letter: MimeMessage) -> tuple[str, str]:
    """The name and e-mail to answer to, if they are a person's as far as one can tell; else empty."""
    for name in ("reply-to", "from"):
        called, email = letter.address(name)
        if email and not _is_machine(email):
            return called if "@" not in called else "", email
    return "", ""


def is_answer(letter: MimeMessage) -> bool:
    """Whether a machine answers, or tells of a mail that did not arrive: what it quotes is no inquiry."""
    return (
        letter.kind in _REPORTS
        or letter.header("auto-submitted").lower().startswith("auto-replied")
        or bool(letter.header("x-autoreply") or letter.header("x-failed-recipients"))
        or letter.address("from")[1].lower().startswith(("mailer-daemon@", "postmaster@"))
    )


def automatic(letter: MimeMessage) -> bool:
    """Whether a machine sent it: its sender is nobody who asks, though what it says may be of somebody who does."""
    return letter.header("auto-submitted").lower().startswith("auto-") or letter.header("precedence").lower() in (
        "bulk",
        "junk",
        "list",
        "auto_reply",
    )


def _is_machine(email: str) -> bool:
    local, _, domain = email.rpartition("@")
    # A portal's own relay for the one person is the way to answer them: it is `reply.` or the like, below its domain.
    return bool(_MACHINE.fullmatch(_BOUNDARY.split(local)[0])) or domain.lower().removeprefix("www.") in _PORTALS
