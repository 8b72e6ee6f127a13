"""Models of an open conversation, in the dashboard and in the list of them all."""

import datetime as dt

from pydantic import AwareDatetime

from shared.domain import access
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.waiting_levels import Level, WaitingLimits
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.web.schemas import Shown


class LeadNamed(Shown):
    """A lead in a list of what waits: the person's name, and where it came from."""

    lead_id: str
    name: str
    source_title: str


class OpenConversationShown(LeadNamed):
    """An open conversation: since when it is open, its owner, and since when the person waits for an answer.

    `level` is `attention` if it has been open for longer than the team's setting allows, as `attention` says; `warn` if
    the person waits for longer than that. `idle_since` is since when its owner has it and has done nothing yet,
    `reminded_at` when the owner was last reminded of it.
    """

    owner: str | None = None
    owner_name: str | None = None
    opened_at: AwareDatetime
    waiting_since: AwareDatetime | None = None
    idle_since: AwareDatetime | None = None
    reminded_at: AwareDatetime | None = None
    attention: bool
    level: Level

    @classmethod
    def of(cls, lead: Lead, me: Member, plan: Plan, limits: WaitingLimits) -> "OpenConversationShown":
        """Return the conversation of a lead that has an open one."""
        assert lead.conversation is not None  # noqa: S101  # callers check it
        owner, level = plan.members.get(lead.owner) if lead.owner else None, limits.level(lead.conversation)
        return cls(
            **named(lead, me, plan),
            owner=lead.owner,
            owner_name=owner.name if owner else None,
            opened_at=lead.conversation.opened_at,
            waiting_since=lead.conversation.waiting_since,
            idle_since=lead.idle_since,
            reminded_at=_reminded_at(lead),
            attention=level == "attention",
            level=level,
        )


def _reminded_at(lead: Lead) -> dt.datetime | None:
    """Return when the lead's present owner was last reminded of it."""
    return lead.reminder.at if lead.reminder and lead.reminder.agent_id == lead.owner else None


def named(lead: Lead, me: Member, plan: Plan) -> dict[str, str]:
    """Return the fields of `LeadNamed`, as far as `me` may see the person's name."""
    person = access.visible_contact(me, lead, plan.settings)
    return {
        "lead_id": lead.lead_id,
        "name": f"{person.first_name} {person.last_name}".strip(),
        "source_title": lead.source_title,
    }
