"""Find what a person says within a portal's mail: quoted, announced, or under a label; without the portal's own."""

from __future__ import annotations

import re

from functions.ingest.recognition.labelled_lines import RULER

_MOST_HEADING = 3  # words
MAX_READ = 20_000  # characters
_QUOTED = re.compile(r"[\"“«„]([^\"”»“\n]{12,2000})[\"”»“]")
# What leads to the title of a listing in quotation marks.
_TITLE_FOLLOWS = re.compile(
    r"(?:sobre|anuncio|anunci|inmueble|vivienda|habitaci[oó]n|piso|local|propiedad|annonce|bien|annuncio"
    r"|immobile|listing"
    r"|property|about|for|on|objekt|inserat|anzeige|immobilie|angebot|im[oó]vel|an[uú]ncio|woning|ref\.?"
    r"|referente|t[ií]tulo"
    r"|title|titel|por|pour|per|für|sul|sur|promoci[oó]n|formulario|form|bolet[ií]n)\s*:?\s*$",
    re.IGNORECASE,
)
_BEGINS_QUOTED = re.compile(r"\s*[\"“«„](.{2,4000}?)[\"”»“](?=\s*(?:\n|$))", re.DOTALL)
# A line after which the portal lets the person speak.
_ANNOUNCES = re.compile(
    r"(?<![^\W_])(?:mensaje|mensaxe|missatge|message|nachricht|mitteilung|messaggio|mensagem|bericht|consulta"
    r"|pregunta|question|anfrage"
    r"|ha escrito|escribe|escribi[oó]|dice|comenta|wrote|writes|says|said|asks|schreibt|hat .{0,40}geschrieben"
    r"|scrive|ha scritto"
    r"|respuesta|risposta|resposta|r[eé]ponse|antwort|reply|answer|ha (?:risposto|respondido|contestado)"
    r"|hat .{0,40}geantwortet|a répondu|replied|answered|a écrit|écrit"
    r"|escreveu|diz|respon\w+|transcripci[oó]n\w*|transcript\w*|trascrizione)\b[^\n]{0,80}:$"
    r"|^(?:nachricht|mensaje|message|messaggio|mensagem|missatge|anfrage|consulta|enquiry|inquiry)"
    r" (?:von|de|from|da|by|di)(?:\s*:)?\s*[^\s:@\d][^\n:@\d]{1,59}$"
    r"|started a conversation$|sent (?:you )?a message$|te ha (?:escrito|enviado un mensaje)\.?$",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?<![^\W_])(?:perdido una llamada|llamada (?:perdida|no atendida|atendida|entrante|recibida)|ha llamado"
    r"|trucada perduda|ha trucat"
    r"|mensaje de voz|missatge de veu|missed call|has called|called (?:you|about|your)|voice ?mail|voice message"
    r"|appel manqu\w+|a appelé"
    r"|message vocal|messagerie vocale|chiamata persa|ha chiamato|messaggio vocale|verpasster anruf"
    r"|hat angerufen|sprachnachricht"
    r"|chamada perdida|ligou|mensagem de voz|gemiste oproep|heeft gebeld|nieodebrane)(?![^\W_])",
    re.IGNORECASE,
)
_INTEREST = re.compile(
    r"(?<![^\W_])(?:(?:nuevo|nueva|nou|nova|new|neue[rs]?|nouveau|nouvelle|nuovo|novo|otro|un|una|one|ein|eine"
    r"|uno|um)\s(?:[^\W\d_]+\s)?"
    r"(?:lead|contacto|contacte|contact|contatto|kontakt|interesad[oa]|interessent|interessat|interessato"
    r"|cliente?a?|comprador|buyer|solicitud|consulta"
    r"|enquiry|inquiry|anfrage|demande|richiesta|pedido|usuari[oa]?|user|utente|utilizador|nutzer)"
    r"|(?:ll[aá]m[ae]n?le|truca-li|call (?:him|her|them)|contact (?:him|her|them)|contact(?:a|e)(?:le)?"
    r"|rappele[rz]|rufen sie (?:ihn|sie) an"
    r"|chiamal[oa]|contattal[oa]|ligue-lhe))(?![^\W_])",
    re.IGNORECASE,
)
# Words of a paragraph below a message that is the portal's own.
_PORTAL = re.compile(
    r"(?:(?:respond|contest|reply|répond|rispond|antwort|beantwort|respost)\w*.{0,25}(?:a|to|à|auf|en|al|dieses?"
    r"|directamente|directement|direkt)\s"
    r"(?:est[ea]|this|cet?|quest[ao]|diese[nr]?|aquest|esta|correo|e-?mail|mail)"
    r"|no (?:respond|contest)|do not reply|não respond|ne pas répondre|nicht antworten|powered by"
    r"|desarrollado por|assigned|asignad[oa]"
    r"|view .{2,40} (?:in|on)\b|click (?:on|here)|haz cli[ck]|haga cli[ck]|enviad[oa] (?:desde|autom|a trav|por)"
    r"|sent (?:from|by|via|through)"
    r"|autom[aá]ti|copyright|©|\b(?:equipo|team|equipe|équipe|equipa|equip)\b|kundendienst|kundenservice"
    r"|kundenbetreuung"
    r"|customer (?:service|care|support)s?|customer services|atenci[oó]n al|atenció al|soporte|support\b|suporte"
    r"|assistenza|service clients?|servizio clienti"
    r"|helpline|help(?: |-)?(?:desk|line|center|centre)|need help|hilfe|necesitas ayuda|consejo\b|recuerda\b"
    r"|denuncia|unsubscribe|darse de baja|date de baja"
    r"|privac|datenschutz|all rights reserved|todos los derechos|registered (?:in|office)|antes de \d+ minutos"
    r"|inicia sesi[oó]n|log ?in\b|descarga"
    r"|newsletter|por adelantado|por seguridad|for your safety|ver (?:el )?(?:anuncio|contacto|inmueble|mensaje)"
    r"|accede a|gestiona\b"
    r"|^(?:rispondi|responde|reply|r[ée]pondez|antworten?|responda|respon) (?:dall|desde|from|in|depuis|über|pel|na)"
    r"|l[ií]nea de atenci|\b(?:is part of|forma parte de|fait partie d|fa parte d)"
    r"|^(?:view|manage) submissions?\b|^[\w-]+\.(?:com|es|it|fr|de|pt|co\.uk)\b"
    r"|^(?:contáctal|contactal|llámal|llamal|chiamal|contattal|rappelez-l|contactez-l|contact (?:him|her|them)"
    r"|call (?:him|her|them))\w*"
    r"|\bresultats?\b|r[eé]sultats|vragen\?|fragen\?|preguntas\?|questions\?)",
    re.IGNORECASE,
)
# Where a firm is, with its number: `75018 Paris - 01 53 38 80 00`.
_IMPRINT = re.compile(r"\b\d{4,5} [A-ZÀ-Þ][^\n]{0,60}(?:\d[ .-]?){8}")
_LINK = re.compile(r"(?:https?://|link:|www\.)\S", re.IGNORECASE)


