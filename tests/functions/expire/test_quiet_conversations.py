"""Does the sweep close quiet conversations, some at a time, reading nothing while none can be due?"""

from datetime import timedelta

import pytest

from functions.expire.sweeping.quiet_conversations import REST, QuietConversations
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.note import Note
from shared.store.table import put
from tests import make
from tests.functions import team
from tests.make import ANN, NOON, SECOND, id_of

DAY = timedelta(days=1)


def talking(number, at=NOON, *, opened=None, **change):
    """Return a lead whose person was answered then."""
    talk = Conversation(opened_at=opened or at)
    given = {"conversation": talk, "since": at, "created_at": at, "last_activity_at": at, "history": (), "noted_at": at,
             "contacted_at": at, "answered_at": at}  # fmt: skip
    return make.owned(ANN, lead_id=id_of("lead", str(number)), **(given | change))


class Sweeps:
    """The part of the sweep that closes quiet conversations."""

    def __init__(self, table, at_once=50):
        self.table, self.at, self.days = table, NOON, 3
        self._part, self._at_once = None, at_once
        self.restart()

    def restart(self):
        self._part = QuietConversations(self.table, lambda: self.at, self._at_once)

    def run(self, at=None):
        """Sweep at that instant; return how many conversations it closed, and the calls that it made."""
        self.at = at or self.at
        self.table.calls.clear()
        done = self._part.close_next(make.settings(close_quiet_after_days=self.days))
        return done, list(self.table.calls)

    def open(self, *numbers):
        """Return whether the conversations of these leads are open."""
        return [team.read(self.table, id_of("lead", str(one))).conversation is not None for one in numbers]


@pytest.fixture
def sweeps(table):
    return Sweeps(table)


def test_off_it_reads_nothing(table, sweeps):
    team.store(table, talking(1))
    sweeps.days = 0
    assert (sweeps.run(NOON + 99 * DAY), sweeps.open(1)) == ((0, []), [True])


def test_what_is_due_is_closed_and_the_lead_stays_with_its_owner(table, sweeps):
    waits = Conversation(opened_at=NOON, waiting_since=NOON)
    team.store(table, talking(1), talking(2, conversation=waits), talking(3, answered_at=None), talking(4, NOON + DAY))
    assert sweeps.run(NOON + 3 * DAY)[0] == 1
    assert sweeps.open(1, 2, 3, 4) == [False, True, True, True]
    lead = team.read(table, id_of("lead", "1"))
    assert (lead.state, lead.owner, lead.outcome, lead.history[-1].by) == ("owned", ANN, None, "sweep")


def test_until_another_can_be_due_nothing_is_read_and_then_it_is_closed_at_its_minute(table, sweeps):
    team.store(table, talking(1, opened=NOON - 90 * DAY), talking(2, NOON + DAY))
    assert sweeps.run(NOON + DAY)[0] == 0
    assert sweeps.run(NOON + 2 * DAY) == (0, [])
    sweeps.restart()
    assert sweeps.run(NOON + 3 * DAY - SECOND) == (0, ["batch_get_item"])
    assert sweeps.run(NOON + 3 * DAY)[0] == 1
    assert sweeps.run(NOON + 4 * DAY - SECOND) == (0, [])
    assert sweeps.run(NOON + 4 * DAY)[0] == 1


def test_without_any_it_looks_again_when_one_of_now_could_be_due(table, sweeps):
    assert sweeps.run() == (0, ["batch_get_item", "query", "transact_write_items"])
    team.store(table, talking(1, NOON + SECOND))
    assert sweeps.run(NOON + 3 * DAY - SECOND) == (0, [])
    sweeps.run(NOON + 3 * DAY)
    assert sweeps.run(NOON + 3 * DAY + REST)[0] == 1


def test_many_are_closed_some_with_each_sweep_wherever_it_was_interrupted(table, sweeps):
    sweeps = Sweeps(table, at_once=2)
    team.store(table, *(talking(number, NOON + number * SECOND) for number in range(5)))
    closed = []
    for minute in range(4):
        sweeps.restart()
        closed.append(sweeps.run(NOON + 4 * DAY + minute * 60 * SECOND)[0])
    assert (closed, sweeps.open(*range(5))) == ([2, 2, 1, 0], [False] * 5)


def test_one_that_is_not_due_holds_up_none_behind_it(table):
    sweeps = Sweeps(table, at_once=1)
    busy = talking(1, NOON, noted_at=NOON + 9 * DAY)
    team.store(table, busy, talking(2, NOON + SECOND))
    assert [sweeps.run(NOON + 9 * DAY + minute * 60 * SECOND)[0] for minute in range(3)] == [0, 1, 0]
    assert sweeps.run(NOON + 12 * DAY)[0] == 1


@pytest.mark.parametrize(("days", "closes"), [(1, 1), (5, 0)])
def test_a_changed_setting_counts_at_once(table, sweeps, days, closes):
    team.store(table, talking(1))
    assert sweeps.run(NOON + DAY)[0] == 0
    sweeps.days = days
    assert sweeps.run(NOON + DAY)[0] == closes
    sweeps.days = 0
    assert sweeps.run(NOON + 9 * DAY) == (0, [])


def test_whoever_writes_meanwhile_is_not_closed(table, sweeps):
    lead = talking(1)
    team.store(table, lead)

    def rival(commit, writes):
        table.around("commit", None)
        waits = Conversation(opened_at=NOON, waiting_since=sweeps.at)
        commit([put(team.read(table, lead.lead_id).model_copy(update={"conversation": waits}))])
        commit(writes)

    table.around("commit", rival)
    assert sweeps.run(NOON + 3 * DAY)[0] == 0
    assert team.read(table, lead.lead_id).conversation.waiting_since == sweeps.at


def test_a_failure_is_tried_again_by_a_later_walk(table, sweeps):
    team.store(table, talking(1))

    def fails(*_):
        raise TimeoutError

    table.around("commit", fails)
    assert sweeps.run(NOON + 3 * DAY)[0] == 0
    table.around("commit", None)
    assert sweeps.run()[0] == 1


def test_what_release_0_1_recorded_beside_the_lead_counts(table, sweeps):
    lead = talking(1, noted_at=None)
    at = NOON + 2 * DAY
    note = Note(note_id=id_of("note", "1"), lead_id=lead.lead_id, kind="note", by=ANN, at=at, recorded_at=at)
    team.store(table, lead)
    table.commit([put(note)])
    assert sweeps.run(NOON + 3 * DAY)[0] == 0
    assert sweeps.run(NOON + 5 * DAY + SECOND)[0] == 1
