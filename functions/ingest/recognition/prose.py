"""Find in a mail's running text who asks and about which listing, where no label says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from functions.ingest.inquiries.inquiry_builder import InquiryBuilder
from functions.ingest.inquiries.names import PARTICLES, tidy_name
from functions.ingest.inquiries.prices import price_of
from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.values import emails_in, is_name, looks_like_full_name, name_in, phones_in
from functions.ingest.recognition.vocabulary import ALL, NO_NAME, SENTENCE
from shared.domain.kernel.contact import words_of

MAX_READ = 20_000  # characters
# A word of a name: with a point only an initial, or what is written short.
PROPER = r"(?:[FMRG](?:co|dez|tez|uez|lez)\.|[^\W\d_a-z](?:[^\W\d_]?\.|[^\W\d_]*))(?:[-'’·][^\W\d_]+)*"
_NAME = (
    rf"(?P<name>{PROPER}(?:[ \t]+(?:(?:de|del|la|las|los|y|i|da|do|dos|van|von|der|di|du"
    rf"|le)[ \t]+)*{PROPER}){{0,4}})"
)
_TITLE = (
    r"(?:(?:d|d\.?[ªa]|sr|sra|srta|dña|don|do[ñn]a|dr|dra|m|mme|mlle|mr|mrs|ms|herrn?|frau|sig|sig\.ra"
    r"|signora?|senhora?|monsieur|madame)\.?[ \t]+)?"
)
_ASKS = (
    r"(?:ti|vi|le) ha (?:scritto|inviato|contattato|risposto|chiamato)|(?:te|le|os|les|nos) ha[n]? (?:escrito"
    r"|enviado|contactado|dejado|llamado|mandado|preguntado|solicitado)"
    r"|(?:acaba de|ha|han) (?:escrito|contactad[oa]|enviado|solicitado|llamado|pedido|preguntado|rellenado"
    r"|dejado|mandado|respondido|reservado|consultado|llamar)"
    r"|consult[oó]|pregunt[oó]|escribi[oó]|solicit[oó]|llam[oó]|envi[oó]|pidi[oó]|contact[oó]|respondi[oó]"
    r"|quiere|desea|busca|est[aá] interesad|solicita|pregunta|necesita|pide|se interesa|querr[ií]a"
    r"|(?:is|are) (?:requesting|interested|asking|looking|enquiring|inquiring)|left (?:a|an|us|you)|(?:has|have"
    r"|just) (?:just )?(?:sent|requested|contacted|asked|submitted|enquired|inquired|booked|left|called|messaged"
    r"|filled)"
    r"|would like|wants?|sent (?:you|a)|requested|asked|contacted|submitted|messaged|called|says|said|wrote"
    r"|started a|is interested"
    r"|(?:te|le|os|les|nos|ti|vi|vous|lhe) (?:escrib[eió]+|pregunta|consulta|contacta|scrive|chiede|contatta|[eé]crit"
    r"|contacte|demande)"
    r"|vuole|vorrebbe|ha (?:risposto|inviato|richiesto|scritto|chiesto|contattato|compilato|lasciato)|[eè] interessat"
    r"|desidera|chiede|cerca|(?:vous|le|te|lo|ti) contact\w+"
    r"|(?:vous )?a (?:envoy[eé]|demand[eé]|contact[eé]|laiss[eé]|rempli|souhait[eé]|appel[eé])|souhait\w+|vous a"
    r"|est int[eé]ress[eé]|demande|recherche|s['’]int[eé]resse|d[eé]sire"
    r"|m[oö]chte|interessiert|w[uü]nscht|sucht|fragt|bittet|hat (?:ihnen|eine|sich|angerufen|angefragt)"
    r"|enviou|pede|pretende|gostaria|est[aá] interessad|contactou|solicitou|perguntou|quer|deixou|ligou"
    r"|t['’]ha escrit|ha (?:contactat|escrit|enviat|demanat|trucat)|vol|voldria|dice|escribe|heeft|wil|zou graag"
    r"|schrijft|napisa[lł]"
)
_OF = (
    r"(?:mensajes?|consulta|solicitud|contacto|petici[oó]n|inter[eé]s|pregunta|lead|visita|message|enquiry"
    r"|inquiry|request|question|conversation|chat|respuesta"
    r"|richiesta|messaggio|demande|mensagem|pedido|contato|anfrage|nachricht|missatge|informaci[oó]n"
    r"|informazioni|information|llamada|appel|anruf|chiamata|chamada|trucada|coordonn[eé]es|kontaktdaten|call|entry|submission|registro|formulario|correo|mail|email)"
    r"\s+(?:nuev[oa]\s+|recibid[oa]\s+)?(?:de la part de|de parte de|sent by|enviad[oa] por|de|from|by|da|di|von|do"
    r"|par|por|van|od)"
)
_CHAT_WITH = r"(?:chat|conversation|conversaci[oó]n|conversazione|conversa|gespräch)\s+(?:with|con|avec|mit|amb|com)"
_CALLED_AS = (
    r"(?:el|la|un|una|il|la|le|der|die|o|a|the|l['’])?[ \t]*(?:cliente?a?|usuari[oa]|interesad[oa]|utente"
    r"|utilisateur|utilizador|client|kunde|kundin|customer|user|visitor"
    r"|comprador|compradora|solicitante|señora?|signora?|senhora?|acheteur|buyer|vendedor que es|prospecto"
    r"|lead)(?:[ \t]+(?:potencial|potential|interesad[oa]))?"
    r"|(?:ha (?:llamado|venido|pasado|telefoneado|entrado|chiamato|telefonato|trucat|ligado)|han? llamado"
    r"|llam[oó]|vino|acaba de (?:llamar|salir|pasar)|called by|phoned|spoke (?:to|with)|hablado con"
    r"|(?:he hablado|habl[eé]) con|a appel[eé]|ligou|angerufen hat|es hat angerufen"
    r"|(?<!viene )(?<!va )de parte de|on behalf of|apuntad a"
    r"|se llama|llamar a|llamad a|call back|rappeler"
    r"|(?:una?|one|an?|eine?|une|uma?|um)[ \t]+(?:pareja|matrimonio|couple|chic[oa]|hombre|mujer|lady|gentleman"
    r"|man|woman"
    r"|paar|coppia|casal|signora?|dame|monsieur|herr|frau)"
    r"|da parte d[ie]l?|por parte de|de la part de|vonseiten von|im auftrag von"
    r"|demandée? par|solicitad[oa] por|requested by|richiest[oa] da|pedid[oa] por|angefragt von|gewünscht von)"
)
# A relative or friend, whom somebody writes for.
_RELATIVE = (
    r"(?:en nombre|de parte|en nom|au nom|da parte|a nome|em nome|im namen|on behalf|namens|para|for|per|pour|für)\s+"
    r"(?:de|of|von|di|da|d['’])?\s*(?:mi|my|mon|ma|meine[rs]?|mia|mio|meu|minha|el meu|la meva|mijn)\s+[^\W\d_]{3,20}"
)
_FOR_WHOM = (re.compile(rf"(?i:(?<![^\W_])(?:{_RELATIVE})),?[ \t]+(?i:{_TITLE}){_NAME}"),)
_WHO_ASKS = (
    re.compile(
        rf"(?:^|[\s>«\"“:¡])(?:(?:A|O|La|El|Il|Lo|Le|Die|Der)[ \t]+)?(?i:{_TITLE}){_NAME}"
        rf"(?:\s*\([^()]{{0,200}}\))?,?\s+(?:{_ASKS})"
    ),
    re.compile(rf"(?i:{_CHAT_WITH})[ \t]+(?i:{_TITLE}){_NAME}"),
    re.compile(rf"(?i:{_OF})\s+(?i:(?:(?:la|el|en|na|o|a)\s+)?{_TITLE}){_NAME}"),
    re.compile(
        rf"(?i:(?<![^\W_])(?:{_CALLED_AS}))[:,]?[ \t]+(?:(?:un señor|una señora|un chico|una chica|el"
        rf"|la),?[ \t]+)?(?i:{_TITLE}){_NAME}"
    ),
)
_SMALL = r"[a-zà-ÿ]{3,20}"
_TOLD_SMALL = re.compile(
    rf"(?i:(?<![^\W_])(?:{_CALLED_AS}))[:,]?[ \t]+(?:(?:un señor|una señora|un chico|una chica),?[ \t]+)?(?i:{_TITLE})"
    rf"(?P<small>{_SMALL}(?:[ \t]+(?:(?:de|del|la)[ \t]+){{0,2}}{_SMALL}){{1,2}}?)"
    r"(?=\s*(?:[,.;:(\d+]|(?:al?|del?|desde|con|tel|tlf|tfno|tel[eé]fono|m[oó]vil|y|que|para|por|quiere|busca|vende|from"
    r"|on|about|wants)\b))"
)
_TITLED = re.compile(
    r"(?<![^\W_])(?:sr|sra|srta|dña|don|doña|mme|mlle|mr|mrs|ms|herr|frau|signora?|senhora?)\.?[ \t]+$", re.I
)
_MAILBOX = re.compile(
    r"[\"']?(?P<name>[^\W\d_][^<>\n@\"]{0,60}?)[\"']?\s*[<(\[]\s*(?:mailto:)?(?P<email>[^\s<>()\[\]@]+@[^\s<>()\[\]@]+)\s*[>)\]]"
)
_OURS = re.compile(
    r"\b(?:su|tu|ihre?|your|votre|vostro|nuestra|our)?\s*(?:ref(?:erencia|erence|er[eê]ncia)?|rif(?:erimento)?"
    r"|r[eé]f(?:[eé]rence)?"
    r"|objekt-?\s?(?:nr|nummer|id)|mls)\b\.?(?:\s+(?:del?|de l['’]|dell['’]|agencia|interna|inmueble|anuncio"
    r"|annuncio|annonce|agency|propia|cliente))*"
    r"\s*(?:[.:#º°]|n[º°.])*\s*(?P<code>(?=[\w/.-]*\d)[A-Za-z0-9][\w/.-]{1,24})",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\b(?:c[oó]d(?:igo)?\.?|id|scout-?id|anuncio|annuncio|annonce|listing|anzeige"
    r"|property)\s*(?:del?\s+(?:anuncio|inmueble)|anuncio|annuncio|id)?"
    r"\s*[.:#nº°]*\s*(?P<code>\d[\w/-]{4,20})",
    re.IGNORECASE,
)
_LISTING = re.compile(
    r"https?://[^\s<>\"')]*(?:inmueble|anuncio|annunci|annonce|expose|propert|vivienda|imovel|listing|casa|piso"
    r"|alquiler|venta|homedetails|/\d{5,})"
    r"[^\s<>\"')]*",
    re.IGNORECASE,
)
_NOT_LISTING = re.compile(
    r"baja|unsubscribe|conversaci|mensajes|reply|respond|privac|legal|login|acceder|/user|/cuenta|pixel|track",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"(?:(?P<sign>[€$£]|\bEUR|\bUSD|\bGBP)\s?(?P<after>\d[\d.,'\u00a0\u202f ]{1,14}\d)"
    r"|(?P<before>\d[\d.,'\u00a0\u202f ]{1,14}\d)[^\S\n]?(?:€|\$|£|\bEUR\b|\bUSD\b|\beuros?\b))",
    re.IGNORECASE,
)
_PHONE_LINE = re.compile(r"\(?\+?\d[\d\s().\-/]{6,22}\d(?:\s*\([^()]{1,40}\))?")
_NOBODY = word_set(
    "internauta particular comprador compradora agente asesor asistente bot usuario cliente alguien",
    "alguien usuario usuaria cliente clienta persona interesado interesada hola nuevo nueva somebody someone user",
    "customer",
    "client visitor un una el la le la il lo das ein eine der die hi hello bonjour ciao ola hallo se quien quién",
    "qualcuno utente",
)
_ENDS_SENTENCE = re.compile(r"(?<=[^\W\d_]{2})\.$")  # and not an initial
_WITHIN = word_set("lo la le el il das der die")  # words of `_NOBODY` that names have within
_ORGANISATION = re.compile(
    r"organi[sz]er|organizador|organisateur|veranstalter|anfitri[oó]n|equipo|team\b|equipe|équipe|equipa|formulari|centralita|promoci|sistema|registr|recepci|avisos|buz[oó]n"
    r"|rechnung|factura|billing|invoice|buchhaltung|contabilidad|notifica|gesti[oó]n|grupo|group\b|gestor[ií]a|inmobiliaria|imobili|immobili|immo\b|agencia|agenzia|agence"
    r"|servicio|service|notific|atenci[oó]n|departamento|soporte|support|portal|\binfo\b|\bweb\b|despacho|studio"
    r"|bufete|abogados|panader|talleres|consult|properties|homes\b|realty|customer|kundendienst|leads\b|\bpbx\b"
    r"|hotline|clinic|hotel|asesores|arquitectos|expansi[oó]n|\bs\.?l\.?u?\.?$|\bs\.?a\.?u?\.?$|gmbh|\bltd|\bllc"
    r"|\blda|\binc\.?$|calendar|reiseb[uü]ro|familie|familia\b|famille|famiglia|fam[ií]lia|family",
    re.IGNORECASE,
)


def add_from_prose(subject: str, text: str, links: Sequence[str], builder: InquiryBuilder) -> None:
    """Add the name of who asks, and the listing with its price, as far as no label said them."""
    text = text[:MAX_READ]
    if not builder.has_name and (name := asker_named(subject) or asker_named(text)):
        builder.add_field("full_name", name)
    if not builder.has_attribute("listing_id") and (code := _code(text) or _code(subject)):
        builder.add_attribute("listing_id", code)
    if not builder.has_attribute("listing_url") and (url := _listing([*links, *_LISTING.findall(text)])):
        builder.add_attribute("listing_url", url)
    if not builder.has_attribute("price_max", "price_min"):
        _add_price(text, builder)


def asker_named(text: str) -> str:
    """Return the name of who asks, in a sentence such as `Ana Gil te ha escrito`; empty if none names them."""
    return _named(text, _WHO_ASKS)


def told_in_small_letters(text: str) -> str:
    """Return the name of who asks where a note names them without capitals: `ha llamado ana gil del 615 …`."""
    for found in _TOLD_SMALL.finditer(text[:MAX_READ]):
        words = found["small"].split()
        if not ({*words_of(found["small"])} - PARTICLES) & (SENTENCE | ALL | NO_NAME) and is_name(found["small"]):
            return tidy_name(" ".join(words))
    return ""


def named_for(text: str) -> str:
    """Return the name of whom somebody writes for, as `en nombre de mi madre, Ana Gil`; empty if they name nobody."""
    return _named(text, _FOR_WHOM)


def _named(text: str, patterns: Sequence[re.Pattern[str]]) -> str:
    for pattern in patterns:
        for found in pattern.finditer(text[:MAX_READ]):
            name = _ENDS_SENTENCE.sub("", found["name"].strip())
            start = found.start("name")
            alone = start == 0 or text[start - 1] == "\n" or bool(_TITLED.search(text[max(0, start - 12) : start]))
            plain = words_of(name)
            if (
                not plain
                or {plain[0], plain[-1]} & SENTENCE
                or {*plain} <= ALL
                or not is_name(name)
                or _ORGANISATION.search(name)
                or {*plain} & ((_NOBODY - _WITHIN) | NO_NAME)
                or {plain[0], plain[-1]} & _NOBODY
            ):
                continue
            if looks_like_full_name(name) or (alone and len(name.split()) == 1):
                return name
    return ""


def addresses_alone(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the e-mails and the phones that have a line of their own."""
    emails = [one for line in lines for one in emails_in(line) if one == line.strip()]
    phones = [one for line in lines if _PHONE_LINE.fullmatch(line.strip()) for one in phones_in(line)]
    return emails, phones


