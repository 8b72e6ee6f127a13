"""Does each row of an import count exactly once, however rows are split and however often messages repeat?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.lead_records.lead_import import Import, Mapping, advance_import, fail_import, start_import
from tests import make
from tests.make import BOSS, NOON

SECOND = timedelta(seconds=1)
OUTCOMES = ("created", "repeated", "failed")


def imported(**change):
    return Import(
        **{"import_id": make.id_of("import", "1"), "at": NOON, "by": BOSS, "to": "pool", "version": 1, **change}
    )


def running(**change):
    return start_import(imported(), "tag", None, NOON, dry_run=False).stored().model_copy(update=change)


class Table:
    """Keep one import as the table does: refuse a write whose version is not the current one."""

    def __init__(self, one):
        self.now, self.landed = one, []

    def commit(self, read, further, rows):
        if read.version != self.now.version:
            return False
        self.now = further.stored()
        self.landed += rows
        return True


@given(st.data())
def test_each_row_counts_once_for_any_split_and_any_redelivery(data):
    """Workers read, decide and commit in any order, and stop before or after any commit."""
    rows = data.draw(st.lists(st.sampled_from(OUTCOMES), min_size=1, max_size=30))
    table = Table(running(rows=len(rows)))
    held = [table.now] * data.draw(st.integers(1, 3))
    while table.now.under_way:
        who = data.draw(st.integers(0, len(held) - 1))
        if data.draw(st.booleans()):
            held[who] = table.now  # a new delivery of the message
        one = held[who]
        if not one.under_way:
            held[who] = table.now
            continue
        cut = data.draw(st.integers(1, len(rows) - one.done))
        taken = range(one.done, one.done + cut)
        counts = {what: sum(rows[at] == what for at in taken) for what in OUTCOMES}
        if data.draw(st.booleans()):
            continue  # it stopped before the commit
        if not table.commit(one, advance_import(one, NOON, **counts), list(taken)):
            held[who] = table.now
    done = table.now
    assert table.landed == list(range(len(rows)))
    assert (done.status, done.done, done.due) == ("done", len(rows), None)
    assert (done.created, done.repeated, done.failed) == tuple(map(rows.count, OUTCOMES))


def test_a_running_import_is_due_since_its_last_rows():
    one = advance_import(running(rows=3), NOON + SECOND, created=1)
    assert (one.status, one.done, one.due) == ("running", 1, NOON + SECOND)


def test_a_dry_run_ends_as_checked_and_can_be_started_again_from_the_first_row():
    dry = start_import(imported(), "tag", Mapping(email=0), NOON, dry_run=True)
    assert dry.status == "checking"
    checked = advance_import(dry, NOON, created=1, failed=1, rows=2, columns=("a",), fields=("email",))
    assert (checked.status, checked.due) == ("checked", None)
    again = start_import(checked, "other", None, NOON, dry_run=False)
    assert (again.status, again.run, again.done, again.failed, again.upload) == ("running", 2, 0, 0, "other")
    assert (again.mapping, again.columns, again.fields, again.rows) == (None, (), (), None)


@pytest.mark.parametrize(
    ("one", "may"),
    [
        pytest.param(imported(), True, id="waiting"),
        pytest.param(imported(status="checked", dry_run=True, done=5), True, id="checked"),
        pytest.param(imported(status="checking", dry_run=True), False, id="checking"),
        pytest.param(imported(status="running"), False, id="running"),
        pytest.param(imported(status="done", done=5), False, id="done"),
        pytest.param(imported(status="failed"), True, id="failed before its first row"),
        pytest.param(imported(status="failed", dry_run=True, done=5), True, id="failed in a dry run"),
        pytest.param(imported(status="failed", done=5), False, id="failed half way: its first rows are leads already"),
    ],
)
def test_only_an_import_that_has_made_no_lead_starts(one, may):
    started = start_import(one, "tag", None, NOON, dry_run=False)
    assert (started is not one) == may


def test_a_failed_import_keeps_its_counts_and_is_not_due():
    one = fail_import(advance_import(running(rows=3), NOON, created=2), "upload_changed")
    assert (one.status, one.reason, one.created, one.due) == ("failed", "upload_changed", 2, None)
