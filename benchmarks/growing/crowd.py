"""Yield the items of a team of any size, as the functions would have stored them after a year.

Of ten leads four are closed, four are owned and in conversation, one is owned and at rest, and one is in the pool. Of
those in conversation three wait for an answer, or for their new owner. Every lead has its card, its delivery and what
its person is found by; every twentieth has an open task. Some more are offered: as many as a size says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple

from benchmarks import finding
from shared.domain.kernel.audit import Audit, AuditCopy
from shared.domain.kernel.contact import Address, AddressKind, Card, Contact
from shared.domain.kernel.record import AgentId, Record
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.counters import CounterRow
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import Task
from shared.domain.lead_records.visit import Visit
from shared.domain.plan_records.workload import Workload
from shared.domain.reporting.rollup import MonthRollup, roll_up
from shared.secrets import MasterSecret
from shared.store import codec, keys, search_keys
from tests import make
from tests.functions import counter_rows
from tests.make import ANN, BOB, CAT, DAN, MAIN, NOON, WEB, id_of

YEAR = timedelta(days=365)
BESIDE = 5  # of ten, the lead that has an open task every other time
DAYS = 12  # with rows of their own: those of this month, and the week before
COUNTS = {"received": 2, "claimed": 1, "passed": 1, "t44": 1, "calls": 2, "r60": 1}
DEMAND = {"received": 20, "h36": 4}

type Item = dict[str, Any]


class Size(NamedTuple):
    """How large a team is."""

    leads: int = 1_000
    agents: int = 100
    routes: int = 10
    offers: int = 100


def items(size: Size, secret: MasterSecret) -> Iterator[Item]:
    """Yield all items, but for the plan's."""
    agents = names(size)
    records = chain(_leads(size, agents, secret), _offered(size, agents), _standing(agents, size), _rollups(agents))
    for record in records:
        yield codec.to_item(record) if isinstance(record, Record) else record
    yield from _day_rows(agents)
    yield from _marks()


def names(size: Size) -> list[AgentId]:
    """Return the agents; the first are those of the tests' records."""
    return [ANN, BOB, CAT, DAN, *(id_of("agent", f"{n:04}") for n in range(size.agents - 4))][: size.agents]


def plan(size: Size) -> list[Record]:
    """Return the members and routes that the tests' records have not: each route has ten agents."""
    agents = names(size)
    members = [make.member(one, created_at=NOON - YEAR) for one in agents[4:]]  # so many are not invited in a day
    routes = [
        make.route(id_of("route", f"{n:04}"), [agents[(n + seat) % len(agents)] for seat in range(10)], title=f"R{n}")
        for n in range(size.routes)
    ]
    return [*members, *routes]


def person(number: int) -> Contact:
    """Return a person whose phone nobody else has."""
    phone = f"+346{number:08}"
    return finding.person(number).model_copy(update={"phones": (Address(given=phone, normal=phone),)})


