"""Make up what providers deliver, each kind in its own form and with its own proof."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.message import EmailMessage
from typing import Any

from local.demo.people import inquiry
from local.lead import headers

type Inquiry = dict[str, Any]
type Webhook = dict[str, str]


@dataclass(frozen=True)
class Delivery:
    """Hold one delivery; it can be sent any number of times."""

    webhook: Webhook
    event_id: str
    content: bytes
    has_proof: bool = True

    @property
    def kind(self) -> str:
        """Return the kind of its source."""
        return self.webhook["kind"]

    @property
    def headers(self) -> dict[str, str]:
        """Return its headers, signed now."""
        media = {"Content-Type": "message/rfc822" if self.kind == "email" else "application/json"}
        if not self.has_proof:
            return media
        proof = self.webhook if self.kind in {"standard", "meta"} else {**self.webhook, "kind": "api_key"}
        return media | headers(proof, self.content, self.event_id, int(time.time()))  # type: ignore[arg-type]

    def forged(self) -> Delivery:
        """Return the same as somebody would send it who has no secret."""
        return replace(self, has_proof=False)


def _json(asked: Inquiry) -> bytes:
    return json.dumps(asked, ensure_ascii=False).encode()


def _form(asked: Inquiry) -> bytes:
    contact = asked["contact"]
    return _json({
        "nombre": f"{contact['first_name']} {contact['last_name']}", "correo": contact["emails"][0],
        "teléfono": contact["phones"][0], "mensaje": asked["message"], "token": asked["id"],
    })  # fmt: skip


def _mail(asked: Inquiry) -> bytes:
    contact, mail = asked["contact"], EmailMessage()
    mail["From"], mail["To"] = "avisos@portal.example", "leads@example.com"
    mail["Subject"], mail["Message-ID"] = "Nuevo contacto", f"<{asked['id']}@portal.example>"
    mail.set_content(
        f"Nombre: {contact['first_name']} {contact['last_name']}\nEmail: {contact['emails'][0]}\n"
        f"Teléfono: {contact['phones'][0]}\nMensaje: {asked['message']}\n"
    )
    return mail.as_bytes()


def _reference(asked: Inquiry) -> bytes:
    value = {
        "leadgen_id": str(uuid.UUID(asked["id"]).int)[:15].replace("404", "405", 1),
        "page_id": "1",
        "form_id": "2",
    }
    return _json({"entry": [{"changes": [{"field": "leadgen", "value": value}]}]})


CONTENTS: dict[str, Callable[[Inquiry], bytes]] = {
    "standard": _json, "api_key": _json, "form": _form, "email": _mail, "meta": _reference,
}  # fmt: skip
SHARES = {"standard": 4, "api_key": 3, "form": 3, "email": 2, "meta": 1}
"""State how often each kind is sent, beside the others that the team has."""


def make_up(webhook: Webhook) -> Delivery:
    """Return a delivery of a new person."""
    event_id = str(uuid.uuid4())
    return Delivery(webhook, event_id, CONTENTS[webhook["kind"]](inquiry() | {"id": event_id}))
