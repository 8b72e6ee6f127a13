"""Find the names that stand beside addresses in a text without labels, as on a card or in a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from functions.ingest.inquiries.names import untitled
from functions.ingest.recognition.own_words import MAX_READ, phones_said
from functions.ingest.recognition.prose import PROPER, is_organisation
from functions.ingest.recognition.surroundings import speaks_of_others
from functions.ingest.recognition.values import emails_in, looks_like_full_name

_PARTICLE = r"(?:de|del|la|las|los|y|i|da|do|dos|das|van|von|der|den|di|du|le|el|al|bin|zu|ter|e|und|and|et)"
_ENDS_WITH_NAME = re.compile(rf"(?:^|(?<=[\s(«\"“]))({PROPER}(?:[ \t]+(?:{_PARTICLE}[ \t]+)*{PROPER}){{1,4}})$")
_BULLET = re.compile(
    r"^\s*(?:(?:[-*•·–—>]|#\s?\d{1,3}|\d{1,3}\s*[.)ºª:-]+)\s+"
    r"|(?:lead|interesad[oa]|contacto?|cliente?|person[ae]?|solicitud|visita|enquiry|inquiry|anfrage|kontakt"
    r"|interessent|demande|richiesta|contatto"
    r"|pedido|prospect)\s*(?:n[.º°]*\s*)?#?\d{1,3}\s*[:.)–-]*\s+)+",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"(?<![^\W_])(?:contactos|leads|interesad[oa]s|clientes|personas|solicitudes|consultas|contacts|enquiries"
    r"|inquiries|prospects|anfragen|kontakte"
    r"|interessenten|demandes|richieste|contatti|pedidos|contactes|digest|resumen|résumé|riepilogo|resumo"
    r"|zusammenfassung|visitas)(?![^\W_])",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"(?<![^\W_])(?:llamadas|calls|appels|chiamate|anrufe|chamadas|trucades|oproepen)(?![^\W_])", re.IGNORECASE
)
_CALLED_AT = re.compile(
    r"(?:\d{1,2}[./-]\d{1,2}[./-]?\d{0,4}[ ,]+)?\d{1,2}:\d\d(?::\d\d)?h?[ \t|,–-]+(\+?[\d ]{7,20}\d)"
)
_GAPS = re.compile(r"\n[ \t]*\n\s*|\n[ \t]*[-_=*#~]{3,}[ \t]*(?:\n\s*|$)")
_SEPARATORS = " \t-–—/|,;:•·(<[\"'»"
_NUMBER = re.compile(r"\(?\+?\d[\d \t().\-/\u00a0]{6,22}\d")
_ABOVE = 3  # lines above an address in which its name may stand
_MOST_PEOPLE = 50
_MOST_TRIED = 5  # addresses beside which a name is looked for
_MOST_LINES, _LONGEST_LINE = 1_000, 1_000


def name_beside(lines: Sequence[str], address: str) -> str:
    """Return the full name before an address on its line, or on one of the lines above; empty if there is none."""
    at = next((at for at, line in enumerate(lines) if address in line), None)
    if at is None:
        return ""
    if name := ends_with_name(lines[at].partition(address)[0]):
        return name
    above = [line.strip() for line in lines[max(0, at - 8) : at] if line.strip()][-_ABOVE:]
    for line in above[::-1]:
        name = untitled(line.strip(" *_-,"))
        if (
            (looks_like_full_name(name) or _is_surname_first(name))
            and not is_organisation(name)
            and not speaks_of_others(name)
        ):
            return name
        if not (emails_in(line) or _NUMBER.search(line)) and len(line.split()) > 8:
            break
    return ""


def name_beside_any(lines: Sequence[str], addresses: Sequence[str]) -> str:
    """Return the name that stands beside one of these addresses; empty if there is none."""
    return next((name for one in addresses[:_MOST_TRIED] if (name := name_beside(lines, one))), "")


def _is_surname_first(line: str) -> bool:
    """Return whether a line is a name that begins with its surname, in capitals: `GIL RUIZ, Ana`."""
    surname, comma, first = line.partition(", ")
    return bool(comma) and surname.isupper() and not first.isupper() and looks_like_full_name(f"{first} {surname}")


def ends_with_name(text: str) -> str:
    """Return the full name at the end of a text, without its title; empty if there is none."""
    plain = re.sub(
        r"(?i)[\s,(|/–—-]*\b(?:tel[eé]?fono|tel|tlf|telf|tfno|m[oó]vil|mobile|cell?|e-?mail|mail|correo|phone|t"
        r"|m|e)\b\s*[.:]*\s*$",
        "",
        text,
    )
    found = _ENDS_WITH_NAME.search(_BULLET.sub("", plain).rstrip(_SEPARATORS)[-120:])
    if not found:
        return ""
    name = untitled(found[1])
    return name if looks_like_full_name(name) and not is_organisation(name) else ""


def listed_people(lines: Sequence[str]) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Return the people of a list with a line for each: the line, its name, e-mails and phones; none of one person."""
    found = []
    for line in lines[:_MOST_LINES]:
        if len(line) > _LONGEST_LINE:
            continue
        emails, phones = emails_in(line), phones_said(f"tel {_NUMBER.search(line)[0]}") if _NUMBER.search(line) else []  # type: ignore[index]
        first = min((line.find(one) for one in (*emails, *phones) if one in line), default=-1)
        name = ends_with_name(line[:first]) if first > 0 else ""
        if name and _BULLET.sub("", line).strip().startswith((name, *_titled(line, name))):
            found.append((line, name, tuple(emails), tuple(phones)))
    people = {name for _, name, _, _ in found}
    return found[:_MOST_PEOPLE] if len(people) > 1 else []


def callers_listed(lines: Sequence[str], subject: str) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Return the callers of a list of calls with a line for each, its time and number; none of one call."""
    if not _CALLS.search(subject):
        return []
    found = [(line, one[1]) for line in lines[:_MOST_LINES] if (one := _CALLED_AT.fullmatch(line.strip()))]
    numbers = {number: line for line, number in found}
    return [(line, "", (), (number,)) for number, line in numbers.items()] if len(numbers) > 1 else []


def people_on_cards(text: str, subject: str) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Return the people of a mail with a block for each, as of a list; none unless the mail speaks of several."""
    if not _SEVERAL.search(f"{subject}\n{text}"):
        return []
    found = []
    for block in _GAPS.split(text[:MAX_READ]):
        lines = [_BULLET.sub("", line).strip(" *_") for line in block.splitlines() if line.strip()]
        name = untitled(lines[0].strip(" ,:")) if len(lines) > 1 else ""
        if not looks_like_full_name(name) or is_organisation(name) or speaks_of_others(name):
            continue
        body = "\n".join(lines[1:])
        emails, phones = emails_in(body), phones_said(body)
        if emails or phones:
            found.append((body, name, tuple(emails[:1]), tuple(phones)))
    return found[:_MOST_PEOPLE] if len({name for _, name, _, _ in found}) > 1 else []


def _titled(line: str, name: str) -> tuple[str, ...]:
    """Return the beginning of a line up to a name, if it is a title and no more."""
    start = _BULLET.sub("", line).strip().partition(name)[0]
    return (start + name,) if start and untitled(start + name) == name else ()
