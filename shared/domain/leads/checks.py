"""Check whether a member may act on a lead now. The actions and the `may` list of responses both use these checks.

A check raises the refusal that follows from the lead's state or the member's role. Otherwise it returns whether the
action would change anything: closing a closed lead is allowed, but has no effect. Request bodies are not checked here.
"""

from __future__ import annotations

from datetime import datetime

from shared.domain import access
from shared.domain.kernel import limits
from shared.domain.kernel.errors import (
    AlreadyClaimed,
    Forbidden,
    Invalid,
    LeadClosed,
    LeadErased,
    LeadMerged,
    Missing,
    NotClosed,
    NotOffered,
    NotOwner,
    OfferExpired,
    SampleLead,
    TooManyTasks,
)
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer import Offer
from shared.domain.lead_records.task import MAX_TASKS, Task
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings

NO_SOURCE = "Routing needs the source the lead came from."


def check_claim(lead: Lead, me: Member, settings: Settings, now: datetime) -> bool:
    """Check `claim`, except for the limits of `me`."""
    check_involved(lead, me, settings)
    check_not_merged(lead)
    if lead.state == "owned" and lead.owner == me.agent_id:
        return False
    _check_unclaimed(lead, me, settings)
    if not (lead.state == "pooled" and access.may_see_pooled(me, lead, settings)):
        open_offer(lead, me, now)
    return True


def check_pass(lead: Lead, me: Member, settings: Settings, now: datetime) -> bool:
    """Check `pass_offer`."""
    check_involved(lead, me, settings)
    check_not_merged(lead)
    if lead.state != "closed" and me.agent_id in lead.passed and lead.owner != me.agent_id:
        return False
    _check_unclaimed(lead, me, settings)
    open_offer(lead, me, now)
    return True


def check_assign(lead: Lead, me: Member, settings: Settings, _now: datetime) -> bool:
    """Check `assign`, except for the recipient."""
    check_supervisor(lead, me, settings)
    check_not_merged(lead)
    if lead.state == "closed":
        raise LeadClosed
    return True


def check_release(lead: Lead, me: Member, settings: Settings, now: datetime) -> bool:
    """Check `release`."""
    check_assign(lead, me, settings, now)
    return lead.state != "pooled"


def check_route(lead: Lead, me: Member, settings: Settings, now: datetime) -> bool:
    """Check `send_to_routing`, except for why a lead that a route has had is routed again."""
    check_assign(lead, me, settings, now)
    if lead.source_id is None:
        raise Invalid(("path", "lead_id"), "source_needed", NO_SOURCE)
    return True


def has_been_routed(lead: Lead) -> bool:
    """Return whether an open lead is with routing, a route or an owner, or was, so that it is routed once more."""
    return lead.state != "pooled" or bool(lead.turns)


def check_give_back(lead: Lead, me: Member, settings: Settings, _now: datetime) -> bool:
    """Check `give_back`."""
    check_involved(lead, me, settings)
    check_not_merged(lead)
    if lead.state == "closed":
        raise LeadClosed
    if lead.state != "owned" or lead.owner != me.agent_id:
        raise NotOwner
    return True


def check_hand_over(lead: Lead, me: Member, settings: Settings, now: datetime) -> bool:
    """Check `hand_over`, except for the recipient."""
    check_give_back(lead, me, settings, now)
    if not (me.supervises or me.may_hand_over):
        raise Forbidden
    return True


def check_close(lead: Lead, me: Member, settings: Settings, _now: datetime) -> bool:
    """Check `close`, for any outcome."""
    check_owner_or_supervisor(lead, me, settings)
    check_not_merged(lead)
    return lead.state != "closed"


def check_judge(lead: Lead, me: Member, settings: Settings, _now: datetime) -> bool:
    """Check `judge`."""
    check_supervisor(lead, me, settings)
    check_not_merged(lead)
    return lead.doubt is not None


def check_reopen(lead: Lead, me: Member, settings: Settings, _now: datetime) -> bool:
    """Check `reopen`."""
    check_owner_or_supervisor(lead, me, settings)
    check_not_merged(lead)
    if lead.state != "closed":
        raise NotClosed
    return True


def check_merge(lead: Lead, me: Member, settings: Settings, _now: datetime) -> bool:
    """Check `merge`, except for the lead that this one is merged into."""
    check_supervisor(lead, me, settings)
    check_not_merged(lead)
    return True


def check_edit(lead: Lead, me: Member, settings: Settings, _now: datetime) -> bool:
    """Check `edit`. A merged lead cannot be edited: correct the lead that it was merged into."""
    check_owner_or_supervisor(lead, me, settings)
    check_not_merged(lead)
    return True


def check_record(lead: Lead, me: Member, settings: Settings, _now: datetime) -> bool:
    """Check recording an interaction, message, comment, consent or mark, on a lead in any state but merged."""
    check_owner_or_supervisor(lead, me, settings)
    check_not_merged(lead)
    return True


def check_objection(lead: Lead, me: Member, settings: Settings, now: datetime) -> bool:
    """Check recording what the person objects to; they must have an address by which it is kept."""
    check_record(lead, me, settings, now)
    check_addresses(lead)
    return lead.objection is None or lead.objection.what != "all"


def check_withdrawal(lead: Lead, me: Member, settings: Settings, _now: datetime) -> bool:
    """Check recording that the person objects no more, which Managers and the Rainmaker do."""
    check_supervisor(lead, me, settings)
    check_not_merged(lead)
    return lead.objection is not None


def check_addresses(lead: Lead) -> None:
    """Raise Invalid unless the person has an e-mail or phone in a normal form."""
    if not any(lead.contact.normals):
        raise Invalid(("path", "lead_id"), "nothing_to_look_for", "There is no e-mail or phone to look for.")


