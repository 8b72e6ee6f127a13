"""Tell whether a person, a portal or a machine sent a mail."""

from __future__ import annotations

import re

from functions.ingest.parsing.mime_message import MimeMessage

# Local parts of addresses that nobody reads.
_MACHINE = re.compile(
    r"(?:no|do[._-]?not|dont|not)[._-]?(?:reply|responder|respond|contestar)|noreply|norespon\w*|mailer-daemon|postmaster"
    r"|bounces?|notif\w*|alert\w*|avisos?|leads?|contactos?|robot|bot|daemon|system|sistemas?|newsletters?|marketing|webmaster"
    r"|automatic\w*|mailer|forms?|formularios?|web|portal|enviosusuarios?",
    re.IGNORECASE,
)
_SUBADDRESS = re.compile(r"[+=]")
_PORTALS = ("idealista.com", "fotocasa.es", "habitaclia.com", "pisos.com", "yaencontre.com", "milanuncios.com",
            "thinkspain.com", "kyero.com", "zillow.com", "realtor.com", "rightmove.co.uk", "zoopla.co.uk")  # fmt: skip
_REPORTS = ("multipart/report", "message/delivery-status", "message/disposition-notification")


def reply_address(mail: MimeMessage) -> tuple[str, str]:
    """Return the name and e-mail of `Reply-To` or `From` that look like a person's; empty if neither does."""
    for name in ("reply-to", "from"):
        person, email = mail.address(name)
        if email and not _is_machine(email):
            return person if "@" not in person else "", email
    return "", ""


def is_automatic_reply(mail: MimeMessage) -> bool:
    """Return whether this is an automatic reply or a delivery report: what it quotes is no inquiry."""
    return (
        mail.kind in _REPORTS
        or mail.header("auto-submitted").lower().startswith("auto-replied")
        or bool(mail.header("x-autoreply") or mail.header("x-failed-recipients"))
        or mail.address("from")[1].lower().startswith(("mailer-daemon@", "postmaster@"))
    )


def is_automatic(mail: MimeMessage) -> bool:
    """Return whether this is automated mail: ignore its sender; the body may hold an inquiry."""
    return mail.header("auto-submitted").lower().startswith("auto-") or mail.header("precedence").lower() in (
        "bulk",
        "junk",
        "list",
        "auto_reply",
    )


def _is_machine(email: str) -> bool:
    local, _, domain = email.rpartition("@")
    # Only the portal's own domain counts: an address in a subdomain, such as `reply.`, is relayed to the person.
    return bool(_MACHINE.fullmatch(_SUBADDRESS.split(local)[0])) or domain.lower().removeprefix("www.") in _PORTALS
