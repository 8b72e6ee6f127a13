"""Does every audit entry get its copy, as it was first written, and is a changed one noticed?"""

import json
from datetime import timedelta

import pytest

from functions.expire.sweeping.audit_comparison import LAG, AuditComparison
from shared.domain.kernel.audit import Audit, AuditCopy
from shared.store import audit_copies, codec, keys
from shared.store.table import Write, put
from tests import make
from tests.functions import planning
from tests.make import CHIEF, NOON, id_of
from tests.watch import Watch

DAY = timedelta(days=1)
NOW = NOON + 200 * DAY
SETTINGS = make.settings()


@pytest.fixture
def watch():
    return Watch(NOW)


@pytest.fixture
def compare(table, watch):
    """Return how many entries each sweep of a process copies."""
    one = AuditComparison(table, watch, 5)
    return lambda: one.compare_next(SETTINGS)


def written(table, number, at, **change):
    entry = Audit(
        audit_id=id_of("audit", f"{number:04}"), at=at, by=CHIEF, what="route.changed", subject=make.MAIN, **change
    )
    table.commit([put(entry)])
    return entry


def copies():
    items = planning.everything()
    return [codec.from_item(AuditCopy, item) for item in items if item["PK"]["S"].startswith("KEPT#")]


def test_entries_of_an_earlier_release_are_copied_some_with_each_sweep_whatever_process_sweeps(table, compare, watch):
    entries = [written(table, number, NOON + number * 15 * DAY) for number in range(12)]
    found = [compare(), compare(), AuditComparison(table, watch, 5).compare_next(SETTINGS), compare()]
    assert found == [5, 5, 2, 0]
    assert {one.audit_id for one in copies()} == {one.audit_id for one in entries}


def test_a_field_that_only_a_later_release_knows_is_copied_too(table, compare):
    item = codec.to_item(Audit(audit_id="audit_1", at=NOON, by=CHIEF, what="route.changed", subject=make.MAIN))
    body = json.dumps({**json.loads(item["body"]["S"]), "later": 1})
    table.commit([Write(keys.audit(NOON, "audit_1"), "Put", {"Item": {**item, "body": {"S": body}}})])
    assert compare() == 1
    where = keys.audit_copy(NOON, "audit_1")
    assert table.items([where])[where]["body"] == {"S": body}


def test_a_new_entry_is_left_to_the_stream_for_some_minutes(table, compare, watch):
    written(table, 1, NOW - LAG + make.SECOND)
    assert compare() == 0
    watch.now += 2 * make.SECOND
    assert compare() == 1


def test_a_copy_is_never_written_again_and_a_changed_entry_is_reported(table, compare, logged):
    entry = written(table, 1, NOON, after={"title": "A"})
    planning.keep_audits(table)
    table.commit([put(entry.stored().model_copy(update={"after": {"title": "B"}}))])
    assert compare() == 0
    assert [one.after for one in copies()] == [{"title": "A"}]
    assert "audit_changed" in logged()
    assert entry.audit_id in logged()


def test_a_sweep_that_finds_nothing_new_takes_one_query(table, compare):
    written(table, 1, NOW - DAY)
    compare()
    table.calls.clear()
    assert compare() == 0
    assert table.calls == ["query"]


def test_many_entries_of_which_some_have_a_copy_take_two_transactions(table):
    items = [
        codec.to_item(Audit(audit_id=f"audit_{number:03}", at=NOON, by=CHIEF, what="x", subject="y"))
        for number in range(90)
    ]
    assert audit_copies.keep(table, items[::2]) == 45
    table.calls.clear()
    assert audit_copies.keep(table, items) == 45
    assert table.calls == ["transact_write_items"] * 2
