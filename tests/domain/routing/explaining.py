"""A team with names, decisions on its leads, and what is told of them."""

from shared.domain.plan_records.route import Seat
from shared.domain.routing.dispatch import dispatch
from shared.domain.routing.explanation import explain
from shared.domain.routing.turns import Rotations
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, DAN, EVE, MAIN, NOON, OFFER

NAMES = {ANN: "Ana", BOB: "Bruno", CAT: "Carmen", DAN: "Diego", EVE: "Inés"}
MEMBERS = [make.member(agent_id, first_name=name) for agent_id, name in NAMES.items()]
BOSS_MEMBER = make.member(BOSS, role="manager", first_name="Marta")


def plan(*routes, **change):
    return make.plan(list(routes) or None, [*MEMBERS, BOSS_MEMBER], **change)


def decide(plan, lead=None, rotation=None, workloads=None, chance=0.5):
    turns = Rotations({MAIN: rotation} if rotation else {}, workloads or make.workloads())
    new_id = {"offer": OFFER, "response": make.id_of("response", "r")}.__getitem__
    return dispatch(lead or make.lead(), plan, turns, NOON, new_id, lambda: chance).trace


def told(trace, plan, me=BOSS):
    found = explain(trace, plan.members[me], plan)
    return list(found["es"]), list(found["en"])


def weighted(rule, **weights):
    """Return a plan with one route whose agents have these weights."""
    seats = tuple(Seat(agent_id={"ann": ANN, "bob": BOB}[name], weight=weight) for name, weight in weights.items())
    return plan(make.route(rule=rule).model_copy(update={"agents": seats}))
