"""Replay a decision from its trace and the plan of its version alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from shared.domain.kernel.contact import Contact
from shared.domain.kernel.record import AgentId, RouteId
from shared.domain.lead_records.lead import Lead, Reason
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route, ToAgent
from shared.domain.routing.choose import choose
from shared.domain.routing.match import match
from shared.domain.routing.trace import Trace, TraceStep

FREE = frozenset({"chosen", "later"})


@dataclass(frozen=True, slots=True)
class Replayed:
    """Hold the result of a decision: the routes that took the lead, in order, and who gets it."""

    route_ids: tuple[RouteId, ...]
    outcome: Literal["offered", "assigned", "pooled"]
    agent_ids: tuple[AgentId, ...] = ()
    reason: Reason | None = None

    @classmethod
    def of(cls, trace: Trace) -> Replayed:
        """Return the result as it was decided."""
        route_ids = tuple(step.route_id for step in trace.steps)
        return cls(route_ids, trace.outcome, trace.agent_ids, trace.reason)


class Unlike(Exception):
    """Report that the trace lacks a route of the plan: it belongs to another version."""


def replay(trace: Trace, plan: Plan) -> Replayed:
    """Decide again. Workloads, rotations and hours are taken from the trace.

    Args:
        trace: of any decision that routing took.
        plan: at the trace's `plan_version`.

    Raises:
        Unlike: the plan is not the one of the trace.

    Source: docs/rules.md, "Matching" 8.
    """
    return _Replaying(trace, plan).run()


@dataclass
class _Replaying:
    trace: Trace
    plan: Plan
    passed: list[RouteId] = field(default_factory=list)

    def run(self) -> Replayed:
        if self.trace.source_id is None:
            return Replayed((), "pooled", reason="no_source")
        stays_on = self.trace.stays_on
        route = self.plan.route(stays_on) if stays_on else self._match(0)
        while route is not None:
            self.passed.append(route.route_id)
            step = self._step(route)
            free = [one.agent_id for one in step.agents if one.verdict in FREE]
            choice = choose(route, free, step.draw)
            if choice is not None:
                return self._done("assigned" if route.assigns else "offered", *choice.agent_ids)
            if isinstance(route.when_nobody, ToAgent) and self._is_there(route.when_nobody.agent_id):
                return self._done("assigned", route.when_nobody.agent_id)
            if route.when_nobody != "next_route":
                break
            route = self._match(self.plan.positions[route.route_id] + 1)
        found: Reason = "unclaimed" if self.trace.tried else "nobody_eligible"
        return Replayed(tuple(self.passed), "pooled", reason=found if self.passed else "no_route")

    def _match(self, below: int) -> Route | None:
        """Match again. The trace says whether a route that assigns could take the lead."""
        trace = self.trace
        lead = Lead(
            lead_id=trace.lead_id, since=trace.at, created_at=trace.at, last_activity_at=trace.at, contact=Contact(),
            source_id=trace.source_id, attributes=trace.attributes, tried=trace.tried, skips=trace.skips,
        )  # fmt: skip
        able = {one.route_id for one in trace.routes if one.verdict == "covers"}
        return match(self.plan, lead, trace.at, lambda route: route.route_id in able, below).route

    def _step(self, route: Route) -> TraceStep:
        steps = self.trace.steps
        if len(self.passed) > len(steps) or steps[len(self.passed) - 1].route_id != route.route_id:
            raise Unlike(route.route_id)
        return steps[len(self.passed) - 1]

    def _is_there(self, agent_id: AgentId) -> bool:
        resort = self.trace.resort
        return resort is not None and resort.agent_id == agent_id and resort.verdict == "chosen"

    def _done(self, outcome: Literal["offered", "assigned"], *agent_ids: AgentId) -> Replayed:
        return Replayed(tuple(self.passed), outcome, agent_ids)
