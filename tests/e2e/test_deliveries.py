"""Are details that a delivery refers to fetched, and are a source's deliveries listed?"""

import base64
import hashlib
import hmac
import json
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from local.api import send
from local.lead import headers
from local.serving.graph import TOKEN, UNKNOWN
from tests.e2e.stack import HOURS

SAMPLES = Path(__file__).parents[1] / "functions" / "ingest" / "samples"
FILES = {"google": "google.json", "typeform": "typeform.json", "realtor": "realtor.json", "adf": "adf.xml",
         "email": "email_portal_es.eml", "form": "form.json"}  # fmt: skip


class Page:
    """Act as a Facebook page that delivers to a source."""

    def __init__(self, stack, token):
        self._stack = stack
        body = {
            "title": f"Facebook {time.time_ns()}",
            "kind": "meta",
            "secret": "an-apps-secret",
            "access_token": token,
        }
        self.source = stack.rainmaker.ask("POST", "/sources", body)

    def deliver(self, *lead_ids):
        changes = [{"field": "leadgen", "value": {"leadgen_id": lead_id, "form_id": "2"}} for lead_id in lead_ids]
        content = json.dumps({"entry": [{"changes": changes}]}).encode()
        return send(
            self._stack.told["api"], "POST", self.source["webhook_path"], content, headers(self.source, content, "", 0)
        )

    def deliveries(self):
        return self._stack.rainmaker.ask("GET", f"/sources/{self.source['source_id']}/deliveries")["items"]


def number(digit):
    return f"{digit}{time.time_ns()}"


def test_metas_deliveries_are_answered_at_once_and_become_leads(stack, until):
    page = Page(stack, TOKEN)
    ids = [number(digit) for digit in (1, 2, 3)]
    answer = page.deliver(*ids)
    assert (answer.status, answer.body) == (200, {"leads": [], "pending": 3})
    until(lambda: {one["outcome"] for one in page.deliveries()} <= {"accepted", "repeat"})
    again = page.deliver(*ids)
    assert (again.status, again.body["pending"], len(again.body["leads"])) == (200, 0, 3)
    lead = stack.see(again.body["leads"][0]["lead_id"])
    assert lead["contact"]["emails"]
    assert lead["attributes"]["campaign_name"] == "Pisos con luz"


def test_a_refused_token_is_reported_and_a_renewed_one_brings_the_lead(stack, until):
    page = Page(stack, "a-token-that-has-ended")
    page.deliver(number(4), UNKNOWN + number(5))
    until(lambda: {one.get("reason") for one in page.deliveries()} == {"token_refused"})
    stack.rainmaker.ask("POST", f"/sources/{page.source['source_id']}/secret", {"access_token": TOKEN})
    until(lambda: sorted(one["outcome"] for one in page.deliveries()) == ["accepted", "pending"])
    [pending] = [one for one in page.deliveries() if one["outcome"] == "pending"]
    until(lambda: "not_found" in {one.get("reason") for one in page.deliveries()})
    assert pending["due"]


def test_a_test_lead_shows_where_it_would_go_and_creates_none(stack):
    source = stack.source()
    stack.route([stack.agents[0]], HOURS, source)
    told = stack.rainmaker.ask("POST", f"/sources/{source['source_id']}/test", {"attributes": {"place": "Retiro"}})
    assert told["preview"]["agent_ids"] == [stack.id_of(stack.agents[0])]
    assert stack.leads_of(source) == []
    assert stack.rainmaker.ask("GET", f"/sources/{source['source_id']}")["last_delivery_at"] == told["at"]


def proven(kind, secret):
    """Return a sample of the provider's delivery, with the headers that authenticate it."""
    content = (SAMPLES / FILES[kind]).read_bytes()
    if kind == "google":
        return json.dumps(json.loads(content) | {"google_key": secret}).encode(), {}
    if kind == "typeform":
        signature = base64.b64encode(hmac.digest(secret.encode(), content, hashlib.sha256)).decode()
        return content, {"Typeform-Signature": f"sha256={signature}"}
    return content, {"X-Api-Key": secret, "Content-Type": "text/plain"}


def test_a_providers_own_test_is_taken_and_makes_no_lead(stack):
    """Google's form has a button for it; where the lead would go is foreseen with the turns of that moment."""
    source = stack.source("google")
    stack.route(stack.agents[:2], HOURS, source)
    body = {"google_key": source["secret"], "is_test": True, "lead_id": number(8),
            "user_column_data": [{"column_id": "EMAIL", "string_value": "prueba@example.com"}]}  # fmt: skip
    answer = send(stack.told["api"], "POST", source["webhook_path"], json.dumps(body).encode(), {})
    assert (answer.status, answer.body) == (200, {})
    [delivery] = stack.rainmaker.ask("GET", f"/sources/{source['source_id']}/deliveries")["items"]
    assert delivery["outcome"] == "test"


def test_a_plain_html_form_delivers_with_the_key_in_its_address(stack):
    """Builders that can set no header send it so, URL-encoded, and their visitors' words may be in Latin-1."""
    source = stack.source("form")
    path = f"{source['webhook_path']}?key={source['secret']}"
    for encoding in ("utf-8", "cp1252"):
        fields = {"fields[name][value]": "Íñigo Peña", "fields[email][value]": f"inigo-{number(9)}@example.com"}
        content = urlencode(fields, encoding=encoding).encode()
        answer = send(stack.told["api"], "POST", path, content, {"Content-Type": "application/x-www-form-urlencoded"})
        assert answer.status == 202, answer
        contact = stack.see(answer.body["lead_id"])["contact"]
        assert (contact["first_name"], contact["last_name"]) == ("Íñigo", "Peña")
    assert send(stack.told["api"], "POST", f"{source['webhook_path']}?key=another", b"a=b", {}).status == 401


@pytest.mark.parametrize("kind", FILES)
def test_each_providers_delivery_becomes_a_lead_with_a_phone(stack, kind):
    """On the deployed stack, with the functions' real layers."""
    source = stack.source(kind)
    content, signed = proven(kind, source["secret"])
    answer = send(stack.told["api"], "POST", source["webhook_path"], content, signed)
    assert answer.status in (200, 202), answer
    contact = stack.see(answer.body["lead_id"])["contact"]
    assert contact["first_name"]
    assert contact["emails"]
    assert contact["phones"]
    forged = send(stack.told["api"], "POST", source["webhook_path"], *proven(kind, "another-secret"))
    assert (forged.status, forged.body["code"]) == (401, "signature_invalid")
    told = stack.rainmaker.ask("GET", f"/sources/{source['source_id']}/deliveries")["items"]
    assert len(told) == 1
