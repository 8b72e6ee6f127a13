"""List the kinds of providers: one module each, and one row here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from functions.ingest.parsing.delivered_event import DeliveredEvent, Pointer
from functions.ingest.providers import adf, api_key, google, mail, meta, realtor, standard, typeform
from shared.domain.plan_records.source import Kind
from shared.web.request import Request


class Provider(NamedTuple):
    """Describe how one kind of provider delivers.

    Attributes:
        verify: raises SignatureInvalid unless one of the source's valid secrets proves who sent the request. Does
            not parse more of it than the proof needs.
        parse: returns the events in a verified request; none if it holds nothing to make a lead of.
        status: the HTTP status of the response to a new delivery.
        headers: those that `parse` reads, names in lower case; a delivery that is put off keeps no others.
        subscribes: whether the provider subscribes first, with a challenge that is sent back.

    Source: docs/operations.md, "Adding a provider".
    """

    verify: Callable[[Request, Sequence[str]], None]
    parse: Callable[[Request], Sequence[DeliveredEvent | Pointer]]
    status: int = 202
    headers: tuple[str, ...] = ()
    subscribes: bool = False


PROVIDERS: Mapping[Kind, Provider] = {
    "standard": Provider(standard.verify, standard.parse, headers=("webhook-id",)),
    "api_key": Provider(api_key.verify, api_key.parse),
    "meta": Provider(meta.verify, meta.parse, status=200, subscribes=True),
    "google": Provider(google.verify, google.parse, status=200),
    "typeform": Provider(typeform.verify, typeform.parse),
    "realtor": Provider(api_key.verify, realtor.parse),
    "adf": Provider(api_key.verify, adf.parse),
    "email": Provider(api_key.verify, mail.parse),
}
