"""`make lead`: post a signed sample lead as a provider would, of a different person each time."""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
import uuid
from typing import Any

from local import stack_file
from local.api import send
from local.demo.people import inquiry
from local.problems import Broken, Unusable
from local.stack_file import Webhook

DETAILS_SECONDS = 20


def headers(webhook: Webhook, content: bytes, event_id: str, at: int) -> dict[str, str]:
    """Return the headers that prove to `webhook` that `content` comes from its provider."""
    if webhook["kind"] == "api_key":
        return {"X-Api-Key": webhook["secret"]}
    if webhook["kind"] == "meta":
        digest = hmac.new(webhook["secret"].encode(), content, hashlib.sha256).hexdigest()
        return {"X-Hub-Signature-256": f"sha256={digest}"}
    key = base64.b64decode(webhook["secret"].removeprefix("whsec_"))
    signed = f"{event_id}.{at}.".encode() + content
    signature = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    return {"webhook-id": event_id, "webhook-timestamp": str(at), "webhook-signature": f"v1,{signature}"}


def post(api: str, webhook: Webhook) -> tuple[str, str]:
    """Post a sample lead; return its id and the person's name.

    Raises:
        Broken: it was refused.
    """
    if webhook["kind"] == "meta":
        return _post_reference(api, webhook)
    sample = inquiry()
    event_id = f"demo-{uuid.uuid4()}"
    content = json.dumps({"id": event_id} | sample, ensure_ascii=False).encode()
    contact = sample["contact"]
    return _deliver(api, webhook, content, event_id)["lead_id"], f"{contact['first_name']} {contact['last_name']}"


def _post_reference(api: str, webhook: Webhook) -> tuple[str, str]:
    """Post an id as Meta does. Repeating the delivery shows whether its details have become a lead."""
    lead_id = str(uuid.uuid4().int)[:15].replace("404", "405", 1)
    value = {"leadgen_id": lead_id, "page_id": "1", "form_id": "2"}
    content = json.dumps({"entry": [{"changes": [{"field": "leadgen", "value": value}]}]}).encode()
    give_up_at = time.monotonic() + DETAILS_SECONDS
    while time.monotonic() < give_up_at:
        if leads := _deliver(api, webhook, content, lead_id)["leads"]:
            return leads[0]["lead_id"], f"Somebody on Instagram ({lead_id})"
        time.sleep(0.5)
    raise Broken(f"The details of {lead_id} were not fetched within {DETAILS_SECONDS} s.")


def _deliver(api: str, webhook: Webhook, content: bytes, event_id: str) -> dict[str, Any]:
    answer = send(api, "POST", webhook["path"], content, headers(webhook, content, event_id, int(time.time())))
    if answer.status not in {200, 202}:
        raise Broken(f"The lead was answered {answer.status}: {answer.body}")
    body: dict[str, Any] = answer.body
    return body


def choose(webhooks: list[Webhook], wanted: str) -> Webhook:
    """Return the webhook whose title, kind or id is `wanted`; the first if nothing is.

    Raises:
        Unusable: there is no such webhook.
    """
    for webhook in webhooks:
        if not wanted or wanted.casefold() in {webhook["title"].casefold(), webhook["kind"], webhook["source_id"]}:
            return webhook
    known = ", ".join(f"{webhook['title']!r} ({webhook['kind']})" for webhook in webhooks)
    raise Unusable(f"No source {wanted!r}. There are: {known}.")


def main() -> int:
    """Post a lead and print the command that follows it."""
    try:
        stack = stack_file.read()
        webhook = choose(stack["webhooks"], os.environ.get("SOURCE", "").strip())
        lead_id, name = post(stack["api"], webhook)
    except (Unusable, Broken) as problem:
        print(problem, file=sys.stderr)
        return problem.code
    print(f"{name} sent an inquiry through {webhook['title']!r}: lead {lead_id}")
    print(f"  make watch LEAD={lead_id}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