def check_open_conversation(lead: Lead, me: Member, settings: Settings, _now: datetime) -> bool:
    """Check `switch_conversation` to open."""
    check_owner_or_supervisor(lead, me, settings)
    check_not_merged(lead)
    if lead.conversation is not None:
        return False
    if lead.state == "closed":
        raise LeadClosed
    return True


def check_close_conversation(lead: Lead, me: Member, settings: Settings, _now: datetime) -> bool:
    """Check `switch_conversation` to closed. A closed lead has no open conversation."""
    check_owner_or_supervisor(lead, me, settings)
    check_not_merged(lead)
    return lead.conversation is not None


def check_add_task(lead: Lead, me: Member, settings: Settings, now: datetime) -> bool:
    """Check making a task on the lead, which must be open, and have room for one more."""
    check_record(lead, me, settings, now)
    check_reopen_task(lead)
    return True


def check_task(lead: Lead, task: Task, me: Member, settings: Settings) -> None:
    """Raise Missing unless `me` may see the lead, NotOwner unless they have, cover or made the task, or supervise.

    Raise LeadMerged if the lead went into another: its tasks went along.
    """
    if not access.may_see(me, lead, settings):
        raise Missing
    if not (me.supervises or me.agent_id in (task.assignee, task.by) or task.assignee in me.covers_for):
        raise NotOwner
    _check_living(lead)
    if not any(
        one.comment_id == task.comment_id for one in lead.tasks
    ):  # one that an earlier release left open there may be finished
        check_not_merged(lead)


def check_change_task(lead: Lead, task: Task, me: Member, settings: Settings) -> None:
    """Raise Missing unless `me` may see the lead, Forbidden unless they made the task, or supervise.

    Raise LeadMerged if the lead went into another: its tasks went along.
    """
    if not access.may_see(me, lead, settings):
        raise Missing
    if not (me.supervises or me.agent_id == task.by):
        raise Forbidden
    _check_living(lead)
    check_not_merged(lead)


def check_reopen_task(lead: Lead) -> None:
    """Raise LeadMerged or LeadClosed unless the lead is open, TooManyTasks unless it has room for an open task."""
    check_not_merged(lead)
    if lead.state == "closed":
        raise LeadClosed
    if len(lead.tasks) >= MAX_TASKS:
        raise TooManyTasks


def check_not_merged(lead: Lead) -> None:
    """Raise LeadMerged if the lead went into another: what is done about the person is done there."""
    if lead.merged_into:
        raise LeadMerged(lead.merged_into)


def with_entry(lead: Lead, at: datetime) -> Lead:
    """Return the lead with one more comment, interaction or message by hand counted, recorded `at` that instant.

    Raises:
        Invalid: it has as many as a lead may have.

    Source: docs/rules.md, "Limits".
    """
    limits.ENTRIES.check(lead.entries)
    return lead.model_copy(update={"entries": lead.entries + 1, "noted_at": at})


def check_involved(lead: Lead, me: Member, settings: Settings) -> None:
    """Raise Missing unless `me` may see the lead or was offered it, LeadErased if its person was erased."""
    if me.status != "active" or not (lead.had_offer(me.agent_id) or access.may_see(me, lead, settings)):
        raise Missing
    _check_living(lead)


def check_supervisor(lead: Lead, me: Member, settings: Settings) -> None:
    """Raise Missing unless `me` may see the lead, Forbidden unless they supervise, LeadErased if it was erased."""
    if not access.may_see(me, lead, settings):
        raise Missing
    if not me.supervises:
        raise Forbidden
    _check_living(lead)


def check_owner_or_supervisor(lead: Lead, me: Member, settings: Settings) -> None:
    """Raise unless `me` supervises, owns the lead or covers for its owner. A closed lead is still its last owner's.

    Raises:
        Missing: `me` may not see the lead.
        NotOwner: `me` sees the lead, but neither owns it nor supervises.
        LeadErased: the lead's person was erased.
        SampleLead: the lead is sample data.

    Source: docs/rules.md, "Restrictions" 1, "People's data" 2, "Sample data".
    """
    check_reads_exchange(lead, me, settings)
    _check_living(lead)


def check_reads_exchange(lead: Lead, me: Member, settings: Settings) -> None:
    """Raise unless `me` may read the messages and comments of the lead: as for acting on it, but of sample data too."""
    if not access.may_see(me, lead, settings):
        raise Missing
    if not (me.supervises or access.looks_after(me, lead)):
        raise NotOwner
    if lead.erased_at is not None:
        raise LeadErased


def open_offer(lead: Lead, me: Member, now: datetime) -> Offer:
    """Return the open offer to `me`.

    Raises:
        OfferExpired: the offer to `me` has ended.
        NotOffered: `me` never had an offer of this lead.
    """
    if lead.offer is not None and me.agent_id in lead.offer.agent_ids:
        if lead.offer.stands(now):
            return lead.offer
        raise OfferExpired
    raise OfferExpired if lead.had_offer(me.agent_id) else NotOffered


def _check_living(lead: Lead) -> None:
    """Raise LeadErased if the lead's person was erased, SampleLead if there never was one."""
    if lead.erased_at is not None:
        raise LeadErased
    if lead.origin == "sample":
        raise SampleLead


def _check_unclaimed(lead: Lead, me: Member, settings: Settings) -> None:
    if lead.state == "closed":
        raise LeadClosed
    if lead.state == "owned":
        raise AlreadyClaimed(lead.owner if access.may_see(me, lead, settings) else None)
