"""Are bodies of leads packed where that saves write units, and read as they were written?"""

import base64
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.event import Event
from shared.domain.lead_records.lead import Lead
from shared.domain.routing.trace import Considered, Trace
from shared.store import codec, decisions, keys, packing, record_keys
from shared.store.lists import lead_lists
from shared.store.table import Collision, Table, put
from tests import make, memory
from tests.functions import team
from tests.make import ANN, LEAD, NOON
from tests.metering import size, units

LONG = "Busco un piso de dos habitaciones con luz. " * 30


@pytest.fixture
def packing_table(table):
    return Table(memory.client("dynamodb"), "relevo", packs=True)


def large(**change):
    return make.owned(message=LONG, version=0, **change)


def raw(key):
    """Return an item as DynamoDB has it."""
    return memory.client("dynamodb").get_item(TableName="relevo", Key={"PK": {"S": key.pk}, "SK": {"S": key.sk}})[
        "Item"
    ]


def test_a_large_lead_is_stored_packed_and_read_as_it_was(table, packing_table):
    lead = large()
    packing_table.commit(decisions.put_lead(lead))
    stored = raw(keys.lead(LEAD))
    assert (list(stored["body"]), size(stored) < packing.KB) == (["B"], True)
    assert {name: value for name, value in stored.items() if name != "body"} == {
        name: value for name, value in codec.to_item(lead).items() if name != "body"
    }
    for one in (table, packing_table):
        assert team.read(one, LEAD) == lead.stored()


def test_a_table_that_does_not_pack_writes_json_again(table, packing_table):
    packing_table.commit(decisions.put_lead(large()))
    table.commit(decisions.put_lead(team.read(table, LEAD)))
    assert json.loads(raw(keys.lead(LEAD))["body"]["S"])["message"] == LONG


def test_what_is_small_is_stored_as_json(packing_table):
    packing_table.commit([put(make.lead(message=None, version=0))])
    assert "S" in raw(keys.lead(LEAD))["body"]


def test_what_saves_no_write_unit_is_stored_as_json():
    noise = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(33))
    item = {"PK": {"S": keys.lead(LEAD).pk}, "SK": {"S": "LEAD"}, "body": {"S": base64.b85encode(noise).decode()}}
    assert (size(item) > packing.KB, packing.packed(item) is item) == (True, True)


@pytest.mark.parametrize("sk", ["SEARCH#00", "RAW#2026", "NOTE#2026#comment_1", "TASK#comment_1"])
def test_nothing_else_of_a_lead_is_packed(sk):
    item = {"PK": {"S": keys.lead(LEAD).pk}, "SK": {"S": sk}, "body": {"S": f'"{LONG}"'}}
    assert packing.packed(item) is item


def test_the_history_and_traces_of_a_packed_lead_are_read(packing_table):
    said = [f"{LONG}{number}" for number in range(codec.RECENT + 1)]
    events = tuple(Event(at=NOON, kind="noted", by=ANN, detail={"said": one}) for one in said)
    passed_over = [Considered(route_id=make.id_of("route", str(n)), verdict="window") for n in range(30)]
    trace = Trace(lead_id=LEAD, lead_version=1, at=NOON, plan_version=1, outcome="pooled", reason="no_route",
                  routes=passed_over)  # fmt: skip
    packing_table.commit([*decisions.put_lead(make.lead(history=events, version=0)), put(trace)])
    where = [keys.lead(LEAD), keys.history(LEAD, 0), record_keys.key(trace)]
    assert [list(raw(one)["body"]) for one in where] == [["B"]] * 3
    assert lead_lists.history(packing_table, team.read(packing_table, LEAD)) == events
    assert lead_lists.traces(packing_table, LEAD) == [trace.stored()]


def test_a_guard_that_fails_brings_back_the_packed_lead(packing_table):
    packing_table.commit([put(large())])
    with pytest.raises(Collision) as caught:
        packing_table.commit([put(make.lead(version=0))])
    [item] = caught.value.lost.values()
    assert codec.from_item(Lead, item) == large().stored()


def test_a_record_of_the_stream_is_read_whose_binary_is_base64():
    item = packing.packed(codec.to_item(large()))
    sent = {**item, "body": {"B": base64.b64encode(item["body"]["B"]).decode()}}
    assert codec.from_item(Lead, sent) == large().stored()


def test_other_attributes_may_change_without_the_body():
    item = packing.packed(codec.to_item(large()))
    moved = {**item, "conv_sk": {"S": "elsewhere"}, "v": {"N": "9"}} | {"ttl": {"N": "1"}}
    assert codec.from_item(Lead, moved).message == LONG


def test_what_a_newer_release_stored_is_packed_and_kept():
    item = codec.to_item(large())
    item["body"] = {"S": json.dumps({**json.loads(item["body"]["S"]), "from_later": {"a": [1]}})}
    again = codec.to_item(codec.from_item(Lead, packing.packed(item)))
    assert json.loads(packing.body_of(packing.packed(again)))["from_later"] == {"a": [1]}


@given(st.text(max_size=4000), st.dictionaries(st.text(max_size=20), st.text(max_size=200), max_size=20))
def test_any_body_is_read_as_it_was(text, fields):
    body = json.dumps({"message": text, **fields}, ensure_ascii=False)
    item = {"PK": {"S": keys.lead(LEAD).pk}, "SK": {"S": "LEAD"}, "body": {"S": body + " " * 1024}}
    assert packing.body_of(packing.packed(item)) == item["body"]["S"]


def test_a_packed_lead_takes_the_write_units_of_a_kilobyte():
    lead = codec.to_item(large())
    assert units({}, packing.packed(lead)) == units({}, lead, largest=packing.KB) == units({}, lead) - 4


def test_the_texts_that_bodies_are_packed_beside_never_change():
    """Whatever was packed beside a text would be lost; add another instead."""
    digests = {number: hashlib.sha256(text).hexdigest() for number, text in packing.TEXTS.items()}
    assert digests == {1: "6b02ae53954910a5b52d4f2f0fbd8757f66c7185622241710e61570a63c65104"}