def quoted_words(text: str, subject: str = "") -> str:
    """Return what a text quotes, as portals quote what the person wrote, and no title; empty if it quotes nothing.

    Args:
        text: of the mail.
        subject: what stands there too is a title.
    """
    found = [
        one
        for one in _QUOTED.finditer(text[:MAX_READ])
        if not _TITLE_FOLLOWS.search(text[max(0, one.start() - 40) : one.start()]) and one[1] not in subject
    ]
    return "\n".join(one[1].strip() for one in found if len(one[1].split()) > 1)


def is_call(text: str) -> bool:
    """Return whether a mail tells of a call, or of what a caller said."""
    return bool(_CALL.search(text[:MAX_READ]))


def tells_of_interest(text: str) -> bool:
    """Return whether a mail tells that somebody, whom it may not name, is interested."""
    return bool(_INTEREST.search(text[:MAX_READ]))


def is_quoted(message: str) -> bool:
    """Return whether a message begins with what somebody is quoted to say."""
    return bool(_BEGINS_QUOTED.match(message))


def announces_words(line: str) -> bool:
    """Return whether a line says that somebody's words follow."""
    return bool(_ANNOUNCES.search(line))


def announced_words(text: str) -> str:
    """Return what follows a line such as `Ana Gil ha enviado este mensaje:`; empty if nothing does."""
    lines = [line.strip() for line in text[:MAX_READ].splitlines()]
    for at, line in enumerate(lines):
        if not _ANNOUNCES.search(line):
            continue
        below = lines[at + 1 :]
        while below and (not below[0] or RULER.fullmatch(below[0]) or _LINK.match(below[0])):
            below = below[1:]
        ends = next((at for at, one in enumerate(below) if RULER.fullmatch(one)), len(below))
        return persons_part("\n".join(below[:ends]))
    return ""


def _heads(paragraph: str) -> bool:
    """Return whether a paragraph begins with the heading of a section: `PROPERTY`."""
    first, below, _ = paragraph.partition("\n")
    return bool(below) and first.isupper() and first.replace(" ", "").isalpha() and len(first.split()) <= _MOST_HEADING


def persons_part(message: str) -> str:
    """Return a message that was found in a portal's mail without what the portal wrote below it."""
    if quoted := _BEGINS_QUOTED.match(message):
        return quoted[1].strip()
    first, *more = message.strip().split("\n\n")
    kept = [first]
    for paragraph in more:
        if _PORTAL.search(paragraph) or _LINK.search(paragraph) or _IMPRINT.search(paragraph) or _heads(paragraph):
            break
        kept.append(paragraph)
    lines = "\n\n".join(kept).splitlines()
    while len(lines) > 1 and (_PORTAL.search(lines[-1]) or not lines[-1].strip()):
        lines.pop()
    return "\n".join(lines)