def _leads(size: Size, agents: list[AgentId], secret: MasterSecret) -> Iterator[Record | Item]:
    for n in range(size.leads):
        at = NOON - YEAR * (n + 1) / (size.leads + 1)
        lead = _lead(n, agents[n // 10 % len(agents)], at)
        yield lead
        if n % 10 not in (BESIDE, 0):
            continue
        yield from lead.tasks
        for number, values in enumerate(search_keys.attributes(secret.part_hashes, lead)):
            yield search_keys.put(lead.lead_id, number, values).body["Item"]
        for kind, _, normal in lead.contact.normals:
            yield Card(hash=_hashed(secret, kind, normal), current=lead.lead_id, leads=(lead.lead_id,))
        yield Delivery(source_id=WEB, hash=f"{n:064x}", at=at, lead_id=lead.lead_id)
        if n % 10 == 0:
            change = Audit(audit_id=id_of("audit", f"{n:07}"), at=at, by=agents[0], what="lead.assigned", subject=lead.lead_id)  # noqa: E501  # fmt: skip
            yield change
            yield AuditCopy(**change.model_dump())


def _hashed(secret: MasterSecret, kind: AddressKind, normal: str) -> str:
    return secret.contact_hashes(kind, normal)[0]


def _lead(n: int, owner: AgentId, at: datetime) -> Lead:
    lead_id = id_of("lead", f"n{n:07}")
    given: dict[str, Any] = {
        "lead_id": lead_id, "contact": person(n), "created_at": at, "since": at, "last_activity_at": at,
        "attributes": {"place": "Retiro", "intent": "buy"}, "message": "Busco un piso de dos habitaciones con luz.",
    }  # fmt: skip
    kind = n % 10
    lead: Lead
    if kind == 0:
        lead = make.pooled(**given)
        return lead
    if kind < 5:
        lead = make.owned(owner, **given | {"state": "closed", "outcome": "lost"})
        return lead
    waits, acted = kind in (5, 6), kind != 7
    talk = Conversation(opened_at=at, waiting_since=at if waits else None) if kind < 9 else None
    asked = id_of("comment", f"n{n:07}")
    tasks = (
        (Task(comment_id=asked, lead_id=lead_id, at=at, due_at=NOON + YEAR / 12, by=owner, assignee=owner),)
        if n % 20 == 5
        else ()
    )
    lead = make.received(owner, **given, conversation=talk, answered_at=at if acted else None, tasks=tasks)
    return lead


def _offered(size: Size, agents: list[AgentId]) -> Iterator[Lead]:
    for n in range(size.offers):
        deadline = NOON + timedelta(hours=1, seconds=n)
        at, who = NOON - timedelta(minutes=1, microseconds=n), agents[n % len(agents)]
        offer = make.offer(who, offer_id=id_of("offer", f"{n:07}"), made_at=at, deadline=deadline)
        one = id_of("lead", f"o{n:07}")
        yield make.offered(offer=offer, lead_id=one, contact=person(n), created_at=at, since=at, last_activity_at=at)


def _standing(agents: list[AgentId], size: Size) -> Iterator[Record]:
    each = size.leads // 2 // len(agents)
    for one in agents:
        if one not in (ANN, BOB, CAT, DAN):  # these are among the tests' records
            yield Workload(agent_id=one, active=True, open_leads=each, received={"2026-01-05": 3, "2026-01": 40})
        yield Visit(agent_id=one, at=NOON)


def _rows(day: str, agents: Iterable[AgentId]) -> Iterator[CounterRow]:
    yield from (CounterRow(day, one, MAIN, WEB, COUNTS) for one in agents)
    yield CounterRow(day, None, MAIN, WEB, DEMAND)


def _day_rows(agents: list[AgentId]) -> Iterator[Item]:
    for ago in range(DAYS):
        for row in _rows(f"{NOON - timedelta(days=ago):%Y-%m-%d}", agents):
            yield counter_rows.item((row.day, *(one or "-" for one in row.row[1:])), dict(row.counts))


def _rollups(agents: list[AgentId]) -> Iterator[Record]:
    for number in range(1, 13):
        month = f"2025-{number:02}"
        pages = roll_up(month, _rows(f"{month}-01", agents))
        yield from pages
        yield MonthRollup(month=month, pages=len(pages))


def _marks() -> Iterator[Item]:
    """Yield what the sweep keeps of how far it is: all that earlier releases left is done."""
    done: dict[keys.Key, dict[str, Any]] = {
        keys.CLOSED_LISTED: {"after": {"M": {}}, "done": {"BOOL": True}},
        keys.WAITING_LISTED: {"after": {"M": {}}, "done": {"BOOL": True}},
        keys.TASKS_LISTED: {"partition": {"S": "~"}, "after": {"M": {}}},
        keys.AUDITS_COMPARED: {"month": {"S": "2026-01"}, "after": {"S": "2026-01-05T11"}},
    }
    for key, kept in done.items():
        yield {"PK": {"S": key.pk}, "SK": {"S": key.sk}, **kept}
