"""Does each rule keep its promise, whoever comes and goes?"""

from collections import Counter
from itertools import pairwise
from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.plan_records.route import RULES, Rotation, Seat
from shared.domain.plan_records.workload import Workload
from shared.domain.routing.choose import choose, draw
from tests import make
from tests.make import ANN, BOB, CAT, DAN, EVE, MAIN, NIGHT, NOON, SECOND
from tests.soak import often

TEAM = (ANN, BOB, CAT, DAN, EVE)
WEIGHTS = (40, 25, 20, 10, 5)


def route(rule, agents=TEAM, weights=None):
    seats = tuple(Seat(agent_id=a, weight=w) for a, w in zip(agents, weights or [None] * len(agents), strict=True))
    return make.route(rule=rule, agents=()).model_copy(update={"agents": seats})


def run(way, days, chance=None, workloads=None):
    """Return the first recipients of consecutive leads, each among the agents available then."""
    rotation, workloads, got = Rotation(route_id=MAIN), workloads or make.workloads(*way.agent_ids), []
    for there in days:
        free = [agent_id for agent_id in way.agent_ids if agent_id in there]
        choice = choose(way, free, draw(way, make.lead(), free, rotation, workloads, chance))
        rotation = choice.rotation(rotation)
        got.append(choice.agent_ids[0])
    return got


presence = st.lists(st.sets(st.sampled_from(TEAM), min_size=1), min_size=1, max_size=60)


@pytest.mark.parametrize("rule", RULES)
def test_the_chosen_agent_is_available_and_without_available_agents_nobody_is_chosen(rule):
    weights = WEIGHTS if rule in ("weighted_random", "fair_share") else None
    way = route(rule, weights=weights)
    for there in ({CAT}, {BOB, EVE}, set(TEAM)):
        assert set(run(way, [there] * 5, chance=lambda: 0.7)) <= there
    drawn = draw(way, make.lead(), (), Rotation(route_id=MAIN), {}, lambda: 0.7)
    assert choose(way, (), drawn) is None


@given(presence, st.randoms(use_true_random=False))
def test_random_chooses_nobody_first_twice_in_a_row_unless_alone(days, chance):
    got = run(route("random"), days, chance.random)
    for before, now, there in zip(got, got[1:], days[1:], strict=False):
        assert now != before or there == {before}


def test_random_draws_uniformly_among_the_others():
    chance, number = Random(5), 12_000
    got = run(route("random"), [set(TEAM)] * number, chance.random)
    followed = Counter(pairwise(got))
    expected = number / 5 / 4
    assert len(followed) == 20
    assert all(abs(count - expected) < 5 * sqrt(expected) for count in followed.values())


@pytest.mark.parametrize("there", [TEAM, (ANN, DAN, EVE), (BOB, EVE)], ids=["all", "three", "two"])
def test_weighted_random_keeps_its_percentages_among_available_agents(there):
    number, weight = 20_000, dict(zip(TEAM, WEIGHTS, strict=True))
    counts = Counter(run(route("weighted_random", weights=WEIGHTS), [set(there)] * number, Random(7).random))
    whole = sum(weight[agent_id] for agent_id in there)
    assert set(counts) == set(there)
    for agent_id in there:
        share = weight[agent_id] / whole
        assert abs(counts[agent_id] - share * number) < 5 * sqrt(number * share * (1 - share))


@pytest.mark.parametrize(
    ("chance", "chosen"),
    [(0.0, ANN), (0.399999, ANN), (0.4, BOB), (0.6499, BOB), (0.65, CAT), (0.949, DAN), (0.951, EVE), (0.999999, EVE)],
)
def test_a_weighted_draw_falls_into_the_agents_interval(chance, chosen):
    assert run(route("weighted_random", weights=WEIGHTS), [set(TEAM)], lambda: chance) == [chosen]


@given(presence)
def test_later_recipients_of_weighted_random_take_no_turn(days):
    way, rotation = route("weighted_random", weights=WEIGHTS), Rotation(route_id=MAIN, last=BOB, place=1, turn=4)
    lead = make.lead(turns={MAIN: 3}, tried=(ANN,), route_id=MAIN)
    for there in days:
        free = [agent_id for agent_id in TEAM if agent_id in there]
        choice = choose(way, free, draw(way, lead, free, rotation, make.workloads(), lambda: 0.5))
        assert choice.rotation(rotation) == rotation


