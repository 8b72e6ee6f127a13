"""Attribute what became of a lead: to the route that last had it, its source, and the member who owns it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.counters import (
    VALUE,
    VALUE_TAKEN_OVER,
    Counted,
    CounterRow,
    Result,
    Timed,
    Times,
    count_event,
)
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.routed import Win

TAKEN_OVER: Mapping[Result, Counted] = {
    "won": "won_taken_over",
    "appointments": "appointments_taken_over",
    "responded": "responded_taken_over",
}


def is_taken_over(lead: Lead, agent_id: AgentId | None) -> bool:
    """Return whether a lead that came through routing is not with whom the route brought it to, but with this member.

    Source: docs/rules.md, "Supervision" 2.
    """
    routed = lead.routed_last
    return lead.counted and not (routed and agent_id and routed.agent_id == agent_id == lead.owner)


def count_result(
    what: Result,
    lead: Lead,
    agent_id: AgentId | None,
    at: datetime,
    zone: ZoneInfo,
    *,
    also: tuple[Counted, ...] = (),
    times: Mapping[Timed, Times] | None = None,
) -> CounterRow:
    """Count what became of a lead for this member, and, whoever that is, for the route that had it and its source.

    Source: docs/rules.md, "Supervision" 2.
    """
    routed = lead.routed_last
    over = (TAKEN_OVER[what],) if is_taken_over(lead, agent_id) else ()
    return count_event(what, at, zone, agent_id=agent_id, route_id=routed.route_id if routed else None,
                       source_id=lead.source_id, also=(*over, *also), times=times)  # fmt: skip


def count_wins(before: Lead, after: Lead, at: datetime, zone: ZoneInfo) -> tuple[CounterRow, ...]:
    """Count the lead's win as the change makes it: one that it did not have, and one that it has no more.

    A win that is over is taken back where it was counted, with its value, on the day on which it ends. One whose value
    alone changes moves the difference.

    Source: docs/rules.md, "Supervision" 2.
    """
    if before.win == after.win:
        return ()
    rows = []
    for win, sign in ((before.win, -1), (after.win, 1)):
        if win is not None:
            over: tuple[Counted, ...] = ("won_taken_over",) if win.taken_over else ()
            row = count_event("won", at, zone, agent_id=win.agent_id, route_id=win.route_id, source_id=win.source_id,
                              also=over)  # fmt: skip
            counts = {**row.counts, **_values(win)}
            rows.append(replace(row, counts={name: sign * count for name, count in counts.items()}))
    return tuple(rows)


def _values(win: Win) -> dict[str, int]:
    """Return what the win adds to the sums of values, in the currency of its deal."""
    if win.value is None:
        return {}
    names = (VALUE, VALUE_TAKEN_OVER) if win.taken_over else (VALUE,)
    return {name + win.value.currency: win.value.amount for name in names}
