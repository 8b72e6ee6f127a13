"""Who may see what: the one place that decides it."""

from __future__ import annotations

from pydantic import JsonValue

from shared.domain.contact import Contact
from shared.domain.lead import Lead
from shared.domain.member import Member
from shared.domain.settings import Settings

# What an offer may show of a lead's attributes: anything else might tell who the person is.
SHOWN_ATTRIBUTES = frozenset(
    {"place", "postcode", "intent", "property_type", "price_min", "price_max", "listing_id", "listing_url", "language"}
)


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
    return (me.sees or settings.agents_see) == "team"


def may_see_contact(me: Member, lead: Lead, settings: Settings) -> bool:
    """Whether `me` may see e-mails, phones, last name and message of a lead they may see.

    Source: docs/rules.md, "Offers and deadlines" 6, "Restrictions" 1.
    """
    if me.supervises or lead.owner == me.agent_id:
        return True
    return not settings.hide_contact_until_claimed and (_is_offered_to(me, lead) or lead.state == "pooled")


def contact(me: Member, lead: Lead, settings: Settings) -> Contact:
    """The person, as `me` may see them."""
    return lead.contact if may_see_contact(me, lead, settings) else lead.contact.masked


def attributes(me: Member, lead: Lead, settings: Settings) -> dict[str, JsonValue]:
    """The lead's attributes, as `me` may see them."""
    if may_see_contact(me, lead, settings):
        return dict(lead.attributes)
    return {name: value for name, value in lead.attributes.items() if name in SHOWN_ATTRIBUTES}


def message(me: Member, lead: Lead, settings: Settings) -> str | None:
    """What the person wrote, as `me` may see it."""
    return lead.message if may_see_contact(me, lead, settings) else None


def may_see_pool(me: Member, settings: Settings) -> bool:
    """Whether `me` may see the pool at all."""
    return me.status == "active" and (me.supervises or settings.agents_see_pool)


def _is_offered_to(me: Member, lead: Lead) -> bool:
    return lead.offer is not None and me.agent_id in lead.offer.agent_ids
