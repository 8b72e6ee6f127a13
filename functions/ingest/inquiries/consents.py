"""Read statements of consent: those that a body states as such, and the answers of a form that are certain.

What is not certain is no consent. It stays an attribute, and is recorded as nothing else.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StrictBool, StringConstraints, ValidationError

from functions.ingest.inquiries.cookies import asks_for_cookies, names_cookies
from shared.domain.kernel.clean_text import clean
from shared.domain.kernel.contact import normalise_text
from shared.domain.kernel.record import Instant
from shared.domain.lead_records.consent import MAX_TEXT, MAX_WORD, Statement

MAX_GIVEN = 20  # of one inquiry
_CAMEL_CASE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+")

_YES = frozenset({"akzeptiert", "acceptee", "accettato", "accettata", "aceite", "grant", "granted", "true",
            "yes", "y", "si", "s", "on", "1", "x", "checked", "accepted", "agreed", "i agree", "i accept",
                  "yes i agree", "yes i accept", "acepto", "aceptado", "aceptada", "si acepto", "si quiero", "marcado",
                  "he leido y acepto", "de acuerdo", "accetto", "acconsento", "aceito", "concordo", "j accepte",
                  "akzeptiere", "einverstanden", "zugestimmt", "oui", "sim", "ja", "da"})  # fmt: skip
_NO = frozenset({"false", "no", "n", "off", "0", "unchecked", "declined", "rejected", "denied", "no acepto",
                 "rechazado", "no quiero", "non accetto", "nein", "non", "nao", "nao aceito", "i do not agree",
                 "i do not accept", "sin marcar"})  # fmt: skip
# Words that name a purpose by themselves, and words that do so only for somebody who wants to receive them.
_MARKETING = ("marketing", "publicidad", "publicitaria", "publicitarias", "publicitarios", "comunicaciones comerciales",
              "informacion comercial", "newsletter", "newsletters", "boletin", "commercial communications",
              "commercial information", "promotional", "mailing list", "publi", "keep me updated",
              "keep me informed", "keep me posted", "mantenerme informado", "mantenerme informada",
              "tenez moi informe")  # fmt: skip
_NEWS = ("angebote", "offerte", "promozioni", "nouveautes", "offres", "novidades", "updates", "ofertas",
         "offers", "novedades", "promociones", "promotions", "news")  # fmt: skip
_PROMOTIONS = ("promociones", "promotions", "promozioni", "promocoes", "novedades", "nouveautes", "novidades",
               "werbung")  # fmt: skip
_PRIVACY = ("privacidad", "privacy", "proteccion de datos", "data protection", "rgpd", "gdpr", "lopd", "lopdgdd",
            "aviso legal", "legal notice", "datenschutz", "datenschutzerklarung", "protection des donnees",
            "confidentialite",
            "privacidade", "protecao de dados", "riservatezza", "dati personali", "trattamento dei dati",
            "habeas data", "tratamiento de datos", "tratamiento datos", "datos personales",
            "tratamento de dados", "dados pessoais",
            "traitement des donnees", "donnees personnelles", "personal data", "personenbezogenen daten",
            "dsgvo")  # fmt: skip
_TERMS = ("termos", "termini", "agb", "terminos", "terms", "condiciones", "conditions")
_CALLS = ("llamadas comerciales", "sales calls", "marketing calls", "commercial calls")
_SHARING = ("terceros", "third parties", "third party", "empresas colaboradoras", "partner companies")
_RECEIVE = ("recibir", "enviarme", "enviadme", "receive", "send me", "subscribe", "suscribirme", "sign up",
            "erhalten", "schicken", "ricevere", "recevoir", "receber")  # fmt: skip
_AGREE = ("consent", "consents", "consenso", "consentement", "einwilligung", "consiento", "consentimiento",
"acepto", "aceptas", "acepta", "aceita", "aceitar", "accetta", "aceptar", "aceptacion",
          "accept", "accepts", "accepted", "agree", "agreed", "autorizo", "autoriza", "autorizacion", "authorize",
          "authorise", "opt in", "optin", "de acuerdo", "accetto", "acconsento", "autorizzo", "aceito", "concordo",
          "accepte", "akzeptiere",
          "stimme", "einverstanden", "consentimento", "permission", "leido", "read", *_RECEIVE)  # fmt: skip
# How people say that they opt out.
_OPT_OUT = ("opt out", "opt outs", "optout", "optouts", "opted out", "unsubscribe", "unsubscribed", "unsubscribes",
            "do not contact", "dnc", "suppressed", "suppression", "suppressions")  # fmt: skip
# What lists are called of those who opted out. In a sentence some of these words only say how one may.
_OPTED_OUT = (*_OPT_OUT, "baja", "bajas", "robinson", "lista negra", "rechazado", "rechazada", "rechazados",
              "rechazadas", "revocado", "revocada", "revocados", "revocadas", "retirado", "retirada", "oposicion",
              "excluido", "excluidos", "exclusion", "exclusiones", "desuscrito", "desuscritos", "no contactar",
              "donotcontact", "do not email", "donotemail", "do not call", "donotcall", "do not mail", "do not send",
              "revoked", "withdrawn", "declined", "rejected", "refused", "denied", "blacklist", "blacklisted",
              "blocklist", "blocked", "excluded", "exclusions", "objected", "objection", "objections", "optedout",
              "unsubscription", "abgemeldet", "widerspruch", "desinscrit", "disiscritto")  # fmt: skip
_REFUSE = ("no", "not", "don", "dont", "never", "nunca", "sin", "without", "baja", "rechazo", "oponerme", "object",
           "salvo", "except", "unless", *_OPT_OUT)  # fmt: skip
# What a question ends with that names its answers, as in `Newsletter (sí/no)`.
_CHOICES = re.compile(r" (?:(?:si|yes)(?: o| or)? no|no(?: o| or)? (?:si|yes)|s n|y n)$")
_BEGINS_REFUSING = re.compile(r"(?:please |por favor )?(?:no|i do not|i don t|do not|don t|dont|never|nunca|rechazo|"
                              r"me opongo|i object|opt out|optout|unsubscribe me|i refuse) ")  # fmt: skip
_BEGINS_DENYING = re.compile(r"(?:no|not|non|never|nunca|sin|without|rechazo) ")
# Offers that others make for the person's own property, and news of it.
_THEIR_OWN = re.compile(
    r" (?:ofertas|offers|novedades|promociones|promotions|news) (?:(?:de compra |de venta )?"
    r"(?:por|for|on|about|para|sobre|de|of) (?:tu|su|mi|your|my|our|nuestr[oa]|vuestr[oa])"
    r"|(?:por|for) (?:el|la|un|una|este|esta|the|a|this)|(?:de|from|by) (?:compra|compradores|buyers)) "
)
_CHANNELS = {
    "post": ("correo postal", "by post", "postal mail"),
    "email": ("email", "emails", "e mail", "correo", "correo electronico", "newsletter", "newsletters"),
    "sms": ("sms", "text message", "text messages", "mensaje de texto"),
    "whatsapp": ("whatsapp", "whats app"),
    "phone": ("telefono", "telefonica", "telefonicas", "phone", "llamada", "llamadas", "calls"),
}
_CLEAR_YES = ("si", "yes", "oui", "sim", "ja")
_MOST_AFTER = 3  # words that may follow a clear yes or no, as in `Sí, por correo`
_SHORT = 4  # words: a label such as "Marketing" or "GDPR consent" names its purpose without a verb


def _cut(most: int) -> BeforeValidator:
    """Clean a text and cut it, since no statement is lost over a long one."""
    return BeforeValidator(lambda given: clean(given).strip()[:most] if isinstance(given, str) else given)


_Name = Annotated[str, StringConstraints(to_lower=True, min_length=1), _cut(MAX_WORD)]


class ConsentGiven(BaseModel):
    """One purpose and channel that the person agreed to, or did not. Unknown fields are ignored."""

    model_config = ConfigDict(frozen=True)

    purpose: _Name
    channel: _Name = "any"
    given: StrictBool
    text: Annotated[str, _cut(MAX_TEXT)] = ""
    version: Annotated[str, _cut(MAX_WORD)] = ""
    at: Instant | None = None

    @property
    def statement(self) -> Statement:
        """Return it as the domain has it."""
        return Statement(**self.model_dump())


def certain_consents(given: object) -> tuple[list[ConsentGiven], list[Any]]:
    """Split what a body states into consents that are certain, and all else."""
    found: list[ConsentGiven] = []
    rest: list[Any] = []
    for one in given if isinstance(given, list | tuple) else [given]:
        consent = _certain(one) if len(found) < MAX_GIVEN else None
        if consent:
            found.append(consent)
        elif one is not None:
            rest.append(one)
    return found, rest


def answered_consents(question: str, answer: object, *, legal: bool = False, asks: bool = False) -> list[ConsentGiven]:
    """Return the consents that an answer to a form's question gives or refuses; none unless that is certain.

    A text that names the privacy notice is that notice, whatever else it names: nobody agrees to marketing in passing.
    Who allows cookies agrees to nothing. Ticking a box that refuses something is a refusal; leaving it empty says
    nothing. Where a text both agrees and refuses, as one that says how to unsubscribe, only its beginning tells which
    of them is ticked.

    Args:
        question: the question, or the name of its field.
        answer: yes or no, in words or otherwise.
        legal: the form calls this a question of terms.
        asks: it is known to ask for a consent, so that its words need not say so.
    """
    words, agreed = _CHOICES.sub("", question_words(question)), yes_or_no(answer)
    purpose = _purpose(words, legal=legal, asks=asks)
    if purpose is None or agreed is None:
        return []
    if _refuses(words):
        if not agreed or purpose == "privacy_notice" or not _BEGINS_REFUSING.match(words):
            return []
        agreed = False
    if agreed and purpose != "privacy_notice" and names_cookies(words):
        return []
    return [ConsentGiven(purpose=purpose, channel=channel, given=agreed, text=question)
            for channel in _channels(words, purpose)]  # fmt: skip


def opted_out_consents(question: str, answer: object, *, within: str) -> list[ConsentGiven]:
    """Return what somebody refuses who is in a list of those who opted out; none unless that is certain.

    A question that agrees or refuses by its own words is taken by these, and still gives nothing there.

    Args:
        question: the question, or the name of its field.
        answer: yes or no, in words or otherwise.
        within: the list's own name.
    """
    words = _CHOICES.sub("", question_words(question))
    if _has(words, _AGREE) or _refuses(words):
        return [one for one in answered_consents(question, answer) if not one.given]
    purpose = _purpose(words, legal=False, asks=True)
    if purpose in (None, "privacy_notice") or yes_or_no(answer) is not True:
        return []
    return [ConsentGiven(purpose=purpose, channel=channel, given=False, text=f"{within} {question}")
            for channel in _channels(words, purpose)]  # fmt: skip


def meant_consents(question: str, answer: object) -> list[ConsentGiven]:
    """Return the consents of a field that the team calls a question of consent; none unless the answer is certain.

    It is a consent to what the answer itself names, as a ticked sentence does, or else to what the question names.
    Where they name nothing, it is the privacy notice.
    """
    if isinstance(answer, str) and yes_or_no(answer) is None:
        return answered_consents(answer, answer=True, legal=True) if _has(question_words(answer), _AGREE) else []
    return answered_consents(question, answer, legal=True, asks=True)


def agrees(text: str) -> bool:
    """Return whether a text has a word of agreement."""
    return _has(question_words(text), _AGREE)


def lists_opted_out(text: str) -> bool:
    """Return whether a container is called after people who opted out, or denies what is in it."""
    words = question_words(text)
    return _has(words, _OPTED_OUT) or bool(_BEGINS_DENYING.match(f"{words} "))


def yes_or_no(answer: object) -> bool | None:
    """Return what an answer says; None unless it is clearly yes or no."""
    if isinstance(answer, bool):
        return answer
    if not isinstance(answer, str | int):
        return None
    words = " ".join(_WORD.findall(normalise_text(str(answer)[:MAX_WORD])))
    if words in _YES or words in _NO:
        return words in _YES
    first, *more = words.split() or [""]
    return first in _CLEAR_YES if more and len(more) <= _MOST_AFTER and first in (*_CLEAR_YES, "no", "nein") else None


def _certain(given: object) -> ConsentGiven | None:
    try:
        return given if isinstance(given, ConsentGiven) else ConsentGiven.model_validate(given)
    except ValidationError:
        return None


def _purpose(words: str, *, legal: bool, asks: bool) -> str | None:
    """Return what a question asks for; None if it is no question of consent, or one of several purposes."""
    short, agrees = len(words.split()) <= _SHORT, asks or _has(words, (*_AGREE, *_OPT_OUT))
    if _has(words, _PRIVACY) or (_has(words, _TERMS) and (legal or agrees)):
        return "privacy_notice" if legal or short or agrees else None
    if asks_for_cookies(words):
        return None
    news = _has(words, _NEWS) and _has(words, _RECEIVE) and not _THEIR_OWN.search(f"{words} ")
    marketing = _has(words, _MARKETING) or news or (short and agrees and _has(words, _PROMOTIONS))
    named = [("marketing", marketing and not _has(words, _CALLS)), ("calls", _has(words, _CALLS)),
             ("sharing", _has(words, _SHARING))]  # fmt: skip
    found = [purpose for purpose, is_named in named if is_named]
    if legal and not found:
        return None if names_cookies(words) else "privacy_notice"
    return found[0] if len(found) == 1 and (agrees or _is_name(words)) else None


def _is_name(words: str) -> bool:
    """Return whether a label is just the name of marketing, as `Newsletter` is, and `marketing_budget` is not."""
    channels = {one for names in _CHANNELS.values() for one in names}
    return words in _MARKETING or (words.startswith("marketing ") and words.removeprefix("marketing ") in channels)


def _channels(words: str, purpose: str) -> Iterator[str]:
    """Yield the channels that a text names; `any` if it names none."""
    named = [channel for channel, names in _CHANNELS.items() if _has(words, names)]
    if "post" in named and words.count("correo") == words.count("correo postal"):
        named = [channel for channel in named if channel != "email"]
    if purpose == "privacy_notice":
        named = []
    yield from named or (["phone"] if purpose == "calls" else ["any"])


def _refuses(words: str) -> bool:
    """Return whether a question has a word that refuses."""
    return _has(words, _REFUSE) or (len(words.split()) <= _SHORT and _has(words, _OPTED_OUT))


def _has(words: str, names: Sequence[str]) -> bool:
    return any(f" {name} " in f" {words} " for name in names)


def question_words(text: str) -> str:
    """Return the words of a text, without accents and case, with a space between them."""
    return " ".join(_WORD.findall(normalise_text(_CAMEL_CASE.sub(" ", text[: 2 * MAX_TEXT]))))
