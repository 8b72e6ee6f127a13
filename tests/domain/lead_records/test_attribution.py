"""Is what becomes of a lead counted for its source, its route and the team, whoever owns it, and once?"""

from datetime import timedelta

import pytest

from shared.domain.lead_records.conversation import Message
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.note import Note
from shared.domain.leads.bulk import undo, with_bulk_act
from shared.domain.leads.claim import assign, claim, release
from shared.domain.leads.close import close, reopen
from shared.domain.leads.interactions import record_interaction
from shared.domain.leads.merge import merge
from shared.domain.leads.messages import receive_message
from shared.domain.leads.transfer import give_back
from shared.domain.plan_records.workload import Workload
from shared.domain.reporting.date_range import DateRange
from shared.domain.reporting.report import report
from shared.domain.routing.dispatch import dispatch
from shared.domain.routing.turns import Rotations
from tests import make
from tests.make import ANN, BOB, BOSS, MAIN, NOON, RESPONSE, SECOND, WEB

PLAN = make.plan()
SETTINGS = PLAN.settings
BOSS_HERSELF = PLAN.members[BOSS]
BULK = make.id_of("bulk", "1")
MINUTE = 60 * SECOND
DAY = timedelta(days=1)


class Story:
    """A lead, and what was counted of it, one decision after another, a minute apart."""

    def __init__(self):
        self.lead, self.now, self.counters = make.lead(), NOON, []
        self.ids = iter(range(99))

    def land(self, decision):
        self.lead = decision.lead.stored()
        self.counters += decision.counters
        self.now += MINUTE
        return self

    def routed(self):
        turns = Rotations({}, make.workloads())
        return self.land(dispatch(self.lead, PLAN, turns, self.now, lambda kind: make.id_of(kind, str(next(self.ids))),
                                  lambda: 0.5))  # fmt: skip

    def claimed(self, by=ANN):
        me = PLAN.members[by]
        workload = Workload(agent_id=by, active=True, version=1)
        return self.land(claim(self.lead, me, PLAN, self.now, workload=workload, response_id=RESPONSE))

    def assigned(self, to):
        return self.land(assign(self.lead, PLAN.members[to], BOSS_HERSELF, SETTINGS, self.now, audit_id="audit_1"))

    def released(self):
        return self.land(release(self.lead, BOSS_HERSELF, SETTINGS, self.now, audit_id="audit_1"))

    def given_back(self):
        me = PLAN.members[self.lead.owner]
        return self.land(give_back(self.lead, me, SETTINGS, self.now, reason="no_time"))

    def closed(self, outcome="won", by=BOSS):
        return self.land(close(self.lead, outcome, PLAN.members[by], SETTINGS, self.now, audit_id="audit_1"))

    def reopened(self):
        return self.land(reopen(self.lead, BOSS_HERSELF, PLAN, self.now, audit_id="audit_1"))

    def written_to(self):
        said = Message(message_id=make.id_of("message", "1"), lead_id=self.lead.lead_id, direction="in",
                       channel="whatsapp", body="Hola", at=self.now, by="provider")  # fmt: skip
        return self.land(receive_message(self.lead, said, PLAN))

    def merged(self):
        other = make.owned(BOB, lead_id=make.id_of("lead", "other"))
        done = merge(
            self.lead, other, (), BOSS_HERSELF, SETTINGS, self.now, audit_id="audit_1", response_id=make.RESPONSE
        )
        return self.land(done.decision)

    def met(self, by):
        note = Note(note_id=make.id_of("note", "1"), lead_id=self.lead.lead_id, kind="appointment", by=by, at=self.now,
                    recorded_at=self.now)  # fmt: skip
        return self.land(record_interaction(self.lead, note, PLAN.members[by], SETTINGS))

    def of(self, name, by, whose=None):
        days = DateRange(NOON.date(), (NOON + 30 * DAY).date())
        found = report(self.counters, by, days.steps)
        figures = found.rows.get(whose) if whose else found.totals
        return figures[name] if figures else 0

    def told(self, name="won"):
        """Return the count for source, route and team."""
        return self.of(name, "source", WEB), self.of(name, "route", MAIN), self.of(name, "agent")


def owned():
    return Story().routed().claimed()


