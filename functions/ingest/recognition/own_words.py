"""Find what people say of themselves in what they write: "Soy Ana Gil, llámame al 615 00 00 01"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from functions.ingest.recognition.values import emails_in, is_name, looks_like_phone, phones_in

MAX_READ = 20_000  # characters of a text in which people name themselves
_CUE = (
    r"tel(?:[eé]fonos?|efones?|efoni?|efono|[eé]phones?|\.?e?f?o?n?nummer)?|tfno|tf|tlf|telf|tlm|m[oó]vil|mobile?|mob|cell?|cellulare|celular"
    r"|telem[oó]vel|whats ?app|wasap|phone|number|n[uú]mero|nummer|handy|portable|ll[aá]m\w*|call|ring|reach"
    r"|contact\w*|anrufen|erreich\w*"
    r"|r[uü]ckruf|appel\w*|joindre|rappel\w*|chiam\w*|ligu?[aer]\w*|text|sms"
)
_CUED_PHONE = re.compile(
    rf"(?<![^\W_])(?P<cue>{_CUE})(?![^\W\d_])[^\d\n+]{{0,40}}(?P<phone>\(?(?:\+|00)?\d[\d\s().\-/\u00a0]{{5,24}}\d)",
    re.IGNORECASE,
)
_FAX = re.compile(r"\bfax\b[^\d\n]{0,20}\(?\+?\d[\d\s().\-/]{5,22}\d", re.IGNORECASE)
_RUN = re.compile(
    r"(?<![\w.,/#-])\(?(?:\+|00)?\d[\d\s().\-\u00a0]{6,22}\d(?![\w/-]|[.,]\d|\s?[€$£%]|\s?(?:euros?|m2|m²))"
)
_PARTICLES = r"(?:[ \t]+(?:de|del|la|las|los|y|da|dos|van|von|der|di|du|le|i))*"
_NAME = rf"[^\W\d_a-z][^\W\d_]+(?:{_PARTICLES}[ \t]+[^\W\d_a-z][^\W\d_'’-]+){{0,3}}"
_INTRODUCED = re.compile(
    r"(?:^|[\s,.;:!¡])(?:soy|me llamo|mi nombre es|i['’]m|i am|this is|my name is|my name['’]s|je m['’]appelle"
    r"|je suis|mi chiamo|sono"
    r"|ich bin|ich hei(?:ß|ss)e|mein name ist|chamo-me|me chamo|o meu nome é|sou (?:o|a)|em dic|(?:nombre|nom"
    r"|name|nome)\s?:|sóc|aquí|hier ist)\s+"
    r"(?:(?:el|la|der|die|o|a)\s+)?(?:(?:sr|sra|srta|mr|mrs|ms|herr|frau|señora?|m|mme)\.?\s+)?",
    re.IGNORECASE,
)
# What the other side of a chat says in its transcript.
_OTHERS_SAY = re.compile(
    r"^\s*(?:\[[^\]]*\]\s*)?(?:bot|agent|agente|system|assistant|asistente|operator)\b[^:\n]{0,40}:.*$", re.I | re.M
)
_PROPER = re.compile(_NAME)


@dataclass(frozen=True, slots=True)
class SelfDescription:
    """What somebody says of themselves; empty where they do not."""

    name: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]


def described_self(text: str) -> SelfDescription:
    """Return the name that the writer of a text goes by in it, and the e-mails and phones that they leave.

    A number counts where words such as `tel.` or `llámame` lead to it, or where it can hardly be anything else.
    """
    text = _OTHERS_SAY.sub("", text[:MAX_READ])
    return SelfDescription(_introduced(text), tuple(emails_in(text)), tuple(_phones(text)))


def _introduced(text: str) -> str:
    for opening in _INTRODUCED.finditer(text):
        found = _PROPER.match(text, opening.end())
        if found and is_name(found[0]):
            return found[0]
    return ""


def _phones(text: str) -> list[str]:
    own = _FAX.sub(" ", text)
    cued = [number for one in _CUED_PHONE.finditer(own) for number in phones_in(one["phone"])]
    plain = [one[0].strip() for one in _RUN.finditer(own) if looks_like_phone(one[0].strip())]
    found = {"".join(filter(str.isdigit, one)): one for one in reversed([*cued, *plain])}
    return list(reversed(found.values()))
