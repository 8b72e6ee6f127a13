"""Models of what is shown of a lead."""

from datetime import datetime
from typing import Any, Literal, Self

from pydantic import AwareDatetime, JsonValue

from shared.domain import access
from shared.domain.kernel.closing import DealValue, Outcome
from shared.domain.kernel.contact import DoNotContact
from shared.domain.lead_records.lead import Lead, Reason, State
from shared.domain.lead_records.merging import UNDONE_WITHIN
from shared.domain.lead_records.offer import Offer, ResponseDeadline
from shared.domain.leads.conversations import Stage, stage
from shared.domain.leads.permissions import LeadVerb, allowed_verbs
from shared.domain.leads.waiting_levels import waits_too_long
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.routing.response_deadline import accepted_actions
from shared.web.person_schemas import ConsentShown, ContactShown, DoNotContactShown, ObjectionShown
from shared.web.schemas import Shown


class OfferShown(Shown):
    """The open offer of a lead. In `agent_ids`, an Agent sees only themself.

    `together` is true if several agents have the offer at once: the first claim wins.
    """

    offer_id: str
    route_id: str
    agent_ids: tuple[str, ...]
    made_at: AwareDatetime
    deadline: AwareDatetime
    together: bool

    @classmethod
    def of(cls, offer: Offer, me: Member) -> "OfferShown":
        """Return the offer as `me` may see it."""
        return cls(**offer.model_dump(exclude={"turn", "agent_ids"}), agent_ids=access.visible_recipients(me, offer))


class ResponseShown(Shown):
    """The response that the owner owes: one of `actions`, recorded before `due`."""

    due: AwareDatetime
    actions: tuple[str, ...]

    @classmethod
    def of(cls, owes: ResponseDeadline, mark: DoNotContact | None) -> "ResponseShown":
        """Return the response, without actions that the do-not-contact mark forbids."""
        return cls(due=owes.due, actions=accepted_actions(owes.actions, mark))


class DoubtShown(Shown):
    """Show that a lead waits for a Manager's word whether it is one: who said that it is none, and when."""

    by: str
    by_name: str | None = None
    at: AwareDatetime

    @classmethod
    def of(cls, lead: Lead, me: Member, plan: Plan) -> "DoubtShown | None":
        """Return the doubt as `me` may see it; None if there is none."""
        if lead.doubt is None:
            return None
        by = access.visible_actor(me, lead.doubt.by, plan)
        member = plan.members.get(by)
        return cls(by=by, by_name=member.name if member else None, at=lead.doubt.at)


class ConversationShown(Shown):
    """The open conversation: since when it is open, and since when the person waits for an answer, if they do."""

    opened_at: AwareDatetime
    waiting_since: AwareDatetime | None = None

    @classmethod
    def of(cls, lead: Lead, me: Member) -> "ConversationShown | None":
        """Return the lead's open conversation; None if there is none, or if `me` may not read it."""
        if lead.conversation is None or not access.may_see_exchange(me, lead):
            return None
        talk = lead.conversation
        return cls(opened_at=talk.opened_at, waiting_since=talk.waiting_since)


class MergedLeadShown(Shown):
    """Show a lead that went into this one, and is read as one with it.

    `by` is a member's id, or `agent` for another agent. `undo_until` is there where the caller may undo that now.
    """

    lead_id: str
    at: AwareDatetime
    by: str
    undo_until: AwareDatetime | None = None

    @classmethod
    def all_of(cls, lead: Lead, me: Member, plan: Plan, now: datetime) -> tuple["MergedLeadShown", ...]:
        """Return the leads that `me` may know of, the latest last; only the latest merge can be undone."""
        merged = access.visible_merged_from(me, lead)
        last = merged[-1] if merged and me.supervises and not lead.merged_into and lead.erased_at is None else None
        return tuple(
            cls(
                lead_id=one.lead_id, at=one.at, by=access.visible_actor(me, one.by, plan),
                undo_until=until if one is last and now <= (until := one.at + UNDONE_WITHIN) else None,
            )
            for one in merged
        )  # fmt: skip


class ClosingShown(Shown):
    """Show what was said at closing: the team's reason, as it was called then, the deal's value, a note."""

    reason_id: str | None = None
    reason: str | None = None
    value: DealValue | None = None
    note: str | None = None

    @classmethod
    def of(cls, lead: Lead, me: Member) -> "ClosingShown | None":
        """Return what was said; None if nothing was, or if `me` may not read it."""
        if lead.closing is None or not access.may_see_exchange(me, lead):
            return None
        said = lead.closing
        return cls(reason_id=said.reason_id, reason=said.reason or None, value=said.value, note=said.note or None)


