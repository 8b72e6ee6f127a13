"""Name the languages that members speak and people write in, and know them by the words for them."""

from __future__ import annotations

from typing import Literal, get_args

from shared.domain.kernel.contact import normalise_text

Spoken = Literal[
    "ar", "ca", "da", "de", "en", "es", "eu", "fr", "gl", "it", "nl", "no", "pl", "pt", "ro", "ru", "sv", "uk", "zh",
]  # fmt: skip
SPOKEN: tuple[Spoken, ...] = get_args(Spoken)

# What each is called in Spanish, in English and in itself, without accents.
_NAMES: dict[Spoken, str] = {
    "ar": "arabe arabic", "ca": "catalan catala valenciano valencia", "da": "danes danish dansk",
    "de": "aleman german deutsch", "en": "ingles english", "es": "espanol castellano spanish",
    "eu": "euskera vasco basque",
    "fr": "frances french francais", "gl": "gallego galego galician", "it": "italiano italian",
    "nl": "neerlandes holandes dutch nederlands", "no": "noruego norwegian norsk", "pl": "polaco polish polski",
    "pt": "portugues portuguese", "ro": "rumano romanian romana", "ru": "ruso russian",
    "sv": "sueco swedish svenska", "uk": "ucraniano ukrainian", "zh": "chino chinese",
}  # fmt: skip
_CODES = {name: code for code, names in _NAMES.items() for name in (code, *names.split())}


def language_of(text: object) -> Spoken | None:
    """Return the language that a lead's attribute names: by its code, such as `en` or `en-GB`, or by a word for it.

    None if it names none of these.
    """
    if not isinstance(text, str):
        return None
    plain = normalise_text(text).strip()
    return _CODES.get(plain) or _CODES.get(plain.replace("_", "-").partition("-")[0])
