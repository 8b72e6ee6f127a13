"""Decide what is left of a lead whose person is erased, and how an erasure goes on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.contact import Contact
from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import ErasedDetail, MergedDetail, Sensitivity, WithdrawnDetail, reveals
from shared.domain.kernel.record import LeadId, known_only
from shared.domain.lead_records.decision import Decision, count_withdrawn_offer, unchanged
from shared.domain.lead_records.erasure import Erasure
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.close import free_workload

# What is left of an erased lead: ids, states, codes, numbers and instants. A field that is not named here is erased, so
# a later field is erased unless somebody decides otherwise.
SHELL = frozenset({
    "version", "lead_id", "state", "since", "reason", "owner", "route_id", "place", "turns", "tried", "passed", "skips",
    "rivals", "beaten", "returned_by", "answered_at", "contacted_at", "appointment_at", "last_message_at", "counted",
    "attempts", "sent_at", "re_routed", "outcome", "photos", "uploads_until",
    "won_at", "merged_into", "merged_from", "erased_at", "asked_again_at", "source_id", "source_title",
    "created_at", "last_activity_at", "history", "spilled", "todo", "stop_clock", "tell",
})  # fmt: skip


def erase_lead(lead: Lead, erasure: Erasure, zone: ZoneInfo, now: datetime, *, audit_id: str) -> Decision:
    """Turn the lead into a closed shell: what tells who the person is goes, ids, states and instants stay.

    An open offer is withdrawn, clocks stop, and the lead leaves its owner's workload. Counted figures stay. An erased
    lead stays as it is.

    Args:
        lead: as read, any state.
        erasure: what erases it.
        zone: the team's time zone, for the figures.
        now: UTC, from the shell's clock.
        audit_id: of the audit entry.

    Source: docs/rules.md, "People's data" 2.
    """
    if lead.erased_at is not None:
        return unchanged(lead)
    withdrawn = lead
    if lead.offer is not None:
        withdrawn = lead.with_event(WithdrawnDetail(agent_ids=lead.offer.agent_ids), at=now, by=erasure.by)
    closed = withdrawn.with_event(
        ErasedDetail(erasure_id=erasure.erasure_id), at=now, by=erasure.by,
        state="closed", reason=None, offer=None, response=None,
    )  # fmt: skip
    audit = Audit(audit_id=audit_id, at=now, by=erasure.by, what="lead.erased", subject=lead.lead_id,
                  before={"state": lead.state}, after=_why(erasure))  # fmt: skip
    return Decision(
        _shell(closed, now),
        workload_changes=free_workload(lead),
        counters=count_withdrawn_offer(lead, now, zone),
        audit=audit,
    )


def blank_event(event: Event) -> Event:
    """Return the event without details that tell who the person is, or that this release does not know."""
    known = reveals(event.kind)
    kept = {name: value for name, value in event.detail.items() if Sensitivity.PERSON not in known.get(name, _UNKNOWN)}
    return event.model_copy(update={"detail": kept})


def merged_leads(lead: Lead, events: Iterable[Event]) -> tuple[LeadId, ...]:
    """Return the leads that share the person's data with this one: one was merged into the other, and still is.

    Of merges of earlier releases only the history tells both leads; those cannot be undone.
    """
    details = (event.typed_detail for event in events)
    earlier = (one for one in details if isinstance(one, MergedDetail) and not one.joined)
    others = (lead_id for one in earlier for lead_id in (one.lead_id, one.into))
    named = (lead.merged_into, *lead.all_ids, *others)
    return tuple(dict.fromkeys(one for one in named if one and one != lead.lead_id))


def with_leads(erasure: Erasure, lead_ids: Iterable[LeadId]) -> Erasure:
    """Return the erasure with further leads at its end."""
    return erasure.model_copy(update={"lead_ids": tuple(dict.fromkeys((*erasure.lead_ids, *lead_ids)))})


def next_lead(erasure: Erasure, now: datetime) -> Erasure:
    """Return the erasure once all records of its present lead are erased: at its next lead, or finished."""
    done = erasure.done + 1
    over = {"finished_at": now, "due": None} if done >= len(erasure.lead_ids) else {}
    return erasure.model_copy(update={"done": done, "after": "", **over})


def _why(erasure: Erasure) -> dict[str, JsonValue]:
    reason = {"reason": erasure.reason} if erasure.reason == "retention" else {}
    return {"erasure_id": erasure.erasure_id, **reason}


_UNKNOWN = frozenset({Sensitivity.PERSON})


def _shell(lead: Lead, now: datetime) -> Lead:
    """Return the lead with every field at its default that is not named in `SHELL`, and none of a later release."""
    gone: dict[str, Any] = {name: field.get_default() for name, field in Lead.model_fields.items() if name not in SHELL}
    closing = lead.closing.model_copy(update={"note": ""}) if lead.closing else None
    history = tuple(map(blank_event, lead.history))
    update = {**gone, "contact": Contact(), "closing": closing, "history": history, "erased_at": now}
    return known_only(lead.model_copy(update=update))