class LeadFields(Shown):
    """A lead. Fields that the caller may not see are masked or left out. `sample` marks sample data."""

    lead_id: str
    sample: Literal[True] | None = None
    state: State
    since: AwareDatetime
    reason: Reason | None = None
    outcome: Outcome | None = None
    closing: ClosingShown | None = None
    merged_into: str | None = None
    erased_at: AwareDatetime | None = None
    owner: str | None = None
    owner_name: str | None = None
    offer: OfferShown | None = None
    response: ResponseShown | None = None
    routes_at: AwareDatetime | None = None
    doubt: DoubtShown | None = None
    stage: Stage
    conversation: ConversationShown | None = None
    contact: ContactShown
    source_id: str | None = None
    source_title: str
    attributes: dict[str, JsonValue]
    message: str | None = None
    do_not_contact: DoNotContactShown | None = None
    consents: tuple[ConsentShown, ...] | None = None
    objection: ObjectionShown | None = None
    possible_duplicates: tuple[str, ...] | None = None
    asked_again_at: AwareDatetime | None = None
    last_activity_at: AwareDatetime
    waiting_since: AwareDatetime | None = None
    created_at: AwareDatetime
    version: int

    @classmethod
    def of_lead(cls, lead: Lead, me: Member, plan: Plan, **more: Any) -> Self:
        """Return the lead as `me` may see it; check first that they may see it at all. `more` are further fields."""
        owner = plan.members.get(lead.owner) if lead.owner else None
        return cls(
            lead_id=lead.lead_id,
            sample=True if lead.origin == "sample" else None,
            state=lead.state,
            since=lead.since,
            reason=lead.reason,
            outcome=lead.outcome,
            closing=ClosingShown.of(lead, me),
            merged_into=access.visible_merged_into(me, lead),
            erased_at=lead.erased_at,
            owner=lead.owner,
            owner_name=owner.name if owner else None,
            offer=OfferShown.of(lead.offer, me) if lead.offer else None,
            response=ResponseShown.of(lead.response, lead.do_not_contact) if lead.response else None,
            routes_at=lead.routes_at,
            doubt=DoubtShown.of(lead, me, plan),
            stage=stage(lead),
            conversation=ConversationShown.of(lead, me),
            contact=ContactShown.of(access.visible_contact(me, lead, plan.settings)),
            source_id=lead.source_id,
            source_title=lead.source_title,
            attributes=access.visible_attributes(me, lead, plan.settings),
            message=access.visible_message(me, lead, plan.settings),
            do_not_contact=DoNotContactShown.of(mark, me, plan) if (mark := lead.do_not_contact) else None,
            objection=ObjectionShown.of(lead.objection),
            consents=ConsentShown.all_of(lead, me, plan) or None,
            possible_duplicates=access.visible_duplicates(me, lead) or None,
            asked_again_at=lead.asked_again_at,
            last_activity_at=lead.last_activity_at,
            waiting_since=lead.conversation.waiting_since if lead.conversation else None,
            created_at=lead.created_at,
            version=lead.version,
            **more,
        )


class LeadShown(LeadFields):
    """A lead. Fields that the caller may not see are masked or left out.

    `may` lists what the caller may do with the lead now: actions that would neither be refused nor have no effect. It
    does not consider the caller's limits; `receiving` of `GET /me` shows these. `waits_too_long` is there while the
    person waits for an answer for longer than the team's `warn_after_seconds`.
    """

    waits_too_long: Literal[True] | None = None

    merged_from: tuple[MergedLeadShown, ...] | None = None
    may: tuple[LeadVerb, ...]

    @classmethod
    def of(cls, lead: Lead, me: Member, plan: Plan, now: datetime) -> "LeadShown":
        """Return the lead as `me` may see it, with what they may do with it at `now`."""
        merged = MergedLeadShown.all_of(lead, me, plan, now) or None
        return cls.of_lead(
            lead, me, plan,
            waits_too_long=waits_too_long(lead.conversation, plan.settings, now) or None,
            merged_from=merged,
            may=allowed_verbs(lead, me, plan.settings, now),
        )  # fmt: skip