def test_a_jump_ball_goes_to_all_available_agents_and_only_once():
    way, rotation = route("jump_ball"), Rotation(route_id=MAIN)
    drawn = draw(way, make.lead(), (ANN, CAT, EVE), rotation, make.workloads(), None)
    choice = choose(way, (ANN, CAT, EVE), drawn)
    assert (choice.agent_ids, choice.place) == ((ANN, CAT, EVE), -1)
    assert choice.rotation(rotation) == rotation
    again = draw(way, make.lead(turns={MAIN: 0}, tried=(ANN, CAT)), (EVE,), rotation, make.workloads(), None)
    assert choose(way, (EVE,), again) is None


LATER = {"turns": {MAIN: 3}, "route_id": MAIN}
"""A lead that had its first recipient on the route."""


def later(way, free, *, tried, rotation=None, chance=None, workloads=None):
    """Return who is asked next for a lead that these agents have had; that takes no turn of the rotation."""
    rotation = rotation or Rotation(route_id=MAIN, last=EVE, place=4, turn=9)
    lead = make.lead(**LATER, tried=tried, place=way.agent_ids.index(tried[-1]))
    choice = choose(way, free, draw(way, lead, free, rotation, workloads or make.workloads(), lambda: chance))
    assert choice.rotation(rotation) == rotation
    [agent_id] = choice.agent_ids
    assert way.agent_ids[choice.place] == agent_id
    return agent_id


def test_later_recipients_of_round_robin_follow_the_one_before_them_around_the_list():
    assert later(route("round_robin"), (ANN, BOB, EVE), tried=(CAT, DAN)) == EVE
    assert later(route("round_robin"), (ANN, BOB), tried=(DAN, EVE)) == ANN


@pytest.mark.parametrize(("chance", "asked"), [(0.0, ANN), (0.49, ANN), (0.5, EVE), (0.99, EVE)])
def test_later_recipients_of_random_are_drawn_from_all_not_yet_tried_whoever_was_first_before(chance, asked):
    """Source: docs/rules.md, "Rules" 2."""
    assert later(route("random"), (ANN, EVE), tried=(BOB,), chance=chance) == asked


@pytest.mark.parametrize(("chance", "asked"), [(0.0, ANN), (0.79, ANN), (0.81, DAN)])
def test_later_recipients_of_weighted_random_are_drawn_with_the_same_weights(chance, asked):
    """Source: docs/rules.md, "Rules" 3. Ann has 40 %, Dan 10."""
    way = route("weighted_random", weights=WEIGHTS)
    assert later(way, (ANN, DAN), tried=(BOB,), chance=chance) == asked


def test_later_recipients_of_fair_share_are_asked_by_their_credit_which_they_do_not_pay():
    """Source: docs/rules.md, "Rules" 6."""
    rotation = Rotation(route_id=MAIN, last=ANN, place=0, turn=9, credits={BOB: 0.1, CAT: -0.4, DAN: 0.3})
    way = route("fair_share", weights=WEIGHTS)
    assert later(way, (BOB, CAT, DAN), tried=(ANN,), rotation=rotation) == DAN
    assert later(way, (BOB, CAT), tried=(ANN, DAN), rotation=rotation) == BOB
    assert later(way, (CAT, EVE), tried=(ANN, DAN, BOB), rotation=rotation) == EVE


def test_with_each_lead_the_available_earn_their_share_and_the_first_pays_one():
    """Source: docs/rules.md, "Rules" 6. Bob is away, and earns nothing."""
    way = route("fair_share", agents=(ANN, BOB, CAT), weights=(50, 20, 30))
    rotation = Rotation(route_id=MAIN, credits={ANN: -0.35, BOB: 0.5})
    choice = choose(way, (ANN, CAT), draw(way, make.lead(), (ANN, CAT), rotation, make.workloads(), None))
    after = choice.rotation(rotation)
    assert (choice.agent_ids, choice.place) == ((CAT,), 2)
    assert after.credits == {ANN: 0.275, BOB: 0.5, CAT: -0.625}
    assert (after.last, after.place, after.turn) == (CAT, 2, 1)


def test_of_equal_credits_the_first_in_the_list_is_first():
    way = route("fair_share", agents=(ANN, BOB, CAT), weights=(10, 45, 45))
    assert run(way, [set(TEAM)]) == [BOB]


def test_later_recipients_of_least_loaded_are_who_own_the_fewest():
    loads = make.workloads()
    loads[BOB] = loads[BOB].model_copy(update={"open_leads": 2})
    assert later(route("least_loaded"), (BOB, DAN), tried=(ANN,), workloads=loads) == DAN
    assert later(route("least_loaded"), (BOB,), tried=(ANN, DAN), workloads=loads) == BOB


