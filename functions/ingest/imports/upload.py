"""Name the file of an import in the bucket."""

from __future__ import annotations


def key_of(import_id: str) -> str:
    """Return the key of an import's file."""
    return f"imports/{import_id}"
