"""Define the plan of probes: leads that Relevo sends itself, to see that a lead's whole way works.

It has a source, a route and a machine member of its own. They are stored nowhere, so no list, count, limit or export of
the team holds them, and no token of a person is the machine's. The ids are reserved: new ones begin with an instant.
"""

from __future__ import annotations

from datetime import UTC, datetime

from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Order, Plan
from shared.domain.plan_records.route import Route, Seat
from shared.domain.plan_records.source import Source

_RESERVED = b"probe".hex().rjust(32, "0")
SOURCE, ROUTE, MACHINE = (f"{kind}_{_RESERVED}" for kind in ("source", "route", "agent"))
OPEN_SECONDS = 60  # how long the machine may claim
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)

_SOURCE = Source(source_id=SOURCE, title="Probe", kind="standard", created_at=_BEGAN)
_MACHINE = Member(
    agent_id=MACHINE, sub=MACHINE, role="agent", status="active", first_name="Relevo", last_name="Probe",
    email="probe@relevo.example", created_at=_BEGAN,
)  # fmt: skip
_ROUTE = Route(
    route_id=ROUTE, title="Probe", rule="round_robin", sources=(SOURCE,), claim_seconds=OPEN_SECONDS,
    agents=(Seat(agent_id=MACHINE),), created_at=_BEGAN,
)  # fmt: skip


def plan_for(asked: str | None, plan: Plan) -> Plan:
    """Return the plan by which a source's or a member's work goes: that of probes for theirs, else the team's.

    Args:
        asked: the id of a source or member.
        plan: the team's.

    Source: docs/rules.md, "Sample data" 3.
    """
    if asked not in (SOURCE, MACHINE):
        return plan
    return Plan(
        version=plan.version,
        settings=plan.settings.model_copy(update={"second_factor": None}),
        order=Order(route_ids=(ROUTE,)),
        routes_by_id={ROUTE: _ROUTE},
        members={MACHINE: _MACHINE},
        sources={SOURCE: _SOURCE},
    )
