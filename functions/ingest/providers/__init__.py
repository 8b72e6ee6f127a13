"""Who may deliver, and how: one module per provider, one row here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from functions.ingest.parsing.delivered_event import DeliveredEvent, Pointer
from functions.ingest.providers import adf, api_key, google, mail, meta, realtor, standard, typeform
from shared.domain.plan_records.source import Kind
from shared.web.request import Request


class Provider(NamedTuple):
    """A way of delivering.

    `verify` raises SignatureInvalid unless the call proves who sent it, by one of the source's valid
    secrets; it looks at nothing but bytes. `parse` then reads the events in it; none means that there is
    nothing to make of it. `status` is what the provider is answered the first time; `greets` tells whether
    it subscribes first, with a challenge that is to be sent back.

    Source: docs/operations.md, "Adding a provider".
    """

    verify: Callable[[Request, Sequence[str]], None]
    parse: Callable[[Request], Sequence[DeliveredEvent | Pointer]]
    status: int = 202
    greets: bool = False


PROVIDERS: Mapping[Kind, Provider] = {
    "standard": Provider(standard.verify, standard.parse),
    "api_key": Provider(api_key.verify, api_key.parse),
    "meta": Provider(meta.verify, meta.parse, status=200, greets=True),
    "google": Provider(google.verify, google.parse, status=200),
    "typeform": Provider(typeform.verify, typeform.parse),
    "realtor": Provider(api_key.verify, realtor.parse),
    "adf": Provider(api_key.verify, adf.parse),
    "email": Provider(api_key.verify, mail.parse),
}
