"""What is a reader told of routes they are not on, of leads that were passed on, and of what has changed since?

How each rule is explained, and that agents read no names, is in `test_explanation`.
"""

import pytest

from shared.domain.plan_records.condition import Condition
from shared.domain.plan_records.member import Pause
from shared.domain.plan_records.route import Rotation, ToAgent
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.trace import Trace
from tests import make
from tests.domain.routing.explaining import BOSS_MEMBER, MEMBERS, decide, plan, told, weighted
from tests.make import ANN, BOB, BOSS, CAT, DAN, EVE, MAIN, NIGHT, NOON, PORTAL, SECOND

TOP = make.route(NIGHT, title="Top", agents=(BOB,), when_nobody="next_route")


def passed_over():
    """Decide on a lead that a route passes over, because its only agent is paused, before another takes it."""
    pause = Pause(side="team", by=BOSS, at=NOON - SECOND)
    members = [one.model_copy(update={"pauses": (pause,)}) if one.agent_id == BOB else one for one in MEMBERS]
    at = make.plan([TOP, make.route(agents=(ANN, CAT))], [*members, BOSS_MEMBER])
    return decide(at), at


@pytest.mark.parametrize(
    ("me", "en"),
    [
        pytest.param(
            ANN,
            [
                "Another route took it before, but nobody there could receive it.",
                "“Main” takes the lead: it is the next in the list that fits.",
                "Round robin: it is your turn.",
            ],
            id="whose turn it is",
        ),
        pytest.param(
            CAT,
            [
                "Another route took it before, but nobody there could receive it.",
                "“Main” takes the lead: it is the next in the list that fits.",
                "The lead was offered to somebody else.",
                "You: waiting for a turn.",
            ],
            id="who comes later",
        ),
        pytest.param(
            BOB,
            [
                "“Top” takes the lead: of the routes that fit, it is nearest the top.",
                "You: paused by the team.",
                "“Top” took the lead, but nobody there could receive it: it went on to the next route.",
                "A route that you are not on takes the lead.",
                "The lead was offered to somebody else.",
            ],
            id="of the route that was passed over",
        ),
    ],
)
def test_an_agent_reads_only_of_their_own_route_what_kept_the_lead_from_its_agents(me, en):
    """Source: docs/rules.md, "Restrictions" 3."""
    trace, at = passed_over()
    assert told(trace, at, me)[1] == en


@pytest.mark.parametrize(
    ("agents", "me", "en"),
    [
        pytest.param((ANN, BOB, CAT), ANN, "Jump ball: offered to you and 2 others together.", id="with others"),
        pytest.param((ANN,), ANN, "Jump ball: offered to you alone.", id="alone"),
        pytest.param((ANN, BOB, CAT), DAN, "The lead was offered to 3 others.", id="to others"),
    ],
)
def test_an_agent_reads_of_a_jump_ball_with_how_many_others_they_share_it(agents, me, en):
    at = plan(make.route(rule="jump_ball", agents=agents))
    assert told(decide(at), at, me)[1][-1] == en


@pytest.mark.parametrize(
    ("status", "me", "en"),
    [
        ("active", BOSS, "Nobody on the route could receive it: it goes to Inés, as the route says."),
        ("active", EVE, "Nobody on the route could receive it: it is yours, as the route says."),
        ("active", BOB, "Nobody on the route could receive it: it goes to somebody else, as the route says."),
        ("invited", BOB, "It goes to the pool: nobody could receive it."),
    ],
)
def test_whose_the_lead_is_in_the_end_an_agent_reads_only_of_themselves(status, me, en):
    members = [make.member(ANN, status="invited"), make.member(EVE, first_name="Inés", status=status),
               make.member(BOB, first_name="Bruno"), BOSS_MEMBER]  # fmt: skip
    at = make.plan([make.route(agents=(ANN,), when_nobody=ToAgent(agent_id=EVE))], members)
    sentences = told(decide(at), at, me)[1]
    assert sentences[-1] == en
    assert len(sentences) == (3 if me == BOSS else 2)


