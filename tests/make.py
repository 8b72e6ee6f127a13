"""Make records for tests: valid unless a test says otherwise."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from shared.domain.kernel.contact import Address, Contact
from shared.domain.kernel.event import Event
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer import Offer, ResponseDeadline
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Order, Plan
from shared.domain.plan_records.rota import Rota, Shift
from shared.domain.plan_records.route import Route, Seat
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.source import Source
from shared.domain.plan_records.workload import Workload

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)  # a Monday, 13:00 in Madrid
SECOND = timedelta(seconds=1)


def id_of(kind, name):
    """Return a readable, valid id: `id_of("agent", "a1")` is agent_ and 32 digits that end in a1."""
    return f"{kind}_{name.encode().hex().rjust(32, '0')[-32:]}"


ANN, BOB, CAT, DAN, EVE = (id_of("agent", name) for name in ("ann", "bob", "cat", "dan", "eve"))
BOSS, CHIEF = id_of("agent", "boss"), id_of("agent", "chief")
MAIN, NIGHT = id_of("route", "main"), id_of("route", "night")
WEB, PORTAL = id_of("source", "web"), id_of("source", "portal")
LEAD, OFFER, RESPONSE = id_of("lead", "lead"), id_of("offer", "offer"), id_of("response", "response")
END = NOON + 300 * SECOND  # the deadline of an offer made at noon


def settings(**change):
    return Settings(
        **{"team_name": "Casa", "time_zone": "Europe/Madrid", "country": "ES", "created_at": NOON, **change}
    )


def member(agent_id=ANN, **change):
    given = {
        "agent_id": agent_id,
        "email": f"{agent_id[-6:]}@example.com",
        "first_name": "Ana",
        "last_name": "García",
        "role": "agent",
        "status": "active",
        "sub": f"sub-{agent_id[-6:]}",
        "created_at": NOON,
    }
    return Member(**{**given, **change})


def source(source_id=WEB, **change):
    return Source(**{"source_id": source_id, "title": "Web", "kind": "standard", "created_at": NOON, **change})


def route(route_id=MAIN, agents=(ANN, BOB, CAT), **change):
    given = {
        "route_id": route_id,
        "title": "Main",
        "rule": "round_robin",
        "claim_seconds": 300,
        "agents": tuple(Seat(agent_id=a) for a in agents),
        "created_at": NOON,
    }
    return Route(**{**given, **change})


def plan(routes=None, members=None, sources=None, version=1, **change):
    routes = [route()] if routes is None else routes
    members = (
        [*(member(a) for a in (ANN, BOB, CAT, DAN, EVE)), member(BOSS, role="manager"), member(CHIEF, role="rainmaker")]
        if members is None
        else members
    )
    sources = [source(), source(PORTAL, title="Portal", kind="api_key")] if sources is None else sources
    return Plan(
        version=version,
        settings=settings(**change),
        order=Order(route_ids=tuple(r.route_id for r in routes)),
        routes_by_id={r.route_id: r for r in routes},
        members={m.agent_id: m for m in members},
        sources={s.source_id: s for s in sources},
    )


def shift(name="shift", agent_ids=(ANN,), **change):
    """Return a shift of the Monday that `NOON` is in, from 12:00 to 14:00 in Madrid, so that it lasts at noon."""
    given = {"shift_id": id_of("shift", name), "start": "2026-01-05T12:00", "to": "2026-01-05T14:00"}
    return Shift(**{**given, "agent_ids": agent_ids, **change})


def rota(*shifts, route_id=MAIN, **change):
    return Rota(**{"route_id": route_id, "shifts": shifts, **change})


def with_rotas(plan, *rotas):
    """Return the plan with rotas of its routes."""
    return replace(plan, rotas={rota.route_id: rota for rota in rotas})


def workloads(*agent_ids):
    return {a: Workload(agent_id=a, active=True, version=1) for a in agent_ids or (ANN, BOB, CAT, DAN, EVE)}


def contact(**change):
    given = {
        "first_name": "Lucía",
        "last_name": "Pérez",
        "emails": (Address(given="Lucia@example.com", normal="lucia@example.com"),),
        "phones": (Address(given="600 11 22 33", normal="+34600112233"),),
    }
    return Contact(**{**given, **change})


def lead(lead_id=LEAD, **change):
    given = {
        "lead_id": lead_id,
        "since": NOON,
        "contact": contact(),
        "source_id": WEB,
        "source_title": "Web",
        "created_at": NOON,
        "last_activity_at": NOON,
        "history": (Event(at=NOON, kind="received", by="provider"),),
        "todo": "route",
        "version": 1,
    }
    return Lead(**{**given, **change})


def offer(*agents, **change):
    """Return an offer made at noon; one to several agents is a jump ball."""
    given = {"offer_id": OFFER, "route_id": MAIN, "agent_ids": agents or (ANN,), "made_at": NOON, "deadline": END}
    return Offer(**{**given, "turn": 1, "together": len(agents) > 1, **change})


def offered(*agents, **change):
    return lead(
        **{"state": "offered", "offer": offer(*agents), "route_id": MAIN, "turns": {MAIN: 1}, "todo": None, **change}
    )


def owned(by=ANN, **change):
    return lead(**{"state": "owned", "owner": by, "todo": None, **change})


def response(**change):
    """Return the response that the owner owes since noon, within the hour."""
    given = {"response_id": RESPONSE, "route_id": MAIN, "since": NOON, "due": NOON + timedelta(hours=1)}
    return ResponseDeadline(**{**given, "actions": ("call", "text"), **change})


def received(by=ANN, **change):
    """Return a lead that `by` received through the main route."""
    return owned(by, **{"route_id": MAIN, "turns": {MAIN: 1}, "tried": (by,), "via": MAIN, "counted": True, **change})


def pooled(**change):
    return lead(**{"state": "pooled", "reason": "unclaimed", "todo": None, **change})


closed = lead(state="closed", todo=None)
