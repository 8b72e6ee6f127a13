"""Who may deliver, and how: one module per provider, one row here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from functions.ingest.body import Event
from functions.ingest.providers import api_key, standard
from shared.domain.source import Kind
from shared.web.call import Call


class Provider(NamedTuple):
    """A way of delivering.

    `verify` raises SignatureInvalid unless the call proves who sent it, by one of the source's valid
    secrets; it looks at nothing but bytes. `parse` then reads the event.
    """

    verify: Callable[[Call, Sequence[str]], None]
    parse: Callable[[Call], Event]


PROVIDERS: Mapping[Kind, Provider] = {
    "standard": Provider(standard.verify, standard.parse),
    "api_key": Provider(api_key.verify, api_key.parse),
}
