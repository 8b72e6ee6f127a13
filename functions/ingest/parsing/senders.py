"""Tell whether a person, a portal, the office or a machine sent a mail."""

from __future__ import annotations

import re
from typing import NamedTuple

from functions.ingest.inquiries.given_names import GIVEN_NAMES
from functions.ingest.parsing.mailing_lists import is_campaign, is_own_list, tells_how_to_leave
from functions.ingest.parsing.mime_message import MimeMessage, read_address
from functions.ingest.parsing.quoted_mail import InnerMail
from functions.ingest.recognition.prose import is_organisation
from functions.ingest.recognition.values import emails_in, is_name, looks_like_full_name, name_in
from shared.domain.intake.office import ANYBODYS, NO_OFFICE, Office
from shared.domain.kernel.contact import words_of

# Local parts of addresses that nobody reads, or that a system writes from.
_MACHINE = re.compile(
    r"sms|redak\w*|redacc?i[oó]n|r[eé]daction|redazione|editorial|prensa|presse|press|bolet[ií]n\w*|newsletter|renovacion\w*|.*no[._-]?reply.*|.*anfrage.*|no[._-]?contestar|export\w*"
    r"|transcripts?|tienda|shop|promo\w*|buz[oó]n|voicemail|registro\w*|booking|reservas?|enquir\w*|inquir\w*"
    r"|(?:no|do[._-]?not|dont|not|nao|nicht|ne[._-]?pas)[._-]?(?:reply|responder|respond|contestar|responda"
    r"|antworten|repondre)"
    r"|no[._-]?respon\w*|noreply\w*|mailer-daemon|postmaster|bounces?|return|notif\w*|alert\w*|avisos?|anuncios?"
    r"|leads?|contactos?"
    r"|robot|bot|daemon|system|sistemas?|newsletters?|news|marketing|webmaster|wordpress|automatic\w*|mailer"
    r"|mailing|forms?|respuestas?|answers|responses?|ofertas?|offers?|angebote?|encuestas?|surveys?"
    r"|formularios?|web|portal|enviosusuarios?|envios?|solicitud\w*|consultas?|peticion\w*|mensajes?|messages?"
    r"|messenger|messagerie|anrufbeantworter|mailbox|segreteria|anfragen?"
    r"|kontaktanfrage\w*|richiest\w*|demandes?|pedidos?|factur\w+|fattur\w+|rechnung\w*|invoices?|invoicing|billing|buchhaltung|contabilidad|comptabilite"
    r"|accounts?|accounting|cobros|recobros|pagos|payments?|support|soporte|suporte|help"
    r"|ayuda|service"
    r"|servicio\w*|clientes?|customer\w*|llamadas?|calls?|centralita|pbx|fax|server|root|admin|cron|updates?"
    r"|digest|info-\w+",
    re.IGNORECASE,
)
# Addresses of a business: a person's only where the sender goes by a person's name.
_ROLES = re.compile(
    r"info\w*|hola|hello|contacto?|contatti|contato|kontakt|office|oficina|ventas|sales|comercial\w*"
    r"|administra\w*|recepcion"
    r"|atencion\w*|inmobiliaria\w*|agency|agencia|agence|immobili\w*|team|equipo|mail|correo|gestion",
    re.IGNORECASE,
)
_THROUGH = re.compile(
    r"\s*(?:\((?:v[ií]a|via|through|a trav[eé]s de|durch|über|sur|en)\b.*\)|\b(?:v[ií]a|through"
    r"|a trav[eé]s de)\s.+)$",
    re.IGNORECASE,
)
_SYSTEM_NAME = re.compile(
    r"\b(?:anrufbeantworter|voz|voice ?mail|contestador|buz[oó]n|messagerie|segreteria|mailbox|pbx|chat|(?:chat)?bot"
    r"|web ?form"
    r"|website|encuestas?|respuestas|surveys?|umfragen?|formul[aá]i?r\w*|modulo|leads|system|sistema|notific\w*|formulari\w*|centralita|export|alert\w*"
    r"|crm|transcripts?|mailer|no-?reply)\b",
    re.IGNORECASE,
)
_SUBADDRESS = re.compile(r"[+=]")
_PORTALS = (
    "idealista", "fotocasa", "habitaclia", "pisos", "yaencontre", "milanuncios", "thinkspain", "kyero", "zillow",
    "realtor",
    "rightmove", "zoopla", "immobiliare", "seloger", "leboncoin", "immobilienscout24", "immoscout24", "immowelt",
    "imovirtual",
    "casa", "wallapop", "trovimap", "indomio", "tucasa", "enalquiler", "spotahome", "uniplaces", "homegate",
    "logic-immo",
    "bienici", "subito", "casasapo", "supercasa", "green-acres", "spainhouses", "jotform",
    "facebookmail", "wix",
    "squarespace", "webflow", "elementor", "hubspot", "calendly", "mailchimp", "sendgrid", "onthemarket", "trulia",
    "redfin", "airbnb", "booking", "linkedin", "intercom-mail",
    "homes", "apartments", "boomtownroi", "realgeeks", "trovit", "thribee", "mitula", "nestoria", "properstar",
    "kleinanzeigen", "willhaben", "pap", "zonaprop", "argenprop", "inmuebles24", "vivareal", "zapimoveis", "olx",
    "mercadolibre", "portalinmobiliario", "metrocuadrado", "fincaraiz",
)  # fmt: skip
_SECOND_LEVEL = ("co", "com", "org", "net")
_RELAYS = ("reply", "convo", "relay", "message", "messages", "mail-reply", "guest", "contact", "respuesta", "chat")
_AWAY = re.compile(
    r"\s*(?:automatic reply|auto(?:matic)? ?response|out of (?:the )?office|respuesta autom[aá]tica"
    r"|fuera de (?:la )?oficina|ausente|abwesen|invitaci[oó]n:|invitation:|einladung:|invito:|convite:"
    r"|aceptad[oa]:|accepted:|rechazad[oa]:|declined:|zugesagt:|abgesagt:|angenommen:|accept[ée]e?\s?:|refus[ée]e?\s?:|accettat[oa]:|rifiutat[oa]:"
    r"|aceit[oe]:|recusad[oa]:|tentative:|provisional:"
    r"|automatische antwort|r[eé]ponse automatique|absence|risposta automatica|resposta autom[aá]tica"
    r"|undeliver|delivery status)",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"confirm\w* (?:su|tu|your)|suscripci[oó]n|subscription|verific|verify|seguridad|security alert|factura\b"
    r"|invoice|recibo|tu env[ií]o"
    r"|confirm\w* (?:de |d[ei]l? |d')?(?:(?:tu|su|votre|your|vostro|the) )?(?:pedido|compra|order|commande|ordine"
    r"|encomenda|purchase|achat)|order confirm|bestellbest|auftragsbest|best[äa]tigung (?:ihrer|deiner) bestellung"
    r"|your (?:parcel|order|delivery)|pedido n|docusign|completad[oa]:|c[oó]digo de|password|contrase[nñ]a"
    r"|\d+\s(?:nuev[oa]s\s)?(?:pisos|casas|viviendas|inmuebles|propiedades|properties|homes|listings|annonces|annunci"
    r"|angebote|objekte|im[oó]veis)(?:\s(?:nuev[oa]s|nuovi|nouvelles|neue))?\b|tu b[uú]squeda|saved search|price drop"
    r"|bajada de precio|new (?:listings|homes|properties)|nouvelles annonces|nuovi annunci|neue (?:angebote|objekte)"
    r"|^(?:presupuesto|quote|quotation|devis|preventivo|or[cç]amento|kostenvoranschlag|albar[aá]n)\s(?:n\S{0,3}\s)?[A-Z]{0,3}-?\d{2}"
    r"|caduca|expira|estad[ií]stica"
    r"|informe (?:semanal|mensual)|weekly|newsletter|webinar|encuesta|survey|rese[nñ]a|renovaci[oó]n"
    r"|mantenimiento|maintenance",
    re.IGNORECASE,
)
# What businesses write to businesses, and nobody who looks for a home.
_BUSINESS = re.compile(
    r"https?://|www\.|\biban\b|factura|invoice|rechnung|fattura|fatura|facture|transferencia|oferta|descuento"
    r"|promoci[oó]n|discount"
    r"|rabatt|sconto|webinar|newsletter|bolet[ií]n|unsubscribe|\d\s?%|presupuesto sin compromiso"
    r"|nuestros servicios|our services",
    re.IGNORECASE,
)
_LEAST_WORD = 4  # letters of a name that an address has too
_OFFERS = re.compile(
    r"\+\s?(?:iva|vat|mwst|tva)\b|adjunt\w+ (?:el |la |un |una |nuestr[oa] )?(?:presupuesto|oferta|tarifa|factura)"
    r"|nuestr[oa]s? (?:productos?|servicios|tarifas?|ofertas?|cat[aá]logo)|our (?:products|services|offer|prices|rates)"
    r"|unsere? (?:produkte|leistungen|preise|angebote?)|nos (?:produits|services|tarifs|offres)"
    r"|nostri (?:prodotti|servizi|prezzi)|nossos (?:produtos|serviços)",
    re.IGNORECASE,
)  # fmt: skip
_REPORTS = ("multipart/report", "message/delivery-status", "message/disposition-notification")


