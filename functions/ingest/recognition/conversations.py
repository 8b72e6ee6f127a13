"""Find the chat in a body: a list of turns, or its transcript as one text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from functions.ingest.recognition.transcripts import Transcript, read_transcript, transcript_of

_LEVELS = 6
_LEAST_TEXT = 20  # characters of a transcript


def take_conversation(body: object, levels: int = _LEVELS) -> tuple[Transcript | None, Any]:
    """Return the first chat in a body, and the body with the chat's text in its place."""
    if isinstance(body, str):
        return (read_transcript(body) if len(body) >= _LEAST_TEXT and "\n" in body else None), body
    if levels == 0 or not isinstance(body, (list, Mapping)):
        return None, body
    if isinstance(body, list) and (found := transcript_of(body)):
        return found, {"conversation": found.whole}
    pairs = list(enumerate(body)) if isinstance(body, list) else list(body.items())
    for key, value in pairs:
        found, rest = take_conversation(value, levels - 1)
        if found:
            text = rest.get("conversation", rest) if isinstance(rest, Mapping) and len(rest) == 1 else rest
            if isinstance(body, list):
                return found, [*body[:key], text, *body[key + 1 :]]
            return found, {**body, key: text}
    return None, body
