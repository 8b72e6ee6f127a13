"""Decide the do-not-contact mark of a person, on all channels or on some."""

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
    """Mark the lead's person as do-not-contact on exactly these channels; an empty list removes the mark.

    End the response deadline if no accepted action remains on the channels left. Setting the same mark again changes
    nothing.

    Args:
        lead: as read, any state.
        channels: `all`, or a list; a list of all four means `all`.
        me: the lead's owner, a Manager or the Rainmaker.
        settings: the team's, which decide what `me` may see.
        now: UTC, from the shell's clock.

    Raises:
        Missing: `me` may not see the lead.
        NotOwner: `me` sees the lead, but neither owns it nor supervises.
        LeadMerged: the lead was merged into another.

    Source: docs/rules.md, "Entry" 9.
    """
    check_record(lead, me, settings, now)
    wanted = _in_order(channels)
    if wanted == barred_channels(lead.do_not_contact):
        return unchanged(lead)
    new = DoNotContact(channels=wanted, by=me.agent_id, at=now) if wanted else None
    return Decision(
        lead.with_event(DoNotContactMarkedDetail(channels=wanted), at=now, by=me.agent_id, **apply_mark(lead, new))
    )


def barred_channels(one: DoNotContact | None) -> Channels:
    """Return the channels that the mark bars; none if there is no mark."""
    return one.channels if one else ()


def merge_marks(one: DoNotContact | None, other: DoNotContact | None) -> DoNotContact | None:
    """Merge two marks of one person: bar what either bars, with the author and time of the later mark."""
    if one is None or other is None:
        return one or other
    if "all" in (one.channels, other.channels):
        return one if one.channels == "all" else other
    later = max(one, other, key=lambda mark: mark.at)
    return later.model_copy(update={"channels": _in_order((*one.channels, *other.channels))})


def apply_mark(lead: Lead, new: DoNotContact | None) -> dict[str, Any]:
    """Return the lead's changed fields; end the response deadline if the new mark leaves no accepted action."""
    stops = lead.response is not None and not accepted_actions(lead.response.actions, new)
    return {"do_not_contact": new, **({"response": None} if stops else {})}


def _in_order(channels: Literal["all"] | Iterable[Channel]) -> Channels:
    """Return the channels without repetition, in a fixed order; `all` if every channel is listed."""
    if channels == "all":
        return "all"
    wanted = tuple(channel for channel in CHANNELS if channel in channels)
    return "all" if wanted == CHANNELS else wanted