@pytest.mark.parametrize(
    ("me", "en"),
    [
        (BOSS, "The lead goes to Ana."),
        (ANN, "The lead is yours."),
        (BOB, "The lead was assigned to somebody else."),
    ],
)
def test_a_lead_that_no_route_assigned_is_explained_by_its_owner(me, en):
    own = Trace(lead_id=make.LEAD, lead_version=1, at=NOON, plan_version=1, outcome="assigned", agent_ids=(ANN,))
    assert told(own, plan(), me)[1] == [en]


def test_an_agent_to_whom_a_turn_is_owed_is_explained_to_come_first():
    """Source: docs/rules.md, "Claiming" 9."""
    at = plan()
    trace = decide(at)
    owed = trace.model_copy(update={"draw": trace.draw.model_copy(update={"owed": (ANN,)})})
    assert told(owed, at)[1][1] == (
        "Round robin: it is Ana's turn, out of order, because an earlier turn was given back."
    )


def test_routes_that_a_lead_skips_because_it_was_handed_over_are_named_to_who_knows_them():
    trace = decide(plan()).model_copy(update={"skips": (NIGHT,)})
    at = plan(TOP, make.route())
    skipped = "“Top”: the lead was there before it was handed over."
    assert told(trace, at)[1][1] == skipped
    assert skipped in told(trace, at, BOB)[1]
    assert not any("Top" in one for one in told(trace, at, ANN)[1])


def test_routes_that_the_trace_only_counts_are_counted_with_those_that_the_reader_does_not_know():
    hidden = make.route(NIGHT, title="Oculta", agents=(DAN,), sources=(PORTAL,))
    at = plan(hidden, make.route(agents=(ANN,)))
    trace = decide(at).model_copy(update={"other_routes": {"source": 4}})
    assert told(trace, at)[1][1] == "“Oculta” and 4 more routes: for other sources."
    assert told(trace, at, ANN)[1][1] == "5 routes: for other sources."


def test_agents_who_have_left_are_counted_among_those_who_were_not_chosen():
    at = plan()
    trace = decide(at)
    left = make.plan(None, [one for one in MEMBERS if one.agent_id != CAT] + [BOSS_MEMBER])
    assert told(trace, left)[1][-1] == "Bruno and somebody who has left the team: waiting for a turn."
    nobody = make.plan(None, [MEMBERS[0], BOSS_MEMBER])
    assert told(trace, nobody)[1][-1] == "2 people who have left the team: waiting for a turn."


def test_a_namesake_who_has_left_needs_no_last_name_beside():
    members = [make.member(ANN), make.member(BOB, status="removed"), make.member(CAT, first_name="Carmen"), BOSS_MEMBER]
    at = make.plan([make.route(agents=(ANN, CAT))], members)
    assert told(decide(at), at)[1][1] == "Round robin: it is Ana's turn; this is the route's first lead."


def test_later_agents_of_a_fair_share_are_asked_by_their_credit_alone():
    at = weighted("fair_share", ann=50, bob=50)
    rotation = Rotation(route_id=MAIN, last=ANN, place=0, credits={ANN: -0.5, BOB: 0.5})
    lead = make.lead(route_id=MAIN, turns={MAIN: 1}, tried=(ANN,), place=0)
    assert told(decide(at, lead, rotation=rotation), at)[1][1] == (
        "Exact percentages: of those who could receive it, Bruno was due the most (0.5 leads)."
    )


def test_a_route_that_was_deleted_since_is_not_named():
    words = told(decide(plan()), plan(TOP))[1]
    assert words[0] == "A deleted route takes the lead: of the routes that fit, it is nearest the top."


def test_a_route_between_two_that_took_the_lead_is_explained_too():
    _, at = passed_over()
    between = make.route(make.id_of("route", "portal"), title="Portal", sources=(PORTAL,))
    at = make.plan([TOP, between, at.routes_by_id[MAIN]], list(at.members.values()))
    assert "“Portal”: for other sources." in told(decide(at), at)[1]