class Sender(NamedTuple):
    """Who sent a mail, by a header of it: a name, which may be empty, and an e-mail."""

    name: str
    email: str


def asker_of(mail: MimeMessage, inner: InnerMail, office: Office) -> Sender | None:
    """Return who asks, by the headers of a mail or of the one that was passed on within it; None if they do not say."""
    if inner.forwarded:
        tried = [read_address(inner.reply_to), read_address(inner.sender)]
    else:
        tried = [mail.address(one) for one in ("reply-to", "x-google-original-from", "x-original-from", "from")]
        if is_automatic(mail, office):  # an answer reaches somebody else than who sent it
            tried = tried[:1] if _domain(tried[0][1]) != _domain(tried[-1][1]) else []
    for name, email in tried:
        sender = Sender(shown_name(name), email)
        if email and not office.has(email) and not is_system(sender) and not _is_lists(sender, mail, inner, office):
            others = [shown_name(one) for one, other in tried if one != name and not office.has(other)]
            return Sender(next((one for one in others if _is_fuller(one, sender.name)), sender.name), email)
    return None


def _is_lists(sender: Sender, mail: MimeMessage, inner: InnerMail, office: Office) -> bool:
    """Return whether a mail went to many who may leave, and none of a list's members wrote it."""
    listed = mail.header("list-unsubscribe") and not inner.forwarded and not is_own_list(mail, office)
    listed = listed and sender.email == mail.address("from")[1]
    alone = mail.header("list-id") or _is_to_one(mail, inner.text)
    return bool(listed) and not (alone and is_personal(sender))


