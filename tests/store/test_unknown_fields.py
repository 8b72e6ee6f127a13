"""Do fields that a later release stored survive what this one does with the record, after a roll-back?"""

import copy
import json

import pytest
from pydantic import ValidationError

from shared.domain.lead_records.erasure import Erasure
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.route import Route
from shared.domain.privacy.erase import erase_lead
from shared.store import codec, unknown_fields
from tests import make
from tests.make import ANN, BOB, NOON, id_of
from tests.store.test_stored_items import KINDS, LINES

LATER = {"from_later": {"of": ["another", 3]}}
WITH_BODY = {line.values[0]: line.values[1] for line in LINES if line.values[0] in KINDS and "body" in line.values[1]}


def changed(item, change):
    """Return the item with its body changed."""
    body = json.loads(item["body"]["S"])
    change(body)
    return {**item, "body": {"S": json.dumps(body)}}


def body_of(record):
    return json.loads(codec.to_item(record)["body"]["S"])


@pytest.mark.parametrize("kind", sorted(WITH_BODY))
def test_a_field_of_a_later_release_is_written_back_and_shown_to_nobody(kind):
    item = changed(WITH_BODY[kind], lambda body: body.update(LATER))
    record = codec.from_item(KINDS[kind], item)
    assert "from_later" not in record.model_dump_json(by_alias=True)
    assert body_of(record) == body_of(codec.from_item(KINDS[kind], WITH_BODY[kind])) | LATER


def put_into(*way):
    """Return the change of a body that puts the field at the end of this way."""

    def change(body):
        for step in way:
            body = body[step]
        body |= copy.deepcopy(LATER)

    return change


@pytest.mark.parametrize(
    ("record", "way"),
    [
        pytest.param(make.owned(ANN), ("contact",), id="a lead's contact"),
        pytest.param(make.owned(ANN), ("history", 0), id="an event"),
        pytest.param(make.offered(BOB), ("offer",), id="an offer"),
        pytest.param(make.route(), ("agents", 1), id="a seat of a route"),
    ],
)
def test_a_field_within_a_record_is_written_back_too(record, way):
    item = changed(codec.to_item(record), put_into(*way))
    again = codec.from_item(type(record), item)
    before = again.model_copy(update={"version": again.version - 1})
    assert body_of(before) == json.loads(item["body"]["S"])


def test_it_stays_when_the_record_is_changed_here():
    item = changed(codec.to_item(make.route()), put_into("agents", 1))
    route = codec.from_item(Route, item)
    after = route.model_copy(update={"title": "Another", "agents": route.agents[1:2]})
    assert body_of(after)["title"] == "Another"
    assert body_of(after)["agents"] == [json.loads(item["body"]["S"])["agents"][1]]


def test_a_value_beside_one_with_such_a_field_equals_one_that_is_made_here():
    made = make.offered(BOB)
    item = changed(codec.to_item(made), put_into("contact"))
    assert codec.from_item(Lead, item).offer == made.offer


def test_a_record_without_such_fields_is_read_and_written_as_ever():
    made = make.offered(BOB)
    assert codec.from_item(Lead, codec.to_item(made)) == made.stored()
    assert unknown_fields.added(made, "as it is") == "as it is"


def test_what_is_known_must_still_be_valid():
    item = changed(codec.to_item(make.owned(ANN)), lambda body: body.update({**LATER, "state": "lost at sea"}))
    with pytest.raises(ValidationError, match="state"):
        codec.from_item(Lead, item)


def test_an_erasure_leaves_nothing_of_it():
    item = codec.to_item(make.owned(ANN))
    for way in ((), ("contact",), ("history", 0)):
        item = changed(item, put_into(*way))
    lead = codec.from_item(Lead, item)
    erasure = Erasure(erasure_id=id_of("erasure", "one"), at=NOON, by=ANN, lead_ids=(lead.lead_id,), due=NOON)
    erased = erase_lead(lead, erasure, make.settings().zone, NOON, audit_id="audit_1").lead
    assert "from_later" not in codec.to_item(erased)["body"]["S"]