STORIES = {
    "claimed": (lambda: owned(), (ANN, 1, 0)),
    "reassigned by hand": (lambda: owned().assigned(BOB), (BOB, 0, 1)),
    "reassigned and back": (lambda: owned().assigned(BOB).assigned(ANN), (ANN, 1, 0)),
    "released and claimed from the pool": (lambda: owned().released().claimed(BOB), (BOB, 0, 1)),
    "offered, and taken by a manager for another": (lambda: Story().routed().assigned(BOB), (BOB, 0, 1)),
    "given back and claimed by the next": (lambda: owned().given_back().routed().claimed(BOB), (BOB, 1, 0)),
    "lost, opened again, and won after all": (lambda: owned().closed("lost").reopened(), (ANN, 1, 0)),
    "won, opened again, and won again": (lambda: owned().closed().reopened(), (ANN, 1, 0)),
    "won, and the person wrote": (lambda: owned().closed().written_to(), (ANN, 1, 0)),
    "won by one, opened again, and won by another": (lambda: owned().closed().reopened().assigned(BOB), (BOB, 0, 1)),
}


@pytest.mark.parametrize(("story", "won"), STORIES.values(), ids=STORIES.keys())
def test_source_route_and_team_count_one_win_and_the_agent_is_who_owned_it(story, won):
    told = story().closed()
    assert told.told() == (1, 1, 1)
    agent_id, brought, over = won
    assert (told.of("won", "agent", agent_id), told.of("won_taken_over", "agent", agent_id)) == (brought, over)
    others = {ANN, BOB} - {agent_id}
    assert [told.of(name, "agent", one) for one in others for name in ("won", "won_taken_over")] == [0, 0]


def test_a_lead_that_nobody_owns_is_won_for_source_route_and_team():
    told = owned().released().closed()
    assert told.told() == (1, 1, 1)
    assert (told.of("won", "agent", ANN), told.of("won", "agent", BOSS)) == (0, 0)


def test_a_lead_that_was_never_routed_is_not_in_routing_statistics():
    assert Story().assigned(BOB).closed().told() == (0, 0, 0)


@pytest.mark.parametrize("undone", ["reopened", "written_to", "merged"])
def test_a_win_that_ends_is_taken_back_on_the_day_on_which_it_ends(undone):
    told = owned().closed()
    told.now += 3 * DAY
    getattr(told, undone)()
    assert told.told() == (0, 0, 0)
    wins = [(row.day, row.counts["won"]) for row in told.counters if "won" in row.counts]
    assert wins == [("2026-01-05", 1), ("2026-01-08", -1)]


def test_appointments_and_first_answers_count_for_source_route_and_team_whoever_owns_the_lead():
    told = owned().assigned(BOB).met(BOB)
    assert [told.told(name) for name in ("appointments", "responded", "contacted")] == [(1, 1, 1)] * 3
    assert [told.of(name, "agent", BOB) for name in ("appointments", "responded")] == [0, 0]
    assert [told.of(f"{name}_taken_over", "agent", BOB) for name in ("appointments", "responded")] == [1, 1]


@pytest.mark.parametrize("act", ["close", "reopen"])
def test_undoing_a_bulk_act_undoes_what_it_counted_of_wins(act):
    told = owned() if act == "close" else owned().closed()
    before = told.told()
    done = (
        close(told.lead, "won", BOSS_HERSELF, SETTINGS, told.now, audit_id="audit_1")
        if act == "close"
        else reopen(told.lead, BOSS_HERSELF, PLAN, told.now, audit_id="audit_1")
    )
    told.land(with_bulk_act(done, told.lead, BULK, BOSS_HERSELF, told.now))
    assert told.told() != before
    told.now += timedelta(hours=20)
    told.land(undo(told.lead, BULK, BOSS_HERSELF, PLAN, told.now, audit_id="audit_1", response_id=RESPONSE))
    assert told.told() == before
    assert {row.day for row in told.counters if "won" in row.counts} == {"2026-01-05"}


def test_leads_of_an_earlier_release_tell_their_route_as_far_as_they_know_it():
    old = make.received(ANN)
    assert (old.routed, old.routed_last.route_id, old.routed_last.agent_id) == (None, MAIN, ANN)
    assert make.lead().routed_last is None
    assert Lead.model_validate(old.model_dump(mode="json")).routed_last == old.routed_last
    assert "routed" not in old.model_dump()


def test_a_win_that_an_earlier_release_counted_stays_counted():
    old = make.lead(state="closed", owner=ANN, outcome="won", counted=True, todo=None)
    assert reopen(old, BOSS_HERSELF, PLAN, NOON, audit_id="audit_1").counters == ()