def _is_to_one(mail: MimeMessage, text: str) -> bool:
    """Return whether a person's program sent a mail to one reader, though a header says how to leave a list.

    What goes to many says so in its text too, or offers something. An answer offers what it was asked for.
    """
    name, email = mail.address("from")
    if is_bulk(mail) or tells_how_to_leave(text) or is_firms(email) or not looks_like_full_name(name):
        return False
    return bool(mail.header("in-reply-to")) or not (_BUSINESS.search(text) or _OFFERS.search(text))


def _is_fuller(name: str, other: str) -> bool:
    """Return whether a name is another's in full: `Ana Gil` of `Ana`, or of `Ana G.`."""
    words, fewer = words_of(name), words_of(other)
    within = all(any(one.startswith(word) for one in words) for word in fewer)
    return bool(fewer) and words[:1] == fewer[:1] and within and len(name) > len(other)


def business_of(mail: MimeMessage, text: str, office: Office) -> Sender | None:
    """Return the business that a mail comes from, by an address such as `info@…`; None for anybody else, and lists."""
    name, email = mail.address("from")
    local, _, domain = email.rpartition("@")
    listed = (
        mail.header("list-unsubscribe")
        or _BUSINESS.search(text)
        or is_automatic(mail, office)
        or is_notice(mail.header("subject"))
    )
    if listed or office.has(email) or is_portal(email) or _SYSTEM_NAME.search(name) or mail.header("reply-to"):
        return None
    return Sender(shown_name(name), email) if _ROLES.fullmatch(_SUBADDRESS.split(local)[0]) and domain else None


def named_sender(mail: MimeMessage, inner: InnerMail, office: Office) -> str:
    """Return the name of a person for whom a system sent the mail: `Ana Gil (via Portal) <relay@…>`; else nothing."""
    for name, email in (
        (read_address(inner.sender),) if inner.forwarded else (mail.address("reply-to"), mail.address("from"))
    ):
        shown = shown_name(name)
        if office.has(email) and shown == name:
            continue
        if (
            looks_like_full_name(shown)
            and not is_organisation(shown)
            and not _names_domain(shown, email.split("@")[-1].split("."))
        ):
            return shown
    return ""


def shown_name(name: str) -> str:
    """Return a sender's name without the portal that it comes through."""
    plain = name_in(_THROUGH.sub("", name).partition(" | ")[0].strip(" '\""))
    return "" if "@" in plain else plain


def is_portal(email: str) -> bool:
    """Return whether an address is a portal's, also one that it made for one person."""
    return _organisation(email.rpartition("@")[2].lower().removeprefix("www.").split(".")) in _PORTALS


