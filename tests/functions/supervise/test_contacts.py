"""Does the Rainmaker find, export and erase a person, and does the audit know of it without naming them?"""

import json
import re

import pytest

from shared.domain.kernel.audit import Audit
from shared.store import codec
from tests import make
from tests.functions.erasing import EMAIL, PersonsWay, sentinels
from tests.make import BOSS, CHIEF

SAID = re.compile(r"zqxjane [a-z]+ ?[0-9]*")


@pytest.fixture
def way(door, secret, event):
    return PersonsWay(door, secret, event)


def export(way, lead_ids, limit=7):
    """Return all pages of an export."""
    body, found = {"lead_ids": lead_ids, "identity_checked": "document", "limit": limit}, []
    while True:
        page = way.do("POST /contacts/export", body)
        assert len(page["items"]) <= limit
        found += page["items"]
        if page["next"] is None:
            return found
        body["cursor"] = page["next"]


def audits(way, what):
    items = [item for item in way.items() if item["PK"]["S"].startswith("AUDIT#")]
    return [one for one in (codec.from_item(Audit, item) for item in items) if one.what == what]


def test_a_search_finds_all_leads_that_share_an_address_and_those_merged_with_them(way):
    way.go_shortly()
    status, child = way.enter("child", first_name="Otra", emails=[], last_name="")  # by the same phone, another name
    assert status == 201
    found = way.do("POST /contacts/search", {"phone": "600 999 888"})["items"]
    assert {one["lead_id"] for one in found} == {*way.leads, child["lead_id"]}
    assert way.do("POST /contacts/search", {"email": "nobody@example.com"})["items"] == []


def test_a_search_is_audited_by_what_it_found_and_never_by_the_address(way):
    way.go_shortly()
    way.do("POST /contacts/search", {"phone": "600 999 888"})
    [entry] = audits(way, "contact.searched")
    assert (entry.subject, entry.before, set(entry.after)) == ("contacts", None, {"lead_ids"})
    assert set(entry.after["lead_ids"]) == set(way.leads)
    assert not re.search(r"600\D?999\D?888", entry.model_dump_json())


def test_a_search_needs_an_address(way):
    status, answer = way.ask("POST /contacts/search", {"email": "no address"})
    assert (status, answer["errors"][0]["reason"]) == (422, "nothing_to_look_for")


def test_an_export_is_whole(way):
    way.go()
    stored = [
        json.loads(item["body"]["S"]) for item in way.items() if "body" in item and item["PK"]["S"].startswith("LEAD#")
    ]
    traces = {"zqxjane trace"}
    found = export(way, way.leads)
    assert set(SAID.findall(json.dumps(found))) == set(SAID.findall(json.dumps(stored))) - traces
    kinds = {one["kind"] for one in found}
    assert kinds == {"lead", "history", "message", "note", "comment", "task", "delivery"}
    assert EMAIL in json.dumps(found)


def test_an_export_is_audited_once_with_ids_only(way):
    way.go_shortly()
    export(way, way.leads, limit=1)
    entries = audits(way, "contact.exported")
    assert [one.subject for one in entries] == way.leads
    assert {one.by for one in entries} == {CHIEF}
    assert entries[0].after == {"identity_checked": "document"}


def test_an_erasure_is_audited_with_ids_and_how_identity_was_checked(way):
    way.go_shortly()
    erasure_id = way.erase()
    way.door.now += way.door.now.resolution
    way.sweep()
    [asked] = audits(way, "contact.erased")
    assert (asked.subject, asked.by) == (erasure_id, CHIEF)
    assert asked.after == {"lead_ids": way.leads[:1], "identity_checked": "document"}
    assert {one.subject for one in audits(way, "lead.erased")} == set(way.leads)
    assert sentinels([one.model_dump_json() for one in audits(way, "lead.erased")]) == []


def test_no_audit_entry_about_leads_holds_more_than_ids_and_codes(way):
    way.go()
    entries = [item for item in way.items() if item["PK"]["S"].startswith("AUDIT#")]
    assert len(entries) > 15
    assert sentinels(entries) == []


def test_an_erasure_shows_how_far_it_is(way):
    way.go_shortly()
    body = {"lead_ids": way.leads, "identity_checked": "by_phone"}
    begun = way.do("POST /contacts/erase", body)
    assert (begun["status"], begun["erased"], begun["identity_checked"]) == ("running", 0, "by_phone")
    way.sweep()
    done = way.erasure(begun["erasure_id"])
    assert (done["status"], done["erased"], done["lead_ids"]) == ("done", 2, way.leads)
    assert way.ask("GET /contacts/erasures/{erasure_id}", erasure_id=make.id_of("erasure", "x"))[0] == 404


@pytest.mark.parametrize("operation", ["POST /contacts/export", "POST /contacts/erase"])
def test_an_unknown_lead_is_named(way, operation):
    body = {"lead_ids": [make.id_of("lead", "none")], "identity_checked": "document"}
    status, answer = way.ask(operation, body)
    assert status == 422
    assert answer["errors"][0]["reason"] == "lead_unknown"
    assert audits(way, "contact.exported") + audits(way, "contact.erased") == []


@pytest.mark.parametrize("operation", ["POST /contacts/search", "POST /contacts/export", "POST /contacts/erase"])
def test_only_the_rainmaker_may(way, operation):
    assert way.ask(operation, {}, BOSS)[1]["code"] == "forbidden"


def test_the_same_request_again_begins_one_erasure(way):
    way.go_shortly()
    body = {"lead_ids": way.leads[:1], "identity_checked": "document"}
    given = way._event(
        "POST", "/contacts/erase", sub=make.member(CHIEF).sub, body=body, headers={"idempotency-key": "one"}
    )
    answers = [json.loads(way._handlers["POST /contacts/erase"](given, None)["body"]) for _ in range(2)]
    assert answers[0] == answers[1]


def test_an_export_has_what_was_delivered_as_text(way):
    way.go()
    found = [one["record"] for one in export(way, way.leads) if one["kind"] == "delivery"]
    assert len(found) == 2
    for record in found:
        [part] = record["parts"]
        assert EMAIL in part["text"]
        assert (part["cut"], len(part["text"].encode())) == (False, part["size"])
        assert not {"packed", "file"} & set(part)
