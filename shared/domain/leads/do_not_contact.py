"""Marking: a person shall not be contacted, at all or on some channels."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal, get_args

from shared.domain.kernel.contact import Channel, DoNotContact
from shared.domain.kernel.event_details import DoNotContactMarkedDetail
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.checks import check_record
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings
from shared.domain.routing.response_deadline import accepted_actions

Channels = Literal["all"] | tuple[Channel, ...]
CHANNELS: tuple[Channel, ...] = get_args(Channel)


def mark_do_not_contact(lead: Lead, channels: Channels, me: Member, settings: Settings, now: datetime) -> Decision:
    """Mark the lead's person `do_not_contact` on these channels and no others; none lifts the mark.

    Where nothing is left that would count as the response its owner owes, nothing is owed any more. Marking the
    same again changes nothing.

    Args:
        lead: as read, any state.
        channels: `all`, or a list; all four are `all`.
        me: the lead's owner, a Manager or the Rainmaker.
        settings: the team's, for what `me` may see.
        now: UTC, from the shell's clock.

    Raises:
        Missing: `me` may not see the lead.
        NotOwner: `me` sees the lead, but neither owns it nor supervises.

    Source: docs/rules.md, "Entry" 9.
    """
    check_record(lead, me, settings, now)
    wanted = _whole(channels)
    if wanted == barred_channels(lead.do_not_contact):
        return unchanged(lead)
    new = DoNotContact(channels=wanted, by=me.agent_id, at=now) if wanted else None
    return Decision(
        lead.with_event(DoNotContactMarkedDetail(channels=wanted), at=now, by=me.agent_id, **apply_mark(lead, new))
    )


def barred_channels(one: DoNotContact | None) -> Channels:
    """The channels that a mark bars; none without one."""
    return one.channels if one else ()


def merge_marks(one: DoNotContact | None, other: DoNotContact | None) -> DoNotContact | None:
    """One mark for two of one person: all that either bars, as the later of them tells it."""
    if one is None or other is None:
        return one or other
    if "all" in (one.channels, other.channels):
        return one if one.channels == "all" else other
    later = max(one, other, key=lambda mark: mark.at)
    return later.model_copy(update={"channels": _whole((*one.channels, *other.channels))})


def apply_mark(lead: Lead, new: DoNotContact | None) -> dict[str, Any]:
    """What the mark `new` changes of the lead: nobody owes a response that cannot be given."""
    stops = lead.response is not None and not accepted_actions(lead.response.actions, new)
    return {"do_not_contact": new, **({"response": None} if stops else {})}


def _whole(channels: Literal["all"] | Iterable[Channel]) -> Channels:
    """The channels, each once and in one order; `all` where none is left."""
    if channels == "all":
        return "all"
    wanted = tuple(channel for channel in CHANNELS if channel in channels)
    return "all" if wanted == CHANNELS else wanted