def _domain(email: str) -> str:
    return email.rpartition("@")[2].lower()


def is_automatic_reply(mail: MimeMessage) -> bool:
    """Return whether this is an automatic reply or a delivery report: what it quotes is no inquiry."""
    return (
        mail.kind in _REPORTS
        or mail.answers_invitation
        or mail.header("auto-submitted").lower().startswith("auto-replied")
        or mail.header("precedence").lower() == "auto_reply"
        or bool(_AWAY.match(mail.header("subject")))
        or bool(mail.header("x-autoreply") or mail.header("x-failed-recipients"))
        or mail.address("from")[1].lower().startswith(("mailer-daemon@", "postmaster@"))
    )


def is_automatic(mail: MimeMessage, office: Office = NO_OFFICE) -> bool:
    """Return whether this is automated mail: ignore its sender; the body may hold an inquiry.

    What people write to a list of the office's own is none.
    """
    if is_own_list(mail, office):
        return False
    return mail.header("auto-submitted").lower().startswith("auto-") or mail.header("precedence").lower() in (
        "bulk",
        "junk",
        "list",
        "auto_reply",
    )


def is_offer(mail: MimeMessage, text: str, office: Office) -> bool:
    """Return whether a firm offers the team something of its own, from an address such as `comercial@…`."""
    email = mail.address("from")[1]
    offers = _OFFERS.search(text) or (mail.header("list-unsubscribe") and not is_own_list(mail, office))
    return is_firms(email) and not office.has(email) and not mail.header("reply-to") and bool(offers)


def is_firms(email: str) -> bool:
    """Return whether an address is a firm's mailbox, such as `info@…`, and no person's."""
    return bool(_ROLES.fullmatch(_SUBADDRESS.split(email.rpartition("@")[0])[0]))


def is_personal(sender: Sender) -> bool:
    """Return whether a person sends from here: they go by a first name, or the address has a word of their name."""
    words, local = words_of(sender.name), sender.email.partition("@")[0].casefold()
    return any(word in GIVEN_NAMES or (len(word) >= _LEAST_WORD and word in local) for word in words)


def is_notice(subject: str) -> bool:
    """Return whether a program tells the team something, by the subject: an invoice, a code, a parcel."""
    return bool(_NOTICE.search(subject))


def same_organisation(email: str, other: str) -> bool:
    """Return whether two addresses are of one organisation, and of none where just anybody has a mailbox."""
    first, second = (_organisation(one.rpartition("@")[2].lower().split(".")) for one in (email, other))
    return bool(first) and first == second and first not in ANYBODYS


def is_bulk(mail: MimeMessage, office: Office = NO_OFFICE) -> bool:
    """Return whether the mail went to many: what it says is nobody's inquiry, unless labels name the person."""
    if is_own_list(mail, office):
        return False
    leave, precedence = mail.header("list-unsubscribe"), mail.header("precedence").lower()
    own_list = precedence == "list" and any(same_organisation(one, mail.address("from")[1]) for one in emails_in(leave))
    return (
        bool(mail.header("list-unsubscribe-post"))
        or is_campaign(mail)
        or own_list
        or (bool(leave) and precedence in ("bulk", "junk"))
    )


def is_system(sender: Sender) -> bool:
    """Return whether a portal, a program or a department sends from here, and no person."""
    if _SYSTEM_NAME.search(sender.name):
        return True
    local, _, domain = sender.email.rpartition("@")
    labels = domain.lower().removeprefix("www.").split(".")
    plain = _SUBADDRESS.split(local)[0]
    if _MACHINE.fullmatch(plain):
        return True
    if _organisation(labels) in _PORTALS:
        return not _is_relay(local, labels)
    named = is_name(sender.name) and len(sender.name.split()) > 1 and not _names_domain(sender.name, labels)
    return bool(_ROLES.fullmatch(plain)) and not named


def _organisation(labels: list[str]) -> str:
    """Return the name of the organisation that a domain is registered for."""
    at = -3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else -2
    return labels[at] if len(labels) >= -at else ""


def _is_relay(local: str, labels: list[str]) -> bool:
    """Return whether a portal's address is made for one person, so that an answer to it reaches them."""
    random = sum(one.isdigit() for one in local) >= 2 and len(local) >= 6
    return len(labels) > 2 and (labels[0] in _RELAYS or random)


def _names_domain(name: str, labels: list[str]) -> bool:
    """Return whether a name is the organisation's, as in `habitaclia <…@envios.habitaclia.com>`."""
    joined = "".join(words_of(name))
    return any(len(label) > 3 and label in joined for label in labels)