def test_routes_that_are_only_counted_make_a_plural():
    gracia = Condition(field="place", op="eq", value="Gracia")
    at = plan(*(make.route(make.id_of("route", name), title=name, conditions=(gracia,)) for name in "AB"), make.route())
    trace = decide(at).model_copy(update={"other_routes": {"conditions": 1}})
    assert told(trace, at)[1][1] == ("“A”, “B” and 1 more route: ask for conditions that the lead does not meet.")


def test_an_agent_who_joined_a_route_after_its_decision_was_not_considered():
    trace = decide(plan(make.route(agents=(ANN, BOB))))
    assert told(trace, plan(make.route(agents=(ANN, BOB, DAN))), DAN)[1] == [
        "“Main” takes the lead: of the routes that fit, it is nearest the top.",
        "The lead was offered to somebody else.",
    ]


@pytest.mark.parametrize(
    ("agents", "last", "tried", "excluded"),
    [
        pytest.param((ANN, BOB), ANN, (), True, id="one of two"),
        pytest.param((ANN, BOB, CAT), ANN, (), True, id="one of several"),
        pytest.param((ANN,), ANN, (), False, id="alone, so drawn again"),
        pytest.param((ANN, BOB), DAN, (), False, id="on the route no more"),
        pytest.param((ANN, BOB, CAT), BOB, (ANN,), False, id="a later agent of the same lead"),
        pytest.param((ANN, BOB), None, (), False, id="the first lead"),
    ],
)
def test_a_random_draw_leaves_out_who_was_first_before_unless_alone(agents, last, tried, excluded):
    """Source: docs/rules.md, "Rules" 2."""
    at = plan(make.route(rule="random", agents=agents))
    lead = make.lead(route_id=MAIN, turns={MAIN: 1}, tried=tried, place=0) if tried else None
    place = agents.index(last) if last in agents else -1
    words = told(decide(at, lead, rotation=Rotation(route_id=MAIN, last=last, place=place)), at)[1]
    assert any("was not in the draw" in one for one in words) is excluded


@pytest.mark.parametrize(
    ("chance", "en"),
    [
        (0.5, "Weighted random: Ana was drawn, with a chance of 99%."),
        (0.995, "Weighted random: Bruno was drawn, with a chance of 1%."),
    ],
)
def test_a_chance_is_stated_to_the_percent(chance, en):
    at = weighted("weighted_random", ann=99, bob=1)
    assert en in told(decide(at, chance=chance), at)[1]


@pytest.mark.parametrize(
    ("credits", "due"),
    [pytest.param({}, "0.5", id="none yet"), pytest.param({ANN: 0.12, BOB: 0.1}, "0.6", id="to a tenth of a lead")],
)
def test_what_an_agent_is_due_of_a_fair_share_is_their_credit_and_their_share_of_this_lead(credits, due):
    """Source: docs/rules.md, "Rules" 6."""
    at = weighted("fair_share", ann=50, bob=50)
    words = told(decide(at, rotation=Rotation(route_id=MAIN, last=BOB, place=1, credits=credits)), at)[1]
    assert f"Exact percentages: of those who could receive it, Ana was due the most ({due} leads)." in words


def test_of_several_with_as_few_leads_the_one_who_has_waited_longest_is_named():
    """Source: docs/rules.md, "Rules" 7."""
    at = plan(make.route(rule="least_loaded"))
    offered = {BOB: NOON - 3 * SECOND, CAT: NOON - 2 * SECOND, ANN: NOON - SECOND}
    workloads = {
        agent_id: Workload(agent_id=agent_id, active=True, open_leads=2, last_offered_at=since)
        for agent_id, since in offered.items()
    }
    words = told(decide(at, workloads=workloads), at)[1]
    assert words[1].endswith("Bruno owns the fewest open leads (2), and has waited longest.")
