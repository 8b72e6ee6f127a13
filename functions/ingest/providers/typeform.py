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
    field_of,
    label_of,
    part,
    parts,
    read_object,
    text,
)
from shared.domain.kernel.errors import SignatureInvalid
from shared.web.request import Request

_TYPES: Mapping[str, Any] = {"email": "email", "phone_number": "phone"}
_SECRET_TYPES = ("payment",)
# What Typeform makes up for a question whose author gave it no name: a UUID or a ULID.
_MADE_UP = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|01[0-9A-Z]{24}")


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
    """The event, known by its `event_id`, else by the response's `token`; none for a response that goes on.

    Raises BodyMalformed or FieldErrors.
    """
    body, form = read_object(request.raw), InquiryBuilder()
    if body.get("event_type") == "form_response_partial":
        return ()
    response = part(body.get("form_response"))
    titles = _titles(parts(part(response.get("definition")).get("fields")))
    for answer in parts(response.get("answers")):
        _take(answer, titles, form)
    for name, value in part(response.get("hidden")).items():
        if field := field_of(name):
            form.say(field, value)
        else:
            form.keep(_label(name, ""), value)
    form.keep("form_id", text(response.get("form_id")))
    return (DeliveredEvent(text(body.get("event_id")) or text(response.get("token")) or None, form.inquiry()),)


def _take(answer: Mapping[str, Any], titles: Mapping[str, str], form: InquiryBuilder) -> None:
    kind, asked = text(answer.get("type")), part(answer.get("field"))
    if kind in _SECRET_TYPES:
        return
    ref, number = text(asked.get("ref")), text(asked.get("id"))
    title = titles.get(number) or titles.get(ref) or ""
    value = _value(kind, answer)
    if field := _TYPES.get(kind) or field_of(ref) or field_of(title):
        form.say(field, value)
    else:
        form.keep(_label(ref, title), value)


def _value(kind: str, answer: Mapping[str, Any]) -> Any:
    """What was answered: a choice by its label, several choices by theirs."""
    value = answer.get(kind)
    if kind == "choice":
        return text(part(value).get("label")) or text(part(value).get("other"))
    if kind == "choices":
        labels = part(value).get("labels")
        chosen = [*(labels if isinstance(labels, list) else []), part(value).get("other")]
        return [label for label in map(text, chosen) if label]
    return value


def _label(ref: str, title: str) -> str:
    """The attribute an answer becomes. It is a known one only if the form's author named it so."""
    if ref in KNOWN:
        return ref
    label = label_of("" if _MADE_UP.fullmatch(ref) else ref) or label_of(title) or label_of(ref) or "answer"
    return f"form_{label}" if label in KNOWN else label


def _titles(fields: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The questions by their id and ref, also those within a group."""
    asked = [*fields, *(one for group in fields for one in parts(part(group.get("properties")).get("fields")))]
    return {key: text(one.get("title")) for one in asked for key in (text(one.get("id")), text(one.get("ref"))) if key}
