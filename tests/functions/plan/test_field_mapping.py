"""Does the team say what a source's fields stand for, completely, within limits, and only the Rainmaker?"""

import pytest

from shared.domain.plan_records.source import FIXED, Source
from shared.store import keys
from tests import make
from tests.functions import planning, team
from tests.functions.planning import everything
from tests.make import BOSS, PORTAL, WEB

MAPPING = {"campo_7": "attribute:extension", "contact.field_3": "name", "Acepto": "consent", "utm": "ignore"}


@pytest.fixture
def ask(table, secret, event):
    return planning.seated(table, secret, event)


def put(ask, mapping, source_id=WEB, **given):
    return ask("PUT", f"/sources/{source_id}/mapping", mapping, **given)


def test_the_mapping_is_stored_shown_and_audited(ask, table):
    status, after = put(ask, MAPPING, match=1)
    assert (status, after["mapping"], after["version"]) == (200, MAPPING, 2)
    assert ask("GET", f"/sources/{WEB}")[1]["mapping"] == MAPPING
    assert table.get(Source, keys.source(WEB)).mapping == MAPPING
    entry = planning.audits(table)[-1]
    assert (entry.what, entry.after) == ("source.changed", {"mapping": MAPPING})


def test_each_put_replaces_the_mapping_and_an_empty_one_resets_it(ask):
    put(ask, MAPPING)
    assert put(ask, {"tel": "phone"})[1]["mapping"] == {"tel": "phone"}
    assert "mapping" not in put(ask, {})[1]


def test_the_same_mapping_again_changes_nothing(ask):
    put(ask, MAPPING)
    before = everything()
    assert put(ask, MAPPING)[0] == 200
    assert everything() == before


REFUSED = [
    pytest.param({"campo": "phon"}, "not_one_of", ["campo"], id="no such meaning"),
    pytest.param({"campo": "attribute:"}, "not_one_of", ["campo"], id="attribute without a name"),
    pytest.param({"campo": "attribute:Extensión 1"}, "not_one_of", ["campo"], id="no name of an attribute"),
    pytest.param({"campo": f"attribute:{'a' * 61}"}, "not_one_of", ["campo"], id="attribute's name too long"),
    pytest.param({"campo": "attribute:a\n"}, "not_one_of", ["campo"], id="line break"),
    pytest.param({"campo": 7}, "wrong_type", ["campo"], id="no text"),
    pytest.param({"": "phone"}, "too_short", [""], id="field without a name"),
    pytest.param({"c" * 201: "phone"}, "too_long", ["c" * 100], id="name too long"),
    pytest.param({f"campo_{one}": "ignore" for one in range(101)}, "too_many", [], id="too many"),
    pytest.param(["phone"], "wrong_type", [], id="no object"),
]


@pytest.mark.parametrize(("mapping", "reason", "place"), REFUSED)
def test_an_invalid_mapping_is_refused_by_field(ask, mapping, reason, place):
    before = everything()
    status, problem = put(ask, mapping)
    assert (status, [(one["reason"], one["loc"]) for one in problem["errors"]]) == (422, [(reason, ["body", *place])])
    assert everything() == before


def test_as_much_as_is_allowed_is_taken(ask):
    mapping = {f"{one:0200}": f"attribute:{'a' * 60}" for one in range(100)}
    assert put(ask, mapping)[1]["mapping"] == mapping


@pytest.mark.parametrize("kind", FIXED)
def test_a_source_without_fields_of_its_own_has_no_mapping(ask, table, kind):
    team.change(table, make.source(PORTAL, kind=kind, version=1))
    status, problem = put(ask, MAPPING, PORTAL)
    assert (status, problem["errors"][0]["reason"]) == (422, "source_has_no_fields")


def test_of_two_changes_from_one_reading_the_second_is_refused(ask):
    put(ask, MAPPING, match=1)
    assert put(ask, {}, match=1)[1]["code"] == "changed_by_other"


def test_a_manager_changes_no_mapping(ask):
    assert put(ask, MAPPING, me=BOSS)[0] == 403