def mailboxes_in(text: str) -> list[tuple[str, str]]:
    """Return the names and e-mails that stand together in a text: `Ana Gil <ana@example.com>`."""
    found = [(name_in(one["name"]), emails_in(one["email"])) for one in _MAILBOX.finditer(text[:MAX_READ])]
    return [(name, emails[0]) for name, emails in found if emails]


def own_code(text: str) -> str:
    """Return the agency's own code of a listing, as in `97114503 (Ref. SOL-0931)`; empty if there is none."""
    found = _OURS.search(text)
    return found["code"].rstrip(".-/") if found else ""


def is_organisation(name: str) -> bool:
    """Return whether a name is rather a team's or a firm's than a person's."""
    return bool(_ORGANISATION.search(name))


def _code(text: str) -> str:
    """Return the code of the listing: the agency's own rather than a portal's."""
    found = _THEIRS.search(text)
    return own_code(text) or (found["code"].rstrip(".-/") if found else "")


def _listing(links: Sequence[str]) -> str:
    return next((one.rstrip(".,;") for one in links if _LISTING.fullmatch(one) and not _NOT_LISTING.search(one)), "")


def _add_price(text: str, builder: InquiryBuilder) -> None:
    """Add the price, if the text holds one only."""
    found = {price_of(one["after"] or one["before"]) for one in _PRICE.finditer(text)} - {None}
    if len(found) == 1:
        price = found.pop()
        builder.add_attribute("price_min", price)
        builder.add_attribute("price_max", price)
