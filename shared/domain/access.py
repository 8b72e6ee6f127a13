"""Decide who may see which leads, and what of them. No other module decides this.

Who may act on a lead is decided by `leads.checks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from pydantic import JsonValue

from shared.domain.kernel.contact import Contact, holds_address
from shared.domain.kernel.event import AUTOMATIC, By, Event, is_known
from shared.domain.kernel.event_details import DETAILS, Sensitivity, reveals
from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.consent import Consent
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.merging import MergedLead
from shared.domain.lead_records.offer import Offer
from shared.domain.lead_records.task import Task
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.settings import Settings

# The attributes that are recognised, and shown while the contact is hidden: any other might identify the person.
SHOWN_ATTRIBUTES = frozenset(
    {"place", "postcode", "intent", "property_type", "price_min", "price_max", "listing_id", "listing_url", "language"}
)
_LISTING = frozenset({"listing_id", "listing_url"})  # they have long numbers of their own
ANOTHER = "agent"  # shown in place of another agent's id that `me` may not know


def may_see(me: Member, lead: Lead, settings: Settings) -> bool:
    """Return whether `me` may know that this lead exists.

    Source: docs/rules.md, "Restrictions" 1-2.
    """
    if me.status != "active":
        return False
    if not lead.is_real:
        return _may_see_unreal(me, lead)
    if me.supervises or looks_after(me, lead) or _is_offered_to(me, lead):
        return True
    if lead.state == "pooled" and may_see_pooled(me, lead, settings):
        return True
    return sees_team(me, settings)


def _may_see_unreal(me: Member, lead: Lead) -> bool:
    """Return whether `me` sees a lead behind which no person stands: sample data is for Rainmakers.

    Source: docs/rules.md, "Sample data".
    """
    if lead.origin == "sample":
        return me.role == "rainmaker"
    return lead.owner == me.agent_id or _is_offered_to(me, lead)


def looks_after(me: Member, lead: Lead) -> bool:
    """Return whether `me` owns the lead, or covers for its owner, who is absent.

    Source: docs/rules.md, "Eligible agents" 6.
    """
    return lead.owner == me.agent_id or (lead.state == "owned" and lead.owner in me.covers_for)


def sees_team(me: Member, settings: Settings) -> bool:
    """Return whether `me` sees all leads. If not, they see their own leads and offers, and the pool if allowed."""
    return me.supervises or (me.sees or settings.agents_see) == "team"


def may_see_contact(me: Member, lead: Lead, settings: Settings) -> bool:
    """Return whether `me` may see the e-mails, phones, last name and message of a lead they may see.

    Source: docs/rules.md, "Offers and deadlines" 6, "Restrictions" 1.
    """
    if me.supervises or looks_after(me, lead):
        return True
    return not settings.hide_contact_until_claimed and (_is_offered_to(me, lead) or lead.state == "pooled")


def may_see_exchange(me: Member, lead: Lead) -> bool:
    """Return whether `me` may read the messages and comments of a lead they may see.

    Source: docs/rules.md, "Supervision" 4 and 6, "Restrictions" 1.
    """
    return me.supervises or looks_after(me, lead)


def may_read(me: Member, lead: Lead, settings: Settings) -> bool:
    """Return whether `me` may read what is said of this lead, so that they can be tagged on it and given its tasks.

    Who only sees the lead, because it is offered to them, pooled, or the team's, reads nothing of that.

    Source: docs/rules.md, "Supervision" 4, "Tasks" 1.
    """
    return may_see(me, lead, settings) and may_see_exchange(me, lead)


def readers(lead: Lead, plan: Plan) -> Iterator[Member]:
    """Yield the active members who may read what is said of the lead.

    Source: docs/rules.md, "Supervision" 4.
    """
    return (member for member in plan.members.values() if may_read(member, lead, plan.settings))


def may_see_task(me: Member, task: Task, lead: Lead, settings: Settings) -> bool:
    """Return whether `me` may read a task: their own, one they made, or any of a lead whose comments they may read.

    Source: docs/rules.md, "Tasks".
    """
    involved = me.agent_id in (task.assignee, task.by)
    return may_see(me, lead, settings) and (involved or may_see_exchange(me, lead))


def may_see_former(me: Member, comment: Comment) -> bool:
    """Return whether `me`, who may read the comment, may read what it said before it was edited.

    Source: docs/rules.md, "Supervision" 4.
    """
    return me.supervises or me.agent_id == comment.by


def visible_contact(me: Member, lead: Lead, settings: Settings) -> Contact:
    """Return the contact, masked unless `me` may see it."""
    return lead.contact if may_see_contact(me, lead, settings) else lead.contact.masked


def visible_attributes(me: Member, lead: Lead, settings: Settings) -> dict[str, JsonValue]:
    """Return the attributes that `me` may see: while the contact is hidden, those that were recognised.

    Source: docs/rules.md, "Entry" 11.
    """
    if may_see_contact(me, lead, settings):
        return dict(lead.attributes)
    return {name: value for name, value in lead.attributes.items() if _is_recognised(name, value)}


def visible_message(me: Member, lead: Lead, settings: Settings) -> str | None:
    """Return the message if `me` may see it, else None."""
    return lead.message if may_see_contact(me, lead, settings) else None


def visible_consents(me: Member, lead: Lead, settings: Settings) -> tuple[Consent, ...]:
    """Return what the person agreed to or refused if `me` may see whose it is, else nothing."""
    return lead.consents if may_see_contact(me, lead, settings) else ()


def may_see_pool(me: Member, settings: Settings) -> bool:
    """Return whether `me` may see the pool."""
    return me.status == "active" and (me.supervises or settings.agents_see_pool)


def may_see_pooled(me: Member, lead: Lead, settings: Settings) -> bool:
    """Return whether `me` may see this lead in the pool: one that may be none waits for Managers alone.

    Source: docs/rules.md, "Claiming" 4 and 9.
    """
    return may_see_pool(me, settings) and (me.supervises or lead.doubt is None)


def may_export(me: Member, settings: Settings) -> bool:
    """Return whether `me` may export the report, or leads.

    Source: docs/rules.md, "Restrictions" 3.
    """
    return me.status == "active" and (me.role == "rainmaker" or (me.supervises and settings.managers_export))


def may_export_rows(me: Member, made_by: AgentId, settings: Settings) -> bool:
    """Return whether `me` may export rows of an import: whoever made it always may, since they sent them.

    Source: docs/rules.md, "Restrictions" 3.
    """
    return may_export(me, settings) or (me.status == "active" and me.supervises and made_by == me.agent_id)


def may_know_agent(me: Member, agent_id: AgentId) -> bool:
    """Return whether `me` may know that this agent was considered for a lead, was offered it, or owned it.

    Source: docs/rules.md, "Restrictions" 3.
    """
    return me.supervises or agent_id == me.agent_id


def may_see_route(me: Member, route: Route) -> bool:
    """Return whether `me` may see this route. An agent may see the routes they are on.

    Source: docs/rules.md, "Restrictions" 3.
    """
    return me.supervises or me.agent_id in route.agent_ids


def visible_recipients(me: Member, offer: Offer) -> tuple[AgentId, ...]:
    """Return the agents of the offer that `me` may know."""
    return tuple(agent_id for agent_id in offer.agent_ids if may_know_agent(me, agent_id))


def visible_duplicates(me: Member, lead: Lead) -> tuple[LeadId, ...]:
    """Return the lead's possible duplicates if `me` may know them, else none.

    Source: docs/rules.md, "Entry" 6.
    """
    return lead.possible_duplicates if me.supervises else ()


def visible_merged_into(me: Member, lead: Lead) -> LeadId | None:
    """Return the lead that this one was merged into, if `me` may know it."""
    return lead.merged_into if me.supervises else None


def visible_merged_from(me: Member, lead: Lead) -> tuple[MergedLead, ...]:
    """Return the leads that are read as one with this one, if `me` may read what was written there."""
    return lead.merged_from if may_see_exchange(me, lead) else ()


def visible_actor(me: Member, by: By, plan: Plan) -> By:
    """Return who acted, or `ANOTHER` for an agent that `me` may not know. Everyone may know which Manager acted."""
    member = plan.members.get(by)
    return by if by in AUTOMATIC or may_know_agent(me, by) or (member and member.supervises) else ANOTHER


def visible_history(me: Member, events: Iterable[Event], lead: Lead, plan: Plan) -> Iterator[Event]:
    """Yield the events that `me` may see; some are for Managers and the Rainmaker only.

    Events of kinds that only a newer release knows are stored, but not shown.

    Source: docs/rules.md, "Supervision" 6, "Entry" 7.
    """
    known = ((one, DETAILS[one.kind]) for one in events if is_known(one.kind))
    return (visible_event(me, one, lead, plan) for one, detail in known if me.supervises or not detail.supervisors_only)


def visible_event(me: Member, event: Event, lead: Lead, plan: Plan) -> Event:
    """Return the event with only the details that `me` may see.

    An agent does not see other agents' ids, which are replaced by `agent`, or why another agent passed. While the
    contact is hidden, so is every detail that might identify the person.

    Source: docs/rules.md, "Supervision" 6, "Restrictions" 1-3.
    """
    if me.supervises:
        return event
    by = visible_actor(me, event.by, plan)
    hidden = {Sensitivity.LEAD}
    if by != event.by:
        hidden.add(Sensitivity.MOTIVE)
    if not may_see_contact(me, lead, plan.settings):
        hidden.add(Sensitivity.PERSON)
    if not may_see_exchange(me, lead):
        hidden.add(Sensitivity.EXCHANGE)
    return event.model_copy(update={"by": by, "detail": dict(_details(me, event, hidden))})


def _details(me: Member, event: Event, hidden: Set[Sensitivity]) -> Iterator[tuple[str, JsonValue]]:
    """Yield the details that reveal nothing in `hidden`, with only the agents that `me` may know."""
    known = reveals(event.kind)
    for name, value in event.detail.items():
        revealed = known.get(name)
        if revealed is None or revealed & hidden:
            continue
        if Sensitivity.AGENT not in revealed:
            yield name, value
        elif isinstance(value, list):
            yield name, [agent_id for agent_id in value if may_know_agent(me, str(agent_id))]
        elif may_know_agent(me, str(value)):
            yield name, value


def _is_recognised(name: str, value: JsonValue) -> bool:
    """Return whether an attribute has a known name, and a plain value that holds no e-mail and no phone."""
    parts = value if isinstance(value, list) else [value]
    return name in SHOWN_ATTRIBUTES and not any(
        isinstance(part, list | dict) or (isinstance(part, str) and holds_address(part, long_numbers=name in _LISTING))
        for part in parts
    )


def _is_offered_to(me: Member, lead: Lead) -> bool:
    return lead.offer is not None and me.agent_id in lead.offer.agent_ids
