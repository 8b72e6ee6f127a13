"""Clean text that comes from outside: the one place that says which characters nobody may see or mean.

Removed are control characters, characters without a width, and those that turn the direction of what is written, which
can make a name or an address look like another. What joins letters and emoji (ZWJ, ZWNJ) stays.
"""

from __future__ import annotations

import re
import unicodedata

_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_INVISIBLE = "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_UNWANTED = re.compile(f"[{_CONTROL}{_INVISIBLE}]")
# The same within JSON, where they may be escaped; an escaped backslash is kept, so that it escapes nothing.
_ESCAPED = re.compile(
    r"(\\\\)|\\u(?:00(?:0[0-8be-fBE-F]|1[0-9a-fA-F]|7[fF]|[89][0-9a-fA-F]|[aA][dD])|061[cC]|180[eE]"
    r"|20(?:0[beEfFB]|2[89a-eA-E]|6[0-9a-fA-F])|[fF][eE][fF][fF]|[fF][fF][fF][9abAB]"
    r"|[dD][bB]40\\u[dD][cC][0-7][0-9a-fA-F])|\\[bf]"
)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
# Control characters below the space are not allowed in JSON strings: leave them for the parser to refuse.
_IN_JSON = re.compile(f"[\x7f-\x9f{_INVISIBLE}]")
MAX_DIGITS = 30  # of a whole number: what is longer is kept as text, since few programs can read it as a number

# The first word of a character's name says its script. These are no scripts of their own.
_NO_SCRIPT = {"MODIFIER", "COMBINING", "FEMININE", "MASCULINE", "MICRO"}
_EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"}


def clean(text: str) -> str:
    """Return the text without characters that are unwanted; lines and tabs stay."""
    return _UNWANTED.sub("", text)


def clean_value(value: object) -> object:
    """Return a JSON value with clean text in it, names included, and without numbers of more than 30 digits."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(name) if isinstance(name, str) else name: clean_value(one) for name, one in value.items()}
    if isinstance(value, list):
        return [clean_value(one) for one in value]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**MAX_DIGITS:
        return _digits(value)
    return value


def clean_json(raw: bytes) -> bytes:
    """Return JSON text without unwanted characters in its strings. What is no UTF-8 is returned as it is.

    A string that looks like an address is left to those who read addresses: they refuse what is hidden in one.
    """
    if raw.isascii() and b"\\" not in raw:
        return raw
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return raw
    return _STRING.sub(lambda found: _clean_string(found[0]), text).encode()


def _clean_string(quoted: str) -> str:
    if "@" in quoted and " " not in quoted:
        return quoted
    return _ESCAPED.sub(lambda found: found[1] or "", _IN_JSON.sub("", quoted))


def has_one_script(text: str) -> bool:
    """Return whether all letters of the text are of one script, so that none poses as another's.

    East Asian scripts are written together, and with Latin letters.
    """
    scripts = {unicodedata.name(letter, "?").split(" ")[0] for letter in text if letter.isalpha()} - _NO_SCRIPT
    return len(scripts) < 2 or scripts <= {*_EAST_ASIAN, "LATIN"}


def looks_like_itself(email: str) -> bool:
    """Return whether the local part of an e-mail, and each label of its domain, is of one script."""
    local, _, domain = email.rpartition("@")
    return all(map(has_one_script, (local, *domain.split("."))))


def _digits(number: int) -> str:
    """Return a number as text; Python refuses to write one of too many digits."""
    try:
        return str(number)
    except ValueError:
        return hex(number)
