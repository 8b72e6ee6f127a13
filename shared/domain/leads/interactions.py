"""Decide what a recorded interaction with a person changes."""

from __future__ import annotations

from shared.domain.kernel.errors import Invalid
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.note import Note
from shared.domain.leads.checks import check_record, with_entry
from shared.domain.leads.conversations import reach
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings


def record_interaction(lead: Lead, note: Note, me: Member, settings: Settings) -> Decision:
    """Record `note` on the lead. An accepted action, recorded in time, fulfils the owner's response deadline.

    Every kind except a plain note counts as an answer to the person.

    Args:
        lead: as read, any state.
        note: new, recorded by `me` now.
        me: the lead's owner, a Manager or the Rainmaker.
        settings: the team's, which decide what `me` may see.

    Raises:
        Missing: `me` may not see the lead.
        NotOwner: `me` sees the lead, but neither owns it nor supervises.
        LeadMerged: the lead was merged into another.
        Invalid: the interaction is dated in the future, or the lead has too many entries.

    Source: docs/rules.md, "Restrictions" 1, "Response after the claim" 1, "Supervision" 4.
    """
    check_record(lead, me, settings, note.recorded_at)
    if note.at > note.recorded_at:
        raise Invalid(("body", "at"), "in_the_future", "It cannot have taken place in the future.")
    lead = with_entry(lead, note.recorded_at)
    if note.kind == "note":
        return Decision(lead.updated(), records=(note,))
    reached = reach(lead, me, note.kind, settings, note.recorded_at, appointment=note.appoints)
    return Decision(reached.lead, records=(note,), counters=reached.counters)
