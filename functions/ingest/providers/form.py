"""`form`: any form or program that can send its fields somewhere, in its own names and format.

It proves itself with the secret that Relevo issued: in `X-Api-Key`, as a bearer token, or as `key` in the address, for
form builders that can set no header.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from functions.ingest.forms.sent_form import is_sent_form, read_sent_form
from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.inquiries.inquiry_builder import InquiryBuilder
from functions.ingest.parsing.form_body import read_form
from functions.ingest.recognition.conversations import take_conversation
from functions.ingest.recognition.labelled_text import (
    add_labelled_fields,
    add_labelled_name,
    read_labels,
)
from functions.ingest.recognition.labelled_values import LabelledValue, labelled_values, spread
from functions.ingest.recognition.labels_within import with_labels_within
from functions.ingest.recognition.people import add_own_words, add_values, unread
from functions.ingest.recognition.people_rows import people_rows
from functions.ingest.recognition.preparing import with_team_apart
from functions.ingest.text.charset import decode_text
from functions.ingest.text.html_text import html_to_text
from shared.domain.intake.office import NO_OFFICE, Office
from shared.domain.kernel.errors import BodyMalformed, SignatureInvalid
from shared.web.request import Request

HEADERS = ("content-type", "content-encoding")
_BEARER = "bearer "


def verify(request: Request, secrets: Sequence[str]) -> None:
    """Check that the request brings one of `secrets`: as `X-Api-Key`, as a bearer token, or as `key` in the address.

    Raises:
        SignatureInvalid: it is missing or wrong.

    Source: docs/security.md, "Webhooks".
    """
    token = request.headers.get("authorization", "")
    given = (
        request.headers.get("x-api-key", ""),
        token[len(_BEARER) :].strip() if token.lower().startswith(_BEARER) else "",
        request.query.get("key", "").replace(" ", "+"),  # a plus that was not encoded arrives as a space
    )
    # All are compared, so that the time says nothing of which one is right.
    right = [
        hmac.compare_digest(secret.encode(), one.encode("utf-8", "surrogatepass"))
        for secret in secrets
        for one in given
    ]
    if not any(right):
        raise SignatureInvalid


def parse(
    request: Request, office: Office = NO_OFFICE, fields: FieldReadings | None = None
) -> tuple[DeliveredEvent, ...]:
    """Return the event, identified by its content. One that names no person is pooled, whole, for somebody to read.

    A body that is a list of people has an event for each of them.

    Raises:
        BodyMalformed: there is nothing in it.
        BodyTooLarge: it is too large when unpacked.
    """
    if is_sent_form(request):
        return (read_sent_form(request, fields),)
    headers = request.headers
    body = read_form(request.raw, headers.get("content-type", ""), headers.get("content-encoding", ""))
    conversation, body = take_conversation(body)
    facts = labelled_values(body) if not isinstance(body, str) else [LabelledValue(("text",), body)]
    facts = with_team_apart(with_labels_within(facts), office)
    if not facts:
        raise BodyMalformed
    if several := _listed(body, fields):
        return tuple(DeliveredEvent(None, one.build()) for one in several)
    builder = InquiryBuilder(fields)
    for name, value in conversation.fields() if conversation else ():
        builder.add_field(name, value)
    if isinstance(body, str) and _is_cut(body):
        return (DeliveredEvent(None, unread(facts), unidentified=True),)
    if isinstance(body, str):
        add_labelled_fields(read_labels(body, builder.fields.mapping), builder)
    else:
        add_values(facts, builder)
        if not builder.has_person:
            add_values(spread(facts), row := InquiryBuilder(fields))
            builder = row if row.has("email", "phone") else builder
    if not builder.has_person and request.raw.lstrip().startswith(b"<"):
        add_labelled_fields(
            read_labels(html_to_text(decode_text(request.raw)), builder.fields.mapping),
            builder := InquiryBuilder(fields),
        )
    add_labelled_name(builder.message, builder)
    add_own_words(builder.message, builder)
    if builder.has_person:
        return (DeliveredEvent(None, builder.build()),)
    return (DeliveredEvent(None, unread(facts), unidentified=True),)


def _listed(body: object, fields: FieldReadings | None) -> list[InquiryBuilder]:
    """Return the people of a body that is a list of them, each with a name and an address of their own; else none."""
    rows = people_rows(body)
    found: list[InquiryBuilder] = []
    for row in rows:
        add_values(labelled_values(row), builder := InquiryBuilder(fields))
        add_own_words(builder.message, builder)
        found.append(builder)
    own = [{*one.emails, *one.phones} for one in found]
    apart = len(set().union(*own)) == sum(map(len, own))
    return found if apart and all(one.has_name and one.has("email", "phone") for one in found) else []


def _is_cut(text: str) -> bool:
    """Return whether a text is the beginning of JSON whose end is missing, so that its last value may be cut."""
    return text.startswith(("{", "[")) and not text.endswith(("}", "]"))
