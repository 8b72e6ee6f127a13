"""List the kinds of providers: one module each, and one row here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from functions.ingest.inquiries.delivered_event import DeliveredEvent, Pointer
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.providers import api_key, form, google, meta, realtor, standard, typeform, whatsapp
from functions.ingest.providers.mail_sender import SENDER
from shared.domain.intake.office import NO_OFFICE, Office
from shared.domain.plan_records.source import Kind
from shared.web.request import Request


class Parse(Protocol):
    """Return the events in a verified request; none if it holds nothing to make a lead of."""

    def __call__(
        self, request: Request, office: Office = NO_OFFICE, fields: FieldReadings | None = None
    ) -> Sequence[DeliveredEvent | Pointer]:
        """Read a request.

        Args:
            request: a verified one.
            office: the team's own addresses.
            fields: the source's mapping, which decides first; is told what each field became.
        """


class Provider(NamedTuple):
    """Describe how one kind of provider delivers.

    Attributes:
        verify: raises SignatureInvalid unless one of the source's valid secrets proves who sent the request. Does
            not parse more of it than the proof needs.
        parse: returns the events in a verified request; none if it holds nothing to make a lead of. It is told the
            team's own addresses, which mails hold beside the person's.
        status: the HTTP status of the response to a new delivery.
        headers: those that `parse` reads, names in lower case; a delivery that is put off keeps no others.
        subscribes: whether the provider subscribes first, with a challenge that is sent back.

    Source: docs/operations.md, "Adding a provider".
    """

    verify: Callable[[Request, Sequence[str]], None]
    parse: Parse
    status: int = 202
    headers: tuple[str, ...] = ()
    subscribes: bool = False


def _alone(parse: Callable[[Request, FieldReadings | None], Sequence[DeliveredEvent | Pointer]]) -> Parse:
    """Return `parse` of a provider whose requests hold nobody's addresses but the person's."""

    def read(
        request: Request,
        office: Office = NO_OFFICE,  # noqa: ARG001
        fields: FieldReadings | None = None,
    ) -> Sequence[DeliveredEvent | Pointer]:
        return parse(request, fields)

    return read


def _fixed(parse: Callable[[Request], Sequence[DeliveredEvent | Pointer]]) -> Parse:
    """Return `parse` of a provider whose requests have no fields of the sender's own names besides."""
    return _alone(lambda request, _: parse(request))


# Mails are read by as many modules as all else here. They are imported with the first mail: few deliveries are mails.
def _adf(request: Request) -> Sequence[DeliveredEvent]:
    from functions.ingest.providers import adf

    return adf.parse(request)


def _email(
    request: Request, office: Office = NO_OFFICE, fields: FieldReadings | None = None
) -> Sequence[DeliveredEvent]:
    from functions.ingest.providers import mail

    return mail.parse(request, office, fields)


PROVIDERS: Mapping[Kind, Provider] = {
    "standard": Provider(standard.verify, _alone(standard.parse), headers=("webhook-id",)),
    "api_key": Provider(api_key.verify, _alone(api_key.parse)),
    "form": Provider(form.verify, form.parse, headers=form.HEADERS),
    "meta": Provider(meta.verify, _fixed(meta.parse), status=200, subscribes=True),
    "whatsapp": Provider(whatsapp.verify, _fixed(whatsapp.parse), status=200, subscribes=True),
    "google": Provider(google.verify, _alone(google.parse), status=200),
    "typeform": Provider(typeform.verify, _alone(typeform.parse)),
    "realtor": Provider(api_key.verify, _fixed(realtor.parse)),
    "adf": Provider(api_key.verify, _fixed(_adf)),
    "email": Provider(api_key.verify, _email, headers=("content-type", SENDER)),
}
