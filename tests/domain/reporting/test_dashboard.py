"""Does the dashboard list the longest waits first, and each member's figures?"""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.lead_records.counters import CounterRow
from shared.domain.reporting.dashboard import (
    OpenConversation,
    figures_by_member,
    member_overviews,
    oldest_unanswered,
)
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, MAIN, NOON, SECOND, WEB

HOUR = timedelta(hours=1)
PLAN = make.plan(members=[make.member(ANN, first_name="Zoe"), make.member(BOB), make.member(CAT, status="removed")])
talks = st.lists(
    st.builds(
        OpenConversation,
        st.just(make.LEAD),
        st.sampled_from([None, ANN, BOB]),
        st.one_of(st.none(), st.integers(0, 99).map(lambda n: NOON - n * SECOND)),
    )
)


def stand(talks=(), seen=(), today=None):
    return member_overviews(PLAN, make.workloads(), dict(seen), talks, today or {}, NOON)


@given(talks)
def test_members_with_the_longest_waiting_person_come_first(talks):
    waits = [one.oldest_unanswered for one in stand(talks)]
    assert waits == sorted(waits, key=lambda at: at or NOON + HOUR)
    for agent_id, at in oldest_unanswered(talks).items():
        assert at == min(talk.waiting_since for talk in talks if talk.owner == agent_id and talk.waiting_since)


def test_removed_members_are_left_out_and_others_sorted_by_name():
    assert [one.member.agent_id for one in stand()] == [BOB, ANN]


def test_a_member_is_shown_with_workload_visit_day_and_reasons_for_receiving_no_leads():
    team, members = figures_by_member([
        CounterRow("2026-01-05", BOB, MAIN, WEB, {"claimed": 1}),
        CounterRow("2026-01-05", BOB, None, WEB, {"calls": 2}),
        CounterRow("2026-01-05", None, MAIN, WEB, {"expired": 4}),
    ])  # fmt: skip
    assert (team["claimed"], team["calls"], team["expired"]) == (1, 2, 4)
    bob, zoe = stand([OpenConversation(make.LEAD, BOB, NOON - HOUR)], {BOB: NOON - SECOND}, members)
    assert (bob.today["claimed"], bob.today["calls"], bob.today["expired"]) == (1, 2, 0)
    assert (bob.oldest_unanswered, bob.last_seen_at, bob.obstacles) == (NOON - HOUR, NOON - SECOND, ())
    assert (zoe.today["calls"], zoe.oldest_unanswered, zoe.last_seen_at) == (0, None, None)


def test_a_member_without_counts_yet_is_not_active():
    [boss] = member_overviews(make.plan(members=[make.member(BOSS)]), {}, {}, (), {}, NOON)
    assert "not_active" in boss.obstacles