def test_who_was_first_to_come_back_to_a_route_continues_after_the_last_of_its_list_who_had_the_lead():
    """It was on another route in between, whose agents are not of this one's list."""
    way = route("round_robin", agents=(ANN, BOB, CAT))
    lead = make.lead(turns={MAIN: 3}, route_id=NIGHT, tried=(ANN, BOB, EVE), place=7)
    drawn = draw(way, lead, (ANN, CAT), Rotation(route_id=MAIN, last=CAT, place=2), make.workloads(), None)
    assert (drawn.last, choose(way, (ANN, CAT), drawn).agent_ids) == (BOB, (CAT,))
    none_left = lead.model_copy(update={"tried": (EVE,)})
    drawn = draw(way, none_left, (ANN, BOB, CAT), Rotation(route_id=MAIN, last=CAT, place=2), make.workloads(), None)
    assert (drawn.last, choose(way, (ANN, BOB, CAT), drawn).agent_ids) == (None, (ANN,))


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in ("random", "weighted_random")])
def test_only_rules_that_draw_take_a_random_number(rule):
    way = route(rule, weights=WEIGHTS if rule == "fair_share" else None)
    assert draw(way, make.lead(), TEAM, Rotation(route_id=MAIN), make.workloads(), None).chance is None


@pytest.mark.parametrize("rule", RULES)
def test_of_workloads_weights_and_credits_only_what_the_rule_reads_is_drawn(rule):
    """The draw is kept in the trace. Source: docs/rules.md, "Matching" 8."""
    way = route(rule, weights=WEIGHTS if rule in ("weighted_random", "fair_share") else None)
    loads = {
        one: load.model_copy(update={"last_offered_at": NOON, "open_leads": 2})
        for one, load in make.workloads(*TEAM).items()
    }
    rotation = Rotation(route_id=MAIN, last=ANN, place=0, turn=4, credits={ANN: 0.4, make.BOSS: 0.5})
    drawn = draw(way, make.lead(), (BOB, CAT), rotation, loads, lambda: 0.3)
    loaded, fair = rule == "least_loaded", rule == "fair_share"
    assert (drawn.rule, drawn.last, drawn.place, drawn.turn) == (rule, ANN, 0, 4)
    assert drawn.open_leads == (dict.fromkeys((BOB, CAT), 2) if loaded else {})
    assert drawn.offered_at == (dict.fromkeys((BOB, CAT), NOON) if loaded else {})
    assert drawn.credits == ({ANN: 0.4, BOB: 0.0, CAT: 0.0, DAN: 0.0, EVE: 0.0} if fair else {})
    assert drawn.weights == ({BOB: 25, CAT: 20} if fair or rule == "weighted_random" else {})


@pytest.mark.parametrize("rule", RULES)
def test_only_rules_with_turns_give_one_back(rule):
    """Source: docs/rules.md, "Claiming" 9."""
    way, loads = route(rule, weights=WEIGHTS if rule in ("fair_share", "weighted_random") else None), make.workloads()
    loads[DAN] = loads[DAN].model_copy(update={"owed": {MAIN: 1, NIGHT: 1}})
    loads[EVE] = loads[EVE].model_copy(update={"owed": {NIGHT: 1}})
    rotation = Rotation(route_id=MAIN, last=ANN, place=0, turn=4, credits={ANN: 0.4})
    choice = choose(way, TEAM, draw(way, make.lead(), TEAM, rotation, loads, lambda: 0.3))
    assert choice.repays is (rule in ("round_robin", "fair_share"))
    if choice.repays:
        after = choice.rotation(rotation)
        assert (choice.agent_ids, choice.place) == ((DAN,), 3)
        assert (after.last, after.place, after.turn, after.credits) == (ANN, 0, 5, {ANN: 0.4})


def test_a_turn_is_not_given_back_with_a_lead_that_others_have_had():
    loads = make.workloads()
    loads[DAN] = loads[DAN].model_copy(update={"owed": {MAIN: 1}})
    assert later(route("round_robin"), (BOB, DAN), tried=(ANN,), workloads=loads) == BOB


def test_of_several_to_whom_turns_are_owed_the_next_in_the_list_is_first():
    loads = {one: load.model_copy(update={"owed": {MAIN: 1}}) for one, load in make.workloads().items()}
    way, rotation = route("round_robin"), Rotation(route_id=MAIN, last=CAT, place=2)
    for free, first in ((TEAM, DAN), ((ANN, BOB, EVE), EVE), ((ANN, BOB), ANN)):
        assert choose(way, free, draw(way, make.lead(), free, rotation, loads, None)).agent_ids == (first,)


