"""`typeform`: responses to a form of Typeform, signed with the secret that Relevo issued."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from typing import Any

from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.inquiries.inquiry_builder import (
    KNOWN,
    InquiryBuilder,
    as_object,
    as_objects,
    as_text,
    attribute_name,
    read_object,
)
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.people import add_values, unread
from shared.domain.kernel.errors import SignatureInvalid
from shared.web.request import Request

_IGNORED_TYPES = ("payment",)  # card data
# The name that Typeform generates for a question that its author did not name: a UUID, a ULID, or hexadecimal digits.
_GENERATED = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|01[0-9A-Z]{24}|(?=.*\d)[0-9a-f]{12,32}")


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


def parse(request: Request, fields: FieldReadings | None = None) -> tuple[DeliveredEvent, ...]:
    """Return the event, identified by its `event_id`, else by the response's `token`; none for a partial response.

    Answers that name no person are pooled, whole, for somebody to read.

    Raises BodyMalformed or FieldErrors.
    """
    body, builder = read_object(request.raw), InquiryBuilder(fields)
    if body.get("event_type") == "form_response_partial":
        return ()
    response = as_object(body.get("form_response"))
    titles = _titles(as_objects(as_object(response.get("definition")).get("fields")))
    answers = [fact for one in as_objects(response.get("answers")) if (fact := _answer(one, titles))]
    hidden = [
        LabelledValue((name,), value, name=_label(name, ""))
        for name, value in as_object(response.get("hidden")).items()
    ]
    add_values([*answers, *hidden], builder)
    builder.add_attribute("form_id", as_text(response.get("form_id")))
    event_id = as_text(body.get("event_id")) or as_text(response.get("token")) or None
    if builder.has_person or builder.has("message") or not answers:
        return (DeliveredEvent(event_id, builder.build()),)
    return (DeliveredEvent(event_id, unread(answers), unidentified=True),)


def _answer(answer: Mapping[str, Any], titles: Mapping[str, str]) -> LabelledValue | None:
    """Return an answer under the question's title; None if it is not to be kept."""
    kind, question = as_text(answer.get("type")), as_object(answer.get("field"))
    if kind in _IGNORED_TYPES:
        return None
    ref, number = as_text(question.get("ref")), as_text(question.get("id"))
    title = titles.get(number) or titles.get(ref) or ""
    named = "" if _GENERATED.fullmatch(ref) else ref
    legal = as_text(question.get("type")) == "legal"
    label, kind = title or named or "answer", "legal" if legal else kind
    return LabelledValue((label,), _value(as_text(answer.get("type")), answer), kind, named, _label(named, title))


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
    label = attribute_name(ref) or attribute_name(title) or "answer"
    return f"form_{label}" if label in KNOWN else label


def _titles(fields: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the titles of the questions, also those in groups and parts of questions, by their id and ref."""
    questions = [
        *fields,
        *(one for group in fields for one in as_objects(as_object(group.get("properties")).get("fields"))),
        *(one for question in fields for one in as_objects(question.get("subfields"))),
    ]
    return {
        key: as_text(one.get("title"))
        for one in questions
        for key in (as_text(one.get("id")), as_text(one.get("ref")))
        if key
    }
