"""Define the versions of a secret, all of which are in the one value that Secrets Manager keeps."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

MAX_AGE = timedelta(minutes=5)  # of a process's copy
VERSIONED = '{"versions"'
IN_FORCE_AFTER = timedelta(minutes=10)  # from adding a version: by then every process knows it


class Version(NamedTuple):
    """One version of a secret: what is made from `since` on is made with it. The first has no `since`."""

    number: int
    value: str
    since: datetime | None = None


def parse(text: str) -> tuple[Version, ...]:
    """Return the versions in a secret's value. One of release 0.1 is any text: it is version 0.

    Chance may begin such a text with a brace: the embedded AWS generates punctuation too.
    """
    if not text:
        return ()
    if not text.startswith(VERSIONED):
        return (Version(0, text),)
    return tuple(
        Version(one["version"], one["value"], datetime.fromisoformat(one["since"]) if one.get("since") else None)
        for one in json.loads(text)["versions"]
    )


def render(versions: Iterable[Version]) -> str:
    """Return a secret's value that holds these versions."""
    shown = [
        {"version": one.number, "value": one.value, **({"since": one.since.isoformat()} if one.since else {})}
        for one in versions
    ]
    return json.dumps({"versions": shown})


@lru_cache(maxsize=256)
def derived(value: str, *purpose: str) -> bytes:
    """Return the 32 bytes derived from a version's value for a purpose: HMAC-SHA256 of the purpose's parts."""
    return hmac.digest(value.encode(), "\x1f".join(purpose).encode(), hashlib.sha256)


def contact_key(master: str) -> str:
    """Return the key of contacts that release 0.1 derived, in the form that the secret for contacts holds it."""
    return base64.b64encode(derived(master, "contact")).decode()
