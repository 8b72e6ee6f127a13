"""`whatsapp`: messages to the team's number, as WhatsApp's Cloud API posts them, signed as those of `meta` are.

A first message makes a lead, and later ones join its conversation. Nothing is sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.inquiries.inquiry_builder import (
    InquiryBuilder,
    as_object,
    as_objects,
    as_text,
    read_json,
    read_object,
)
from functions.ingest.providers import meta
from functions.ingest.recognition.labelled_values import labelled_values
from functions.ingest.recognition.own_words import described_self
from functions.ingest.recognition.people import add_values
from functions.ingest.recognition.values import is_name, is_nobody, name_in
from shared.domain.kernel.errors import BodyMalformed
from shared.web.request import Request

# What says nothing by itself: the answer to a message, a change of number, and what the API cannot pass on.
_SILENT = ("reaction", "system", "unsupported", "request_welcome", "ephemeral")
_REFERRAL = {
    "source_url": "ad_url",
    "source_id": "ad_id",
    "headline": "ad_headline",
    "body": "ad_text",
    "ctwa_clid": "click_id",
}


def verify(request: Request, secrets: Sequence[str]) -> None:
    """Check that the body was signed with the secret of the team's app at Meta. Raises SignatureInvalid."""
    meta.verify(request, secrets)


def parse(request: Request) -> tuple[DeliveredEvent, ...]:
    """Return an event for each message of a person; none for what only tells how a message of ours fared.

    Raises BodyMalformed or FieldErrors.
    """
    body = read_object(request.raw)
    values = [as_object(change.get("value")) for entry in as_objects(body.get("entry"))
              for change in as_objects(entry.get("changes")) if as_text(change.get("field")) == "messages"]  # fmt: skip
    return tuple(event for value in values for event in _events(value))


def _events(value: Mapping[str, Any]) -> Iterator[DeliveredEvent]:
    names = {as_text(one.get("wa_id")): as_text(as_object(one.get("profile")).get("name"))
             for one in as_objects(value.get("contacts"))}  # fmt: skip
    for message in as_objects(value.get("messages")):
        sender, kind = as_text(message.get("from")), as_text(message.get("type"))
        if not sender.isdigit() or kind in _SILENT:
            continue
        builder, said = InquiryBuilder(), described_self(_said(message, kind) if kind == "text" else "")
        _add_reply(message, builder)
        name = said.name or name_in(names.get(sender, ""))
        if is_name(name) and not is_nobody(name) and not builder.has_name:
            builder.add_field("full_name", name)
        for email in said.emails[:1]:
            builder.add_field("email", email)
        builder.add_field("phone", f"+{sender}")
        builder.add_field("message", _said(message, kind))
        for field, attribute in _REFERRAL.items():
            builder.add_attribute(attribute, as_text(as_object(message.get("referral")).get(field)))
        given = builder.build().model_copy(update={"kind": "message", "channel": "whatsapp"})
        yield DeliveredEvent(as_text(message.get("id")) or None, given)


def _add_reply(message: Mapping[str, Any], builder: InquiryBuilder) -> None:
    """Add the answers to a flow: a form within the chat."""
    reply = as_object(as_object(message.get("interactive")).get("nfm_reply"))
    try:
        answers = read_json(as_text(reply.get("response_json")).encode())
    except BodyMalformed:
        return
    add_values([one for one in labelled_values(answers) if one.label != "flow_token"], builder)


def _said(message: Mapping[str, Any], kind: str) -> str:
    """Return what a message says; of what is no text, what it is, with its caption or title."""
    content = as_object(message.get(kind))
    replies = [as_object(content.get(one)) for one in ("button_reply", "list_reply")]
    texts = [content.get(one) for one in ("body", "caption", "text", "name", "address", "filename")]
    found = [text for one in (*texts, *(reply.get("title") for reply in replies)) if (text := as_text(one))]
    return "\n".join(found if kind in ("text", "button", "interactive") else [f"({kind})", *found])
