"""Decide what becomes of a lead when a delivery that made it, or joined it, is read again.

What the delivery says now is parsed in `functions/ingest`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import JsonValue

from shared.domain.intake.admit import place_lead, with_statements
from shared.domain.intake.recognise import KnownPerson, objection_to
from shared.domain.kernel.contact import Address, Card, Contact, cut
from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import EditedDetail, MergedDetail, PooledDetail, ReadAgainDetail, RepeatedDetail
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.inquiry import Inquiry, Place, ToPool, fitting
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.edit import Edit, change_addresses, keep_original
from shared.domain.plan_records.plan import Plan

ROUTED_WITHIN = timedelta(hours=24)  # what came earlier is for Managers: its person waits for no agent any more
MAX_TOLD = 4 * 1024  # bytes of former values, and of new ones, that the history keeps
MAX_MESSAGE_TOLD = 1_000  # bytes of a message among them
NAMED = ("first_name", "last_name", "emails", "phones")
FIELDS = (*NAMED, "attributes", "message")

Became = Literal["corrected", "routed", "unchanged", "objected"]


@dataclass(frozen=True, slots=True)
class ReadAgainInquiry:
    """A delivery as it is read now.

    Attributes:
        inquiry: who asks for what.
        place: where a new lead of it would go.
        received_at: when it was delivered.
        joined: it joined the lead, rather than making it.
    """

    inquiry: Inquiry
    place: Place
    received_at: datetime
    joined: bool

    def is_late(self, now: datetime) -> bool:
        """Return whether it is too old to be offered to agents."""
        return is_late(self.received_at, now)


@dataclass(frozen=True, slots=True)
class ReadAgainCorrection:
    """What became of the lead, the change to it, and the names of the fields that changed."""

    became: Became
    edit: Edit
    fields: tuple[str, ...] = ()


def is_late(received_at: datetime, now: datetime) -> bool:
    """Return whether a delivery that is read only now is too old to be offered to agents."""
    return now - received_at > ROUTED_WITHIN


def correct(
    lead: Lead, reading: ReadAgainInquiry, history: Sequence[Event], hashes: Mapping[Address, Sequence[str]],
    cards: Mapping[str, Card], plan: Plan, by: AgentId, now: datetime, *, audit_id: str,
) -> ReadAgainCorrection:  # fmt: skip
    """Correct the lead by what its delivery says now; route it if it is in the pool because nobody was found in it.

    What a member corrected by hand stays. Where other inquiries or another lead came together in this lead, nobody can
    tell any more which value came with which, so the reading only adds what the lead lacks; one that joined the lead
    and is somebody else by now changes nothing. Nobody is merged: a new address that finds another lead makes that one
    a possible duplicate. Read twice, nothing changes the second time.

    Args:
        lead: as read.
        reading: the delivery as it is read now; somebody was found in it.
        history: of the lead, all of it.
        hashes: the keyed hashes of all normalised addresses of the lead and of the reading.
        cards: the existing cards by hash, as read.
        plan: as read.
        by: the Manager or Rainmaker who asked for it.
        now: UTC, from the shell's clock.
        audit_id: for the audit entry, if there is one.

    Source: docs/rules.md, "Entry" 18, "Consent and objections" 5.
    """
    if lead.merged_into or lead.erased_at:
        return ReadAgainCorrection("unchanged", Edit(unchanged(lead)))
    if lead.objection or objection_to(reading.inquiry, KnownPerson(cards)):
        return ReadAgainCorrection("objected", Edit(unchanged(lead)))
    if reading.joined and _shares_nothing(lead, reading.inquiry):
        return ReadAgainCorrection("unchanged", Edit(unchanged(lead)))
    values = _values(lead, reading, history)
    fields = tuple(name for name in FIELDS if values[name] != _of(lead)[name])
    unreadable = is_unreadable(lead, history)
    routed = unreadable and not reading.is_late(now) and not isinstance(reading.place, ToPool)
    if not fields and not routed:
        return ReadAgainCorrection("unchanged", Edit(unchanged(lead)))
    person = Contact(**{name: values[name] for name in NAMED})
    addresses = change_addresses(lead, person, hashes, cards)
    detail = ReadAgainDetail(
        fields=fields, before=_told(fields, _of(lead), values), after=_told(fields, values, _of(lead)),
        possible_duplicate=addresses.first_other,
    )  # fmt: skip
    change: dict[str, Any] = {
        "contact": person, "attributes": values["attributes"], "message": values["message"],
        "possible_duplicates": addresses.doubts(lead),
        "consents": lead.consents,
    }  # fmt: skip
    if unreadable:
        change["consents"] = with_statements(lead.consents, reading.inquiry, reading.received_at)
    if not routed:
        became = Decision(lead.with_event(detail, at=now, by=by, **change))
        return ReadAgainCorrection("corrected", Edit(became, addresses.cards, addresses.gone), fields)
    again = lead.with_routing_reset().with_event(detail, at=now, by=by, state="unrouted", reason=None, **change)
    placed = place_lead(again, reading.inquiry, reading.place, plan, now, audit_id)
    return ReadAgainCorrection("routed", Edit(placed, addresses.cards, addresses.gone), fields)


def is_somebody_else(lead: Lead, inquiry: Inquiry, history: Sequence[Event]) -> bool:
    """Return whether an inquiry that joined the lead has none of its addresses by now, so that it would not join it.

    Where a member corrected the lead's addresses, nobody can tell.
    """
    return _shares_nothing(lead, inquiry) and not {"emails", "phones"} & _by_hand(history)


def _shares_nothing(lead: Lead, inquiry: Inquiry) -> bool:
    theirs = {one.normal for one in (*lead.contact.emails, *lead.contact.phones)}
    return not any(one.normal in theirs for one in (*inquiry.contact.emails, *inquiry.contact.phones))


def is_unreadable(lead: Lead, history: Sequence[Event]) -> bool:
    """Return whether the lead is in the pool because nobody was found in what was sent, also by an earlier release."""
    if lead.state != "pooled" or lead.reason != "routing_failed":
        return lead.state == "pooled" and lead.reason == "unreadable"
    pooled = [detail for event in history if isinstance(detail := event.typed_detail, PooledDetail)]
    return bool(pooled) and pooled[-1].cause == "unreadable"


def _values(lead: Lead, reading: ReadAgainInquiry, history: Sequence[Event]) -> dict[str, Any]:
    """Return what each field holds after the reading."""
    found, was = reading.inquiry, _of(lead)
    if reading.joined or any(event.kind in (RepeatedDetail.kind, MergedDetail.kind) for event in history):
        contact = lead.contact if found.by_anybody else lead.contact.merged_with(found.contact)
        rest = {"attributes": lead.attributes or dict(found.attributes), "message": lead.message or found.message}
    else:
        contact = found.contact
        rest = {"attributes": dict(found.attributes), "message": found.message}
    person = {
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "emails": keep_original(contact.emails, lead.contact.emails),
        "phones": keep_original(contact.phones, lead.contact.phones),
    }
    kept = {name: was[name] for name in _by_hand(history)}
    values = {**person, **rest, **kept}
    if not any(values[name] for name in NAMED):  # a lead is somebody
        return {**values, **{name: was[name] for name in NAMED}}
    return values


def _by_hand(history: Sequence[Event]) -> frozenset[str]:
    """Return the fields that members corrected; all of them where a correction does not say which."""
    edits = [event.typed_detail for event in history if event.kind == EditedDetail.kind]
    if any(not isinstance(one, EditedDetail) for one in edits):
        return frozenset(FIELDS)
    return frozenset(name for one in edits if isinstance(one, EditedDetail) for name in one.fields if name in FIELDS)


def _of(lead: Lead) -> dict[str, Any]:
    return {**{name: getattr(lead.contact, name) for name in NAMED}, "attributes": lead.attributes,
            "message": lead.message}  # fmt: skip


def _told(fields: Sequence[str], values: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, JsonValue]:
    """Return the fields as the history keeps them: of attributes those that differ, of a message its start."""
    told: dict[str, JsonValue] = {}
    for name in fields:
        value = values[name]
        if name in ("emails", "phones"):
            told[name] = [address.given for address in value]
        elif name == "attributes":
            told |= {f"attributes.{key}": one for key, one in value.items() if others[name].get(key) != one}
        elif value:
            told[name] = cut(value, MAX_MESSAGE_TOLD)
    return fitting(told, MAX_TOLD)
