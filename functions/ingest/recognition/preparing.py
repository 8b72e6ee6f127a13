"""Prepare labelled values: leave out what is of no use, and put a phone's parts together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from functions.ingest.inquiries.inquiry_builder import as_text, attribute_name
from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.values import emails_in, says_nothing
from shared.domain.intake.office import Office
from shared.domain.kernel.contact import digits_of
from shared.domain.plan_records.source import NO_MAPPING

# Of no use to anybody, or not to be kept: keys, tests for robots, the form's own bookkeeping.
_DROPPED = word_set(
    "g_recaptcha_response h_captcha_response cf_turnstile_response recaptcha captcha password contrasena api_key",
    "apikey",
    "google_key secret access_token verify_token wpnonce nonce csrf csrf_token token key signature handshake_key",
    "handshakekey field_structure fieldstructure",
)
_COUNTRY_CODE = re.compile(r"(?:\+|00)?([1-9]\d{0,2})")
_UNSEEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_JID = re.compile(r"(?<![\w+])(\d{8,15})@(?:s\.whatsapp\.net|c\.us)\b")  # what WhatsApp calls a number
_TOLD_CODE = re.compile(r"[^\d+]{2,60}\+([1-9]\d{0,2})\)?")  # a country as lists show it: `Marruecos (+212)`
_AREAS = ("area", "areacode", "area_code", "ddd", "lada", "codigo_area", "codigo_de_area")
_PREFIXES = {"prefix", "prefijo", "ddi", "indicatif", "vorwahl", "prefisso"}
_CODES = ("cc", "code", "dial_code", "calling_code", "country")
_NUMBERED = re.compile(r"(\D{2,40})([12])")
_LONGEST_LOCAL = 9  # digits of a number without its area
_AREA = re.compile(r"\(?0?[1-9]\d{0,4}\)?")


def with_country_codes(facts: Sequence[LabelledValue], mapping: Mapping[str, str] = NO_MAPPING) -> list[LabelledValue]:
    """Put a country code that has a field of its own before the number beside it.

    Args:
        facts: what was sent.
        mapping: what fields stand for; one that is named there is no country code.
    """
    areas = [fact for fact in facts if fact.field not in mapping and _is_area(fact)]
    numbered = {fact.path[:-1] for fact in areas}
    codes = {
        fact.path[:-1]: f"+{found[1]}"
        for fact in facts
        if fact.field not in mapping and (found := _country_code(fact, beside_area=fact.path[:-1] in numbered))
    }
    codes |= {fact.path[:-1]: f"{codes.get(fact.path[:-1], '')} {as_text(fact.value)}".strip() for fact in areas}
    if not codes:
        return list(facts)
    return [_prefixed(fact, codes) if _is_phone(fact, mapping) else fact for fact in facts if fact not in areas]


def with_team_apart(facts: Sequence[LabelledValue], office: Office) -> list[LabelledValue]:
    """Take what stands beside an e-mail of the team's own for an agent's, where somebody else's e-mail is given too."""
    held = [fact for fact in facts if emails_in(text := as_text(fact.value))[:1] == [text]]
    ours = [fact for fact in held if office.has(as_text(fact.value))]
    others = [fact.path[:-1] for fact in held if fact not in ours]
    if not ours or not others:
        return list(facts)
    around = {one for one in (fact.path[:-1] for fact in ours) if not any(other[: len(one)] == one for other in others)}
    return [
        replace(fact, path=("agent", *fact.path)) if fact in ours or fact.path[:-1] in around else fact
        for fact in facts
    ]


def _is_phone(fact: LabelledValue, mapping: Mapping[str, str]) -> bool:
    wanted = mapping.get(fact.field)
    return wanted == "phone" if wanted else "phone" in read_label(fact.path).fields


def with_names_joined(facts: Sequence[LabelledValue]) -> list[LabelledValue]:
    """Put the halves of a name together that a form numbers, `name-1` and `name-2`, if it numbers nothing else."""
    numbered = {
        (fact.path[:-1], found[1], found[2]): fact for fact in facts if (found := _NUMBERED.fullmatch(fact.label))
    }
    if any(
        number == "2" and not _is_name(fact) and read_label(fact.path).fields for (*_, number), fact in numbered.items()
    ):
        return list(facts)
    halves = {id(fact): numbered[around, label, "2"] for (around, label, number), fact in numbered.items()
              if number == "1" and _is_name(fact) and (around, label, "2") in numbered}  # fmt: skip
    second = {id(one) for one in halves.values()}
    return [
        replace(fact, value=f"{as_text(fact.value)} {as_text(halves[id(fact)].value)}") if id(fact) in halves else fact
        for fact in facts
        if id(fact) not in second
    ]


def _is_name(fact: LabelledValue) -> bool:
    return read_label(fact.path).fields == ("full_name",)


def _is_area(fact: LabelledValue) -> bool:
    """Return whether a fact is the first part of a phone, as in `{"area": "21", "phone": "455 10 92"}`."""
    text, words = as_text(fact.value), {*words_of_label(fact.label)}
    own = attribute_name(fact.label) in _AREAS or (text.startswith("0") and bool(words & _PREFIXES))
    return own and not text.startswith("00") and bool(_AREA.fullmatch(text))


def _country_code(fact: LabelledValue, *, beside_area: bool) -> re.Match[str] | None:
    words = set(words_of_label(fact.label))
    asks = (
        {"country", "code"} <= words
        or (beside_area and words == {"country"})
        or words & _PREFIXES
        or _is_code_of_phone(fact)
    )
    return _COUNTRY_CODE.fullmatch(as_text(fact.value)) if asks else _TOLD_CODE.fullmatch(as_text(fact.value))


def _is_code_of_phone(fact: LabelledValue) -> bool:
    """Return whether a fact is the code beside a number in the container of a phone: `{"cc": "46", "number": …}`."""
    return attribute_name(fact.label) in _CODES and read_label(fact.path[:-1]).fields[:1] == ("phone",)


def _prefixed(fact: LabelledValue, codes: dict[tuple[str, ...], str]) -> LabelledValue:
    text, code = as_text(fact.value), codes.get(fact.path[:-1])
    digits = "".join(filter(str.isdigit, text))
    if not code or text.startswith(("+", "00")) or len(digits) < 6:
        return fact
    if not code.startswith("+") and len(digits) > _LONGEST_LOCAL and digits.startswith(digits_of(code)):
        return fact  # it has its area already
    return replace(fact, value=f"{code} {text.lstrip('0') if code.startswith('+') else text}")


def plain(fact: LabelledValue) -> LabelledValue:
    """Return a fact with its value instead of a list of it alone, without marks that nobody sees."""
    value = fact.value[0] if isinstance(fact.value, list) and len(fact.value) == 1 else fact.value
    value = _JID.sub(r"+\1", _UNSEEN.sub("", value).strip()) if isinstance(value, str) else value
    return fact if value is fact.value else replace(fact, value=value)


def is_kept(fact: LabelledValue, mapping: Mapping[str, str] = NO_MAPPING) -> bool:
    """Return whether a value says something that may be kept, as far as the mapping does not say so."""
    if fact.value in (None, "", [], {}) or is_no_answer(fact, mapping):
        return False
    text = as_text(fact.value)
    return not (text and says_nothing(text))


def is_no_answer(fact: LabelledValue, mapping: Mapping[str, str] = NO_MAPPING) -> bool:
    """Return whether a field is of no use to anybody, or not to be kept, as far as the mapping does not name it."""
    return attribute_name(fact.label) in _DROPPED and fact.field not in mapping
