"""Tell what goes to many readers: a list of the office's own, a campaign, and what says how to leave."""

from __future__ import annotations

import re

from functions.ingest.parsing.mime_message import MimeMessage
from functions.ingest.recognition.values import emails_in
from shared.domain.intake.office import Office

_CAMPAIGNS = ("x-mailchimp-campaign", "x-mc-user", "x-campaign", "x-campaignid", "x-campaign-id", "x-mailing-id")
# As whoever writes to many has to say. `De baja` alone is who does not work because they are ill.
_LEAVE = re.compile(
    r"unsubscri|opt[- ]out|mailing list|no longer (?:wish|want|like) to (?:receive|get|hear)|stop (?:receiving|getting)"
    r"|(?:manage|update|change|edit|set) (?:\w+ ){0,3}preferences|manage (?:\w+ ){0,2}subscription"
    r"|\bd[aeé](?:r|rse|rte|rme|rle|rnos|te|me|se)? (?:\w+ )?de baja\b"
    r"|\bde baja\b[^\n]{0,40}(?:\bclic|\bpuls[ae]|\benlace|https?://)"
    r"|(?:\bclic|\bpuls[ae]|\benlace)[^\n]{0,40}\bde baja\b"
    r"|\bbaja (?:de|en) (?:la|esta|nuestra|el|este|nuestro) (?:lista|newsletter|bolet[ií]n|suscripci[oó]n|env[ií]o)"
    r"|(?:gestion|actualiz|cambi|modific|administr|configur)\w* (?:\w+ ){0,2}(?:preferencias|suscripci[oó]n)"
    r"|no recibir m[aá]s|dejar de recibir|cancelar (?:la |tu |su )?suscri|no (?:desea|quiere)s? (?:seguir )?recib"
    r"|abmelden|abbestellen|austragen|(?:nicht|keine) (?:\S+ ){0,4}mehr (?:erhalten|bekommen|empfangen)"
    r"|d[ée]sabonn|d[ée]sinscri|(?:ne|souhaitez|voulez) plus recevoir"
    r"|g[ée]rer (?:\w+ )?(?:pr[ée]f[ée]rences|abonnement)"
    r"|disiscriv|cancella(?:ti|re) (?:l.)?iscrizione|annulla(?:re)? (?:l.)?iscrizione|non ricevere pi[uù]"
    r"|non (?:desideri|vuoi) pi[uù] ricevere|(?:gestisci|modifica|aggiorna) (?:\w+ ){0,2}(?:preferenze|iscrizione)"
    r"|anular (?:a )?subscri|remover (?:o )?(?:seu )?e-?mail|deixar de receber"
    r"|(?:gerir|gerencia\w*|atualiza\w*) (?:\w+ ){0,2}prefer[êe]ncias|donar-(?:se|te|vos) de baixa|deixar de rebre"
    r"|afmelden|uitschrijven|voorkeuren (?:beheren|aanpassen|wijzigen)",
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
    """Return whether a text says how not to be written to again.

    Source: docs/rules.md, "Entry" 11.
    """
    return bool(_LEAVE.search(text))