@given(st.permutations(TEAM), st.lists(st.integers(0, 9), min_size=5, max_size=5), st.data())
def test_least_loaded_chooses_who_owns_fewest_then_who_waited_longest(order, owned, data):
    waited = data.draw(st.permutations(range(5)))
    workloads = {
        agent_id: Workload(agent_id=agent_id, active=True, open_leads=n, last_offered_at=NOON - w * SECOND)
        for agent_id, n, w in zip(TEAM, owned, waited, strict=True)
    }
    there = data.draw(st.sets(st.sampled_from(TEAM), min_size=1))
    (got,) = run(route("least_loaded", agents=tuple(order)), [there], workloads=workloads)

    def key(agent_id):
        return workloads[agent_id].open_leads, -waited[TEAM.index(agent_id)]

    assert all(key(got) <= key(agent_id) for agent_id in there)


def test_least_loaded_prefers_an_agent_who_was_never_offered_a_lead():
    workloads = make.workloads(ANN, BOB)
    workloads[ANN] = workloads[ANN].model_copy(update={"last_offered_at": NOON})
    assert run(route("least_loaded", agents=(ANN, BOB)), [{ANN, BOB}], workloads=workloads) == [BOB]


def test_equals_of_least_loaded_take_turns_in_list_order():
    """Many leads at one instant: nobody has waited longer than the others."""
    assert run(route("least_loaded"), [set(TEAM)] * 7) == [ANN, BOB, CAT, DAN, EVE, ANN, BOB]


def test_fair_share_of_a_full_team_is_exact():
    counts = Counter(run(route("fair_share", weights=WEIGHTS), [set(TEAM)] * 100))
    assert [counts[agent_id] for agent_id in TEAM] == list(WEIGHTS)


def test_an_agent_back_from_an_absence_is_not_flooded():
    way = route("fair_share", agents=(ANN, BOB), weights=(50, 50))
    got = run(way, [{ANN}] * 200 + [{ANN, BOB}] * 20)
    assert Counter(got[200:]) == {ANN: 10, BOB: 10}


def smooth_weighted_round_robin(weights, days):
    """Return the choices of the well-known algorithm of load balancers, for contrast.

    Add each weight, take the most, subtract the sum.
    """
    current = dict.fromkeys(weights, 0)
    for there in days:
        for agent_id in there:
            current[agent_id] += weights[agent_id]
        first = max(there, key=current.__getitem__)
        current[first] -= sum(weights[agent_id] for agent_id in there)
        yield first


def drift(weights, days, got):
    """Return the largest deviation from the share due.

    Each agent's weight for each lead that came while they were available.
    """
    off, worst = dict.fromkeys(weights, 0.0), 0.0
    for there, first in zip(days, got, strict=True):
        whole = sum(weights[agent_id] for agent_id in there)
        for agent_id in there:
            off[agent_id] += weights[agent_id] / whole
        off[first] -= 1
        worst = max(worst, max(map(abs, off.values())))
    return worst


def parted(number, chance):
    """Return whole percentages that add up to 100 for so many agents, the largest some ten times the smallest."""
    wishes = [chance.randint(1, 10) for _ in range(number)]
    parts = [max(1, 100 * wish // sum(wishes)) for wish in wishes]
    while (left := 100 - sum(parts)) != 0:
        place = chance.choice([n for n, part in enumerate(parts) if part + left // abs(left) >= 1])
        parts[place] += left // abs(left)
    return parts


@pytest.mark.sampled
@pytest.mark.parametrize(("agents", "plain"), [(3, 10), (10, 5), (30, 3)])
def test_fair_share_stays_within_about_one_lead_of_the_share_due(agents, plain):
    """5,000 leads, each agent available for three of five; the plain algorithm is off by many leads."""
    team = tuple(make.id_of("agent", f"n{n:02}") for n in range(agents))
    worst = others = 0.0
    for seed in range(often(4, 40)):
        chance = Random(seed)
        weights = dict(zip(team, parted(agents, chance), strict=True))
        days = [[a for a in team if chance.random() < 0.6] or [team[0]] for _ in range(5_000)]
        way = route("fair_share", team, tuple(weights.values()))
        worst = max(worst, drift(weights, days, list(credited(way, days))))
        others = max(others, drift(weights, days, list(smooth_weighted_round_robin(weights, days))))
    assert round(worst, 1) <= 1.1
    assert others > plain


def credited(way, days):
    """Return first recipients by the rule, carrying only the credits from lead to lead."""
    drawn = draw(way, make.lead(), way.agent_ids, Rotation(route_id=MAIN), make.workloads(*way.agent_ids), None)
    for there in days:
        choice = choose(way, there, drawn)
        drawn = drawn.model_copy(update={"credits": choice.turned["credits"]})
        yield choice.agent_ids[0]
