"""Where an import's file is."""

from __future__ import annotations


def key_of(import_id: str) -> str:
    """The key of an import's file in the bucket."""
    return f"imports/{import_id}"
