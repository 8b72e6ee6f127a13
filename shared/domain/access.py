"""Who may see what: the one place that decides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from pydantic import JsonValue

from shared.domain.kernel.contact import Contact
from shared.domain.kernel.event import AUTOMATIC, By, Event, is_known
from shared.domain.kernel.event_details import DETAILS, Sensitivity, reveals
from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.offer import Offer
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.settings import Settings

# What an offer may show of a lead's attributes: anything else might tell who the person is.
SHOWN_ATTRIBUTES = frozenset(
    {"place", "postcode", "intent", "property_type", "price_min", "price_max", "listing_id", "listing_url", "language"}
)
ANOTHER = "agent"  # stands for another agent, where `me` may not know which


def may_see(me: Member, lead: Lead, settings: Settings) -> bool:
    """Whether `me` may know that this lead exists.

    Source: docs/rules.md, "Restrictions" 1-2.
    """
    if me.status != "active":
        return False
    if me.supervises or lead.owner == me.agent_id or _is_offered_to(me, lead):
        return True
    if lead.state == "pooled" and settings.agents_see_pool:
        return True
    return sees_team(me, settings)


def sees_team(me: Member, settings: Settings) -> bool:
    """Whether `me` sees everybody's leads. Who does not sees their own offers and leads, and the pool if allowed."""
    return me.supervises or (me.sees or settings.agents_see) == "team"


def may_see_contact(me: Member, lead: Lead, settings: Settings) -> bool:
    """Whether `me` may see e-mails, phones, last name and message of a lead they may see.

    Source: docs/rules.md, "Offers and deadlines" 6, "Restrictions" 1.
    """
    if me.supervises or lead.owner == me.agent_id:
        return True
    return not settings.hide_contact_until_claimed and (_is_offered_to(me, lead) or lead.state == "pooled")


def may_see_exchange(me: Member, lead: Lead) -> bool:
    """Whether `me` may read what was said with the person, and in the team, about a lead they may see.

    Source: docs/rules.md, "Supervision" 4 and 6, "Restrictions" 1.
    """
    return me.supervises or lead.owner == me.agent_id


def visible_contact(me: Member, lead: Lead, settings: Settings) -> Contact:
    """The person, as `me` may see them."""
    return lead.contact if may_see_contact(me, lead, settings) else lead.contact.masked


def visible_attributes(me: Member, lead: Lead, settings: Settings) -> dict[str, JsonValue]:
    """The lead's attributes, as `me` may see them."""
    if may_see_contact(me, lead, settings):
        return dict(lead.attributes)
    return {name: value for name, value in lead.attributes.items() if name in SHOWN_ATTRIBUTES}


def visible_message(me: Member, lead: Lead, settings: Settings) -> str | None:
    """What the person wrote, as `me` may see it."""
    return lead.message if may_see_contact(me, lead, settings) else None


def may_see_pool(me: Member, settings: Settings) -> bool:
    """Whether `me` may see the pool at all."""
    return me.status == "active" and (me.supervises or settings.agents_see_pool)


def may_know_agent(me: Member, agent_id: AgentId) -> bool:
    """Whether `me` may know that this agent was considered for a lead, was offered it, or had it.

    Source: docs/rules.md, "Restrictions" 3.
    """
    return me.supervises or agent_id == me.agent_id


def may_see_route(me: Member, route: Route) -> bool:
    """Whether `me` may read this route: an agent, those they are on.

    Source: docs/rules.md, "Restrictions" 3.
    """
    return me.supervises or me.agent_id in route.agent_ids


def visible_recipients(me: Member, offer: Offer) -> tuple[AgentId, ...]:
    """The agents of the offer whom `me` may know."""
    return tuple(agent_id for agent_id in offer.agent_ids if may_know_agent(me, agent_id))


def visible_duplicates(me: Member, lead: Lead) -> tuple[LeadId, ...]:
    """The leads that may be the same person's, as `me` may know them.

    Source: docs/rules.md, "Entry" 6.
    """
    return lead.possible_duplicates if me.supervises else ()


def visible_merged_into(me: Member, lead: Lead) -> LeadId | None:
    """The lead that this one went into, as `me` may know it."""
    return lead.merged_into if me.supervises else None


def visible_actor(me: Member, by: By, plan: Plan) -> By:
    """Who acted, as `me` may know it: not which other agent. Managers act openly."""
    member = plan.members.get(by)
    return by if by in AUTOMATIC or may_know_agent(me, by) or (member and member.supervises) else ANOTHER


def visible_history(me: Member, events: Iterable[Event], lead: Lead, plan: Plan) -> Iterator[Event]:
    """What happened, as `me` may know it: some of it only Managers and the Rainmaker.

    What a newer release has written is kept, and not shown: this one cannot tell what it means.

    Source: docs/rules.md, "Supervision" 6, "Entry" 7.
    """
    known = ((one, DETAILS[one.kind]) for one in events if is_known(one.kind))
    return (visible_event(me, one, lead, plan) for one, detail in known if me.supervises or not detail.supervisors_only)


def visible_event(me: Member, event: Event, lead: Lead, plan: Plan) -> Event:
    """What happened, as `me` may know it: of its details those that reveal nothing which `me` may not know.

    An agent is told no other agent's id, nor why another agent passed; who acted is then `agent`. While
    the person is hidden, so is every detail that might tell who they are. Managers act openly.

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
    return event.model_copy(update={"by": by, "detail": dict(_details(me, event, hidden))})


def _details(me: Member, event: Event, hidden: Set[Sensitivity]) -> Iterator[tuple[str, JsonValue]]:
    """Yield the details that reveal nothing hidden, and of agents those whom `me` may know."""
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


def _is_offered_to(me: Member, lead: Lead) -> bool:
    return lead.offer is not None and me.agent_id in lead.offer.agent_ids
