"""Read a mail that a mail service posts as fields: Postmark's JSON, and the forms of SendGrid and Mailgun."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from functions.ingest.inquiries.inquiry_builder import as_objects, as_text
from functions.ingest.parsing.form_body import read_form
from functions.ingest.parsing.mime_message import MimeMessage, Part
from shared.domain.kernel.errors import Refusal

_WHOLE = ("email", "body_mime", "raw_email", "rawemail", "mime")
_TEXT = ("textbody", "text", "body_plain", "plain", "text_body", "stripped_text")
_HTML = ("htmlbody", "html", "body_html", "html_body", "stripped_html")
_HEADERS = {"from": "from", "sender": "sender", "subject": "subject", "replyto": "reply-to", "reply_to": "reply-to",
            "to": "to", "messageid": "message-id", "message_id": "message-id"}  # fmt: skip


def read_posted(raw: bytes, content_type: str) -> MimeMessage | None:
    """Return the mail that a body holds as fields; None if it is a mail itself.

    Args:
        raw: the body.
        content_type: the header; empty if it was not sent.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if not (
        raw.lstrip()[:1] == b"{"
        or kind in ("multipart/form-data", "application/x-www-form-urlencoded", "application/json")
    ):
        return None
    try:
        body = read_form(raw, content_type)
    except Refusal:
        return None
    fields = (
        {str(name).lower().replace("-", "_"): value for name, value in body.items()} if isinstance(body, dict) else {}
    )
    for name in _WHOLE:
        if whole := as_text(fields.get(name)):
            return MimeMessage(whole.encode("utf-8", "surrogateescape"))
    parts = [Part(kind, text) for kind, names in (("text/plain", _TEXT), ("text/html", _HTML))
             if (text := next(filter(None, (as_text(fields.get(name)) for name in names)), ""))]  # fmt: skip
    return MimeMessage.of_parts(_headers(fields), parts) if "from" in fields and parts else None


def _headers(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the mail's headers: those that it came with before what the service made of them."""
    given = fields.get("headers")
    listed = fields.get("message_headers")
    found = [(as_text(one.get("Name")), as_text(one.get("Value"))) for one in as_objects(given)]
    for line in given.splitlines() if isinstance(given, str) else []:
        name, _, value = line.partition(":")
        found.append((name, value.strip()))
    pairs = [one for one in listed if isinstance(one, list)] if isinstance(listed, list) else []
    found += [(as_text(name), as_text(value)) for name, value, *_ in (pair for pair in pairs if len(pair) > 1)]
    name, sender = as_text(fields.get("fromname")), as_text(fields.get("from"))
    if name and "<" not in sender:
        found.insert(0, ("from", f'"{name.replace(chr(34), "")}" <{sender}>'))
    return [*found, *((_HEADERS[name], as_text(value)) for name, value in fields.items() if name in _HEADERS)]
