"""Read the words of labels that were typed with a letter wrong: `nombe`, `telfono`, `emial`."""

from __future__ import annotations

from collections.abc import Iterator

from functions.ingest.recognition.vocabulary import ALL, OFTEN

_SHORTEST = len("email")  # words of that length may have two letters exchanged
_SHORTEST_WITHOUT = 6  # letters of a word that may lack one, or have one too many
_ALIKE = {"m": "n", "n": "m", "b": "v", "v": "b", "j": "g", "g": "j", "s": "cz", "c": "s", "i": "y"}


def mended(word: str) -> str:
    """Return the word that an unknown one was meant to be, if one letter is missing, too many, exchanged or alike.

    The first letter is right, so that `hombre` is no `nombre`.
    """
    if len(word) < _SHORTEST:
        return word
    less = {word[:at] + word[at + 1 :] for at in range(1, len(word))} if len(word) > _SHORTEST_WITHOUT else set()
    return _MISTYPED.get(word) or next((one for one in sorted(less) if one in OFTEN), word)


def _mistyped() -> Iterator[tuple[str, str]]:
    """Yield wrong spellings, with the word that is meant."""
    for word in sorted(OFTEN):
        for at in range(1, len(word)):
            if len(word) >= _SHORTEST_WITHOUT:
                yield word[:at] + word[at + 1 :], word
            yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :], word
            for other in _ALIKE.get(word[at], ""):
                yield word[:at] + other + word[at + 1 :], word


_MISTYPED = {wrong: word for wrong, word in _mistyped() if wrong not in ALL}
