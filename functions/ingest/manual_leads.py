"""The operation that enters a lead by hand: the member decides where it goes, within the limits of their role."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from functions.ingest.inquiries.body import LeadBody
from functions.ingest.inquiries.make_inquiry import make_inquiry
from shared.domain import access
from shared.domain.intake.admit import Admission, admit_by_hand, record_attempt
from shared.domain.intake.recognise import hidden_lead
from shared.domain.kernel.errors import AgentUnknown, Forbidden, Invalid, Missing, NotActive, SourceUnknown
from shared.domain.kernel.rates import ENTRIES_BY_HAND
from shared.domain.lead_records.inquiry import Place, ToMember, ToPool, is_active_member, place_of
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.doors import NewId
from shared.secrets import MasterSecret
from shared.store import decisions, keys
from shared.store.admissions import AdmissionAttempt
from shared.store.caller_rates import CallerRate
from shared.store.idempotency import IdempotentRequest
from shared.store.plans import Plans
from shared.store.retry import retry_on_conflict
from shared.store.table import Collision, Table, Write
from shared.web import auth
from shared.web.app import Response
from shared.web.lead_schemas import LeadShown
from shared.web.request import Request

OPERATION = "POST /leads"
# The fields that tell what became of a lead, all of which may be missing.
_BECAME = (
    "reason", "outcome", "owner", "owner_name", "offer", "response", "routes_at", "conversation", "do_not_contact",
    "asked_again_at", "waiting_since",
)  # fmt: skip
_JOINED = "joined:"  # prefix of the remembered id if the request joined an existing lead instead of making one


class ManualLeads:
    """The operation for leads entered by hand."""

    def __init__(self, table: Table, plans: Plans, secret: MasterSecret, new_id: NewId) -> None:
        self._table, self._plans, self._secret, self._new_id = table, plans, secret, new_id

    def create_lead(self, request: Request, body: LeadBody) -> Response:
        """Enter a lead by hand, and decide where it goes: to routing, to the pool, or to a member.

        Returns:
            201 with the new lead, or 200 with the person's existing lead.

        Raises:
            Forbidden: not an active member, or an Agent who assigns to another member.
            SourceUnknown, AgentUnknown, Invalid: a field names something that does not exist, or is missing.
            NotActive: the member chosen cannot receive leads.
            AlreadyInTeam: the person has a lead that the caller may not see.
            TooManyRequests: an Agent has entered as many as they may in an hour.
            KeyReused: an earlier request with the Idempotency-Key had another body.
            Busy: six tries conflicted with other writes. Nothing was written.

        Source: docs/rules.md, "Entry" 5-7.
        """
        plan = self._plans.current()
        me = auth.caller(request, plan)
        once = IdempotentRequest(self._table, self._secret.keyed_hashes, me.agent_id, OPERATION, request)
        lead_id, audit_id = self._new_id("lead"), self._new_id("audit")
        attempt = AdmissionAttempt(self._table, lead_id, self._secret.part_hashes)
        rate = CallerRate(self._table, ENTRIES_BY_HAND, me, request.now)

        def enter() -> Response:
            if made := once.made():
                return self._again(made, me, plan, request.now)
            if attempt.landed:
                return _answer(attempt.landed, False, me, plan, request.now)
            source = _source(body, plan)
            asked = make_inquiry(body, source, me.agent_id, plan.settings.country, self._secret)
            place, known = _place(body, source, me, plan), attempt.known(asked)
            if there := hidden_lead(asked, known, me, plan.settings):
                tried = record_attempt(there, me, plan.settings, request.now)
                rate.commit(decisions.writes(tried) if tried.changed else ())
            admission = admit_by_hand(asked, place, known, plan, me, request.now, lead_id=lead_id, audit_id=audit_id)
            lead, repeat = admission.decision.lead, admission.repeat
            made = f"{_JOINED}{lead.lead_id}" if repeat else lead.lead_id
            _commit(attempt, admission, once.writes(made), rate)
            return _answer(lead.stored(), repeat, me, plan, request.now)

        return retry_on_conflict(self._table, enter)

    def _again(self, made: str, me: Member, plan: Plan, now: datetime) -> Response:
        """Answer a repeated request with the current state of the lead that the first one made or joined."""
        lead = self._table.get(Lead, keys.lead(made.removeprefix(_JOINED)))
        if lead is None:
            raise Missing
        return _answer(lead, made.startswith(_JOINED), me, plan, now)


def _commit(attempt: AdmissionAttempt, admission: Admission, beside: Sequence[Write], rate: CallerRate) -> None:
    """Commit the admission, and count it in the same transaction."""
    try:
        attempt.commit(admission, [*beside, *rate.writes()])
    except Collision as collision:
        rate.check(collision)
        raise


def _answer(lead: Lead, repeat: bool, me: Member, plan: Plan, now: datetime) -> Response:
    shown = LeadShown.of(lead, me, plan, now)
    if not access.may_see(me, lead, plan.settings):
        # The caller entered the lead, so they may know that it exists, but not what became of it.
        unseen = dict.fromkeys(_BECAME)
        then = {"since": lead.created_at, "last_activity_at": lead.created_at, "version": 1, "stage": "new"}
        shown = shown.model_copy(update={**unseen, **then, "may": ()})
    return Response(shown, 200 if repeat else 201)


def _source(body: LeadBody, plan: Plan) -> Source | None:
    if body.source_id is None:
        return None
    source = plan.sources.get(body.source_id)
    if source is None or source.status != "active":
        raise SourceUnknown(("body", "source_id"))
    return source


def _place(body: LeadBody, source: Source | None, me: Member, plan: Plan) -> Place:
    """Return where the member wants the lead to go. Raise a refusal if they may not."""
    if body.routing == "pool":
        return ToPool("by_hand")
    if body.routing == "route":
        if source is None:
            raise Invalid(("body", "source_id"), "source_needed", "Routing needs the source the lead came from.")
        return place_of(source, plan)
    agent_id = body.routing.agent_id
    if agent_id != me.agent_id and not me.supervises:
        raise Forbidden
    if agent_id not in plan.members:
        raise AgentUnknown(("body", "routing", "agent_id"))
    if not is_active_member(plan, agent_id):
        raise NotActive
    return ToMember(agent_id)
