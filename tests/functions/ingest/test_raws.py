"""Is every authentic delivery kept as it was received, and in no place where it should not be?"""

import json
import random
from datetime import timedelta

import pytest

from infra.wiring import limits
from shared import raw_files
from shared.domain.plan_records.retention import RetentionTimes
from shared.raw_files import MAX_PACKED
from shared.store import indexes, keys
from tests import make, memory
from tests.functions import put_off, team
from tests.functions.ingest_client import ASKED, DAY
from tests.make import PORTAL, WEB

GOOGLE, FORM = make.id_of("source", "google"), make.id_of("source", "form")
NOISE = random.Random(1).randbytes(MAX_PACKED + 1000).hex()


def text(raw, part=0):
    """Return what was received as text; None if it is not kept."""
    found = put_off.raws().read(raw.parts[part])
    return None if found is None else found.decode()


def large(**more):
    return {**ASKED, "noise": NOISE, **more}


def test_what_made_a_lead_is_kept_beside_it_as_it_was_received(door):
    asked = {"contact": {"first_name": "Zoé", "emails": ["zoe@example.com"]}, "message": "¿Sigue libre? ñ"}
    lead_id = door.signed(asked)[1]["lead_id"]
    [raw] = door.raws()
    assert text(raw) == json.dumps(asked, ensure_ascii=False)
    assert (raw.source_id, raw.lead_id, raw.at, raw.forget_at) == (WEB, lead_id, door.now, door.now + 90 * DAY)
    [part] = raw.parts
    assert (part.name, part.content_type, part.headers) == ("delivery", "application/json", {"webhook-id": "event-1"})
    [item] = [one for one in memory.client("dynamodb").scan(TableName="relevo")["Items"] if "RAW#" in one["SK"]["S"]]
    assert item["PK"]["S"] == keys.lead(lead_id).pk
    assert int(item["ttl"]["N"]) == int(raw.forget_at.timestamp())
    assert not {keys.TODO, keys.TELL} & set(item), "no function hears of it"
    assert not {index.pk for index in indexes.INDEXES} & set(item), "no list shows it"


def test_it_is_kept_once_however_often_it_comes(door):
    for _ in range(3):
        door.signed()
    assert len(door.raws()) == 1


def test_a_repeat_is_kept_beside_the_lead_that_it_joins(door):
    lead_id = door.signed(event_id="first")[1]["lead_id"]
    door.now += timedelta(minutes=1)
    assert door.signed(event_id="second")[1]["lead_id"] == lead_id
    assert [raw.lead_id for raw in door.raws()] == [lead_id, lead_id]


def test_it_is_kept_as_long_as_the_settings_say(door):
    settings = team.read_settings(door.table)
    team.change(door.table, settings.model_copy(update={"retention": RetentionTimes(deliveries_days=8)}))
    put_off.files()
    door.keyed(large())
    [raw] = door.raws()
    assert raw.forget_at == door.now + 8 * DAY
    assert raw.files[0].startswith("kept/014/")


def test_a_large_one_is_kept_as_a_file_before_its_lead_is_made(door):
    put_off.files()
    lead_id = door.keyed(large())[1]["lead_id"]
    [raw] = door.raws()
    assert (raw.lead_id, list(raw.files)) == (lead_id, put_off.kept())
    assert json.loads(text(raw)) == large()
    assert NOISE not in str(raw)


def test_a_large_one_that_comes_again_brings_no_file_back(door):
    """Its person may have been erased meanwhile."""
    files = put_off.files()
    door.keyed(large(id="1"))
    [key] = put_off.kept()
    files.delete(key)
    assert door.keyed(large(id="1"))[0] == 200
    assert put_off.kept() == []


def test_a_small_one_costs_no_call_more(door):
    door.signed(event_id="warm")
    door.calls.clear()
    door.signed({"contact": {"first_name": "Zoé"}}, event_id="second")
    assert door.calls == ["batch_get_item", "transact_write_items"]


def test_a_lead_is_made_though_its_delivery_could_not_be_kept(door, logged):
    assert door.keyed(large())[0] == 202, "there is no bucket"
    [raw] = door.raws()
    assert text(raw) is None
    assert raw.parts[0].size > len(NOISE)
    assert "delivery_not_kept" in logged()


@pytest.mark.parametrize("body", ["", "no JSON", "<half", '{"contact": {}}'])
def test_what_is_refused_is_kept_beside_its_source(door, body):
    assert door.post(PORTAL, body, {"X-Api-Key": door.secret.source_secret(PORTAL, 1)})[0] == 400
    [raw] = door.raws()
    assert (text(raw), raw.source_id, raw.lead_id) == (body, PORTAL, None)
    [delivery] = door.kept("DELIVERY#")
    assert delivery["SK"]["S"] == raw.hash
    assert raw.forget_at == door.now + 90 * DAY


def test_files_lie_where_the_bucket_deletes_them_after_their_time():
    assert (limits.KEPT, limits.KEPT_DAYS) == (raw_files.PREFIX, raw_files.DAYS)
    assert RetentionTimes(deliveries_days=raw_files.DAYS[-1]), "the longest that a team may set"


def test_a_forgery_is_kept_nowhere(door):
    assert door.post(PORTAL, json.dumps(ASKED), {"X-Api-Key": "wrong"})[0] == 401
    assert door.raws() == []


def test_a_test_is_kept_and_the_key_that_google_sends_is_not(door):
    team.change(door.table, make.source(GOOGLE, title="google", kind="google"))
    key, named = door.secret.source_secret(GOOGLE, 1), [{"column_id": "FULL_NAME", "string_value": "Zoé"}]
    raw = json.dumps({"lead_id": "l1", "is_test": True, "google_key": key, "user_column_data": named})
    assert door.post(GOOGLE, raw, {}) == (200, {})
    [kept] = door.raws()
    assert json.loads(text(kept)) == json.loads(raw) | {"google_key": "***"}
    assert kept.lead_id is None


def test_a_form_is_kept_with_the_headers_that_it_is_read_with(door):
    team.change(door.table, make.source(FORM, title="form", kind="form"))
    key = door.secret.source_secret(FORM, 1)
    sent = "name=Zo%C3%A9&email=zoe%40example.com"
    kind = "application/x-www-form-urlencoded; charset=utf-8"
    assert door.post(FORM, sent, {"X-Api-Key": key, "content-type": kind})[0] == 202
    [raw] = door.raws()
    assert (text(raw), raw.parts[0].content_type) == (sent, kind)
    assert key not in str(raw)
