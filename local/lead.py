"""`make lead`: a signed sample lead, from someone else each time, as a provider would post it."""

import base64
import hashlib
import hmac
import json
import os
import random
import sys
import time
import uuid
from typing import Any

from local import stack_file
from local.api import send
from local.problems import Broken, Unusable
from local.stack_file import Webhook

FIRST_NAMES = ("Lucía", "Mateo", "Sofía", "Hugo", "Paula", "Leo", "Nora", "Iker", "Alba", "Tomás", "Irene", "Óscar")
LAST_NAMES = ("García", "Moreno", "Ortega", "Vidal", "Serrano", "Peña", "Cabrera", "Lozano", "Ríos", "Núñez")
PLACES = ("Chamberí", "Retiro", "Lavapiés", "Salamanca", "Arganzuela", "Moncloa", "Tetuán")
WISHES = (
    ("buy", "Busco un piso de dos habitaciones con luz."),
    ("rent", "Necesito alquilar a partir de enero."),
    ("sell", "Quiero saber cuánto vale mi casa."),
)


def inquiry() -> dict[str, Any]:
    """Someone's request, made up."""
    draw = random.SystemRandom()
    intent, message = draw.choice(WISHES)
    return {
        "contact": {
            "first_name": draw.choice(FIRST_NAMES),
            "last_name": draw.choice(LAST_NAMES),
            "emails": [f"persona-{draw.randrange(10**8):08d}@example.com"],
            "phones": [f"+346{draw.randrange(10**8):08d}"],
        },
        "attributes": {"place": draw.choice(PLACES), "intent": intent, "language": "es"},
        "message": message,
    }


def headers(webhook: Webhook, content: bytes, event_id: str, at: int) -> dict[str, str]:
    """What proves to `webhook` that `content` comes from its provider."""
    if webhook["kind"] == "api_key":
        return {"X-Api-Key": webhook["secret"]}
    key = base64.b64decode(webhook["secret"].removeprefix("whsec_"))
    signed = f"{event_id}.{at}.".encode() + content
    signature = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    return {"webhook-id": event_id, "webhook-timestamp": str(at), "webhook-signature": f"v1,{signature}"}


def post(api: str, webhook: Webhook) -> tuple[str, str]:
    """Post a sample lead; give its id and the person's name.

    Raises:
        Broken: it was not taken.
    """
    asked = inquiry()
    event_id = f"demo-{uuid.uuid4()}"
    content = json.dumps({"id": event_id} | asked, ensure_ascii=False).encode()
    answer = send(api, "POST", webhook["path"], content, headers(webhook, content, event_id, int(time.time())))
    if answer.status not in {200, 202}:
        raise Broken(f"The lead was answered {answer.status}: {answer.body}")
    contact = asked["contact"]
    return answer.body["lead_id"], f"{contact['first_name']} {contact['last_name']}"


def choose(webhooks: list[Webhook], wanted: str) -> Webhook:
    """The webhook whose title, kind or id is `wanted`; the first where nothing is.

    Raises:
        Unusable: there is none like that.
    """
    for webhook in webhooks:
        if not wanted or wanted.casefold() in {webhook["title"].casefold(), webhook["kind"], webhook["source_id"]}:
            return webhook
    known = ", ".join(f"{webhook['title']!r} ({webhook['kind']})" for webhook in webhooks)
    raise Unusable(f"No source {wanted!r}. There are: {known}.")


def main() -> int:
    """Post one and say where to watch it."""
    try:
        stack = stack_file.read()
        webhook = choose(stack["webhooks"], os.environ.get("SOURCE", "").strip())
        lead_id, name = post(stack["api"], webhook)
    except (Unusable, Broken) as problem:
        print(problem, file=sys.stderr)
        return problem.code
    print(f"{name} asked by {webhook['title']!r}: lead {lead_id}")
    print(f"  make watch LEAD={lead_id}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
