"""Tell what goes to many readers: a list of the office's own, a campaign, and what says how to leave."""

from __future__ import annotations

import re

from functions.ingest.parsing.mime_message import MimeMessage
from functions.ingest.recognition.values import emails_in
from shared.domain.intake.office import Office

_CAMPAIGNS = ("x-mailchimp-campaign", "x-mc-user", "x-campaign", "x-campaignid", "x-campaign-id", "x-mailing-id")
# As whoever writes to many has to say.
_LEAVE = re.compile(
    r"unsubscri|opt[- ]out|mailing list|manage (?:your )?preferences|dar(?:se|te|me)? de baja|de baja\b"
    r"|no recibir m[aá]s|dejar de recibir|cancelar (?:la |tu |su )?suscri|no (?:desea|quiere)s? (?:seguir )?recib"
    r"|abmelden|abbestellen|austragen|d[ée]sabonn|d[ée]sinscri|ne plus recevoir|disiscriv"
    r"|cancella(?:ti|re) (?:l.)?iscrizione|non ricevere pi[uù]|anular (?:a )?subscri|remover (?:o )?(?:seu )?e-?mail"
    r"|afmelden|uitschrijven",
    re.IGNORECASE,
)


def is_own_list(mail: MimeMessage, office: Office) -> bool:
    """Return whether the mail came through a list at the office: the list is what its members left and post to."""
    at = emails_in(f"{mail.header('list-unsubscribe')} {mail.header('list-post')}")
    return bool(at) and all(map(office.has, at))


def is_campaign(mail: MimeMessage) -> bool:
    """Return whether a program for campaigns sent a mail."""
    return any(mail.header(one) for one in _CAMPAIGNS)


def tells_how_to_leave(text: str) -> bool:
    """Return whether a text says how not to be written to again."""
    return bool(_LEAVE.search(text))
