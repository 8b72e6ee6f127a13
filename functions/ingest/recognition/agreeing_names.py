"""Find the name that a person's e-mail has the words of: evidence that no label needs to give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from functions.ingest.inquiries.names import PARTICLES, untitled
from functions.ingest.recognition.prose import MAX_READ, PROPER, is_organisation
from functions.ingest.recognition.values import looks_like_full_name
from shared.domain.kernel.contact import normalise_text, words_of

_PARTICLE = r"(?:de|del|la|las|los|y|i|da|do|dos|das|van|von|der|den|di|du|le|el|al|bin|zu|ter|e)"
_NAMES = re.compile(rf"(?<![^\W_]){PROPER}(?:[ \t]+(?:{_PARTICLE}[ \t]+){{0,2}}{PROPER}){{1,4}}")
_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST_WORD = 3  # letters of a word that an e-mail has in common with a name


def agrees(name: str, emails: Iterable[str]) -> bool:
    """Return whether an e-mail is made of a name: of two of its words, or of one and the initial of another."""
    words = [word for word in words_of(name) if word not in PARTICLES]
    return any(_is_made_of(_letters(one), words) for one in emails)


def completes(part: str, other: str, emails: Iterable[str]) -> bool:
    """Return whether an e-mail is made of two parts of a name and nothing else: `ana.gil` of `Ana` and `Gil`."""
    first, last = "".join(words_of(part)), "".join(words_of(other))
    return bool(first and last) and any(_letters(one) in (first + last, last + first) for one in emails)


def agreeing_name(text: str, emails: Sequence[str]) -> str:
    """Return the name in a text of which one of these e-mails is made; empty if there is none."""
    for found in _NAMES.finditer(text[:MAX_READ]) if emails else ():
        words = untitled(found[0]).split()
        # What stands before a name may have a capital too: `Contraoferta Ana Gil`.
        for start in sorted(range(len(words) - 1), key=lambda at: not _is_within(words[at], emails)):
            parts = (" ".join(words[start:end]) for end in range(len(words), start + 1, -1))
            name = next((one for one in parts if agrees(one, emails) and looks_like_full_name(one)), "")
            if name and not is_organisation(name):
                return name
    return ""


def _is_within(word: str, emails: Sequence[str]) -> bool:
    return any("".join(words_of(word)) in _letters(one) for one in emails)


def _letters(email: str) -> str:
    return "".join(_LETTERS.findall(normalise_text(email.partition("@")[0].partition("+")[0])))


def _is_made_of(letters: str, words: Sequence[str]) -> bool:
    for word in words:
        if len(word) < _LEAST_WORD or word not in letters:
            continue
        rest = letters.replace(word, "", 1)
        others = [one for one in words if one != word]
        if any(one in rest if len(one) >= _LEAST_WORD else one == rest for one in others):
            return True
        if len(rest) == 1 and any(one.startswith(rest) for one in others):
            return True
    return False
