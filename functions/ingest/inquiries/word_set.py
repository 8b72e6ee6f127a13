"""Hold words in sets that are written as text."""

from __future__ import annotations


def word_set(*lines: str) -> frozenset[str]:
    """Return the words in these lines."""
    return frozenset(" ".join(lines).split())
