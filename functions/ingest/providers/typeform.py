"""`typeform`: responses to a form of Typeform, signed with the secret that Relevo issued."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from typing import Any

from functions.ingest.parsing.delivered_event import DeliveredEvent
from functions.ingest.parsing.inquiry_builder import (
    KNOWN,
    InquiryBuilder,
    as_object,
    as_objects,
    as_text,
    attribute_name,
    field_of,
    read_object,
)
from shared.domain.kernel.errors import SignatureInvalid
from shared.web.request import Request

_TYPES: Mapping[str, Any] = {"email": "email", "phone_number": "phone"}
_IGNORED_TYPES = ("payment",)  # card data
# The name that Typeform generates for a question that its author did not name: a UUID or a ULID.
_GENERATED = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|01[0-9A-Z]{24}")


def verify(request: Request, secrets: Sequence[str]) -> None:
    """Check that the body was signed with one of `secrets`.

    Raises:
        SignatureInvalid: the signature is missing, malformed or forged.

    Source: docs/security.md, "Webhooks".
    """
    given = request.headers.get("typeform-signature", "").encode("utf-8", "surrogatepass")
    expected = [
        b"sha256=" + base64.b64encode(hmac.digest(secret.encode(), request.raw, hashlib.sha256)) for secret in secrets
    ]
    if not any(hmac.compare_digest(ours, given) for ours in expected):
        raise SignatureInvalid


def parse(request: Request) -> tuple[DeliveredEvent, ...]:
    """Return the event, identified by its `event_id`, else by the response's `token`; none for a partial response.

    Raises BodyMalformed or FieldErrors.
    """
    body, builder = read_object(request.raw), InquiryBuilder()
    if body.get("event_type") == "form_response_partial":
        return ()
    response = as_object(body.get("form_response"))
    titles = _titles(as_objects(as_object(response.get("definition")).get("fields")))
    for answer in as_objects(response.get("answers")):
        _add_answer(answer, titles, builder)
    for name, value in as_object(response.get("hidden")).items():
        if field := field_of(name):
            builder.add_field(field, value)
        else:
            builder.add_attribute(_label(name, ""), value)
    builder.add_attribute("form_id", as_text(response.get("form_id")))
    return (DeliveredEvent(as_text(body.get("event_id")) or as_text(response.get("token")) or None, builder.build()),)


def _add_answer(answer: Mapping[str, Any], titles: Mapping[str, str], builder: InquiryBuilder) -> None:
    kind, question = as_text(answer.get("type")), as_object(answer.get("field"))
    if kind in _IGNORED_TYPES:
        return
    ref, number = as_text(question.get("ref")), as_text(question.get("id"))
    title = titles.get(number) or titles.get(ref) or ""
    value = _value(kind, answer)
    if field := _TYPES.get(kind) or field_of(ref) or field_of(title):
        builder.add_field(field, value)
    else:
        builder.add_attribute(_label(ref, title), value)
        builder.add_consents(title or ref, value, legal=as_text(question.get("type")) == "legal")


def _value(kind: str, answer: Mapping[str, Any]) -> Any:
    """Return the answer; for a choice its label, for several choices their labels."""
    value = answer.get(kind)
    if kind == "choice":
        return as_text(as_object(value).get("label")) or as_text(as_object(value).get("other"))
    if kind == "choices":
        labels = as_object(value).get("labels")
        chosen = [*(labels if isinstance(labels, list) else []), as_object(value).get("other")]
        return [label for label in map(as_text, chosen) if label]
    return value


def _label(ref: str, title: str) -> str:
    """Name the attribute for an answer. It is a known attribute only if the form's author gave it that name."""
    if ref in KNOWN:
        return ref
    label = (
        attribute_name("" if _GENERATED.fullmatch(ref) else ref)
        or attribute_name(title)
        or attribute_name(ref)
        or "answer"
    )
    return f"form_{label}" if label in KNOWN else label


def _titles(fields: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the titles of the questions, also those in groups, by their id and ref."""
    questions = [
        *fields,
        *(one for group in fields for one in as_objects(as_object(group.get("properties")).get("fields"))),
    ]
    return {
        key: as_text(one.get("title"))
        for one in questions
        for key in (as_text(one.get("id")), as_text(one.get("ref")))
        if key
    }
