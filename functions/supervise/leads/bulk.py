"""One action on many leads, each in a transaction of its own and with a result of its own."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from shared.domain.kernel.closing import Closing, Outcome
from shared.domain.kernel.errors import Busy, Invalid, LeadMerged, Missing, Refusal
from shared.domain.kernel.field_error import field_error
from shared.domain.kernel.record import AgentId, BulkId, CloseReasonId, LeadId
from shared.domain.lead_records.decision import Decision
from shared.domain.leads.bulk import undo, with_bulk_act
from shared.domain.leads.claim import assign, check_recipient, release
from shared.domain.leads.close import close, reopen
from shared.domain.leads.reminders import remind_of_lead
from shared.domain.leads.transfer import send_to_routing
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.doors import NewId, Now
from shared.lead_session import LeadSession
from shared.lead_snapshot import Snapshot, Snapshots
from shared.store import keys
from shared.store.rotations import workload_among
from shared.web.assign_warnings import WarningShown, warnings_shown
from shared.web.field_errors import MistakeShown
from shared.web.request import Request
from shared.web.schemas import RequestModel, Shown

MOST = 100  # leads of one request
SECONDS = 6  # after which it starts no further lead, since the function times out after ten
Action = Literal["assign", "release", "route", "close", "reopen", "remind"]
_NEEDS: dict[Action, str] = {"assign": "agent_id", "close": "outcome"}
_MAY: dict[Action, tuple[str, ...]] = {
    "assign": ("note",), "release": ("note",), "route": ("note",), "close": ("reason_id", "note"),
}  # fmt: skip


def _each_once(given: tuple[LeadId, ...]) -> tuple[LeadId, ...]:
    return tuple(dict.fromkeys(given))


Ids = Annotated[tuple[LeadId, ...], Field(min_length=1, max_length=MOST), AfterValidator(_each_once)]


class BulkBody(RequestModel):
    """The leads, and the action on each of them.

    `agent_id` is for `assign`, `outcome` and perhaps `reason_id` for `close`, `note` for all but `reopen`. `bulk_id` is
    that of an earlier answer, if these leads belong to the same act, so that all of them can be undone together.
    """

    ids: Ids
    action: Action
    agent_id: AgentId | None = None
    outcome: Outcome | None = None
    reason_id: CloseReasonId | None = None
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] | None = None
    bulk_id: BulkId | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        needed = _NEEDS.get(self.action)
        allowed = {needed, *_MAY.get(self.action, ())}
        if needed and getattr(self, needed) is None:
            raise field_error("action_needs", "`{action}` needs `{field}`", action=self.action, field=needed)
        for name in ("agent_id", "outcome", "reason_id", "note"):
            if getattr(self, name) is not None and name not in allowed:
                raise field_error("action_takes_no", "`{action}` takes no `{field}`", action=self.action, field=name)
        return self


class DoneShown(Shown):
    """The result of one lead: `done`, or the refusal that the operation on this lead alone would answer."""

    lead_id: str
    done: Literal[True] | None = None
    code: str | None = None
    detail: str | None = None
    merged_into: str | None = None
    errors: tuple[MistakeShown, ...] | None = None


class BulkShown(Shown):
    """The result of each lead, in the order of the request; a lead that is named twice is listed once.

    `warnings`, of `assign` alone, is what stood against giving the member so many leads.
    """

    bulk_id: str
    items: tuple[DoneShown, ...]
    warnings: tuple[WarningShown, ...] | None = None


class UndoBody(RequestModel):
    """The leads on which the act is undone."""

    ids: Ids


class UndoShown(Shown):
    """The result of each lead, in the order of the request."""

    items: tuple[DoneShown, ...]


class Bulk:
    """The operations on many leads, for Managers and the Rainmaker."""

    def __init__(self, session: LeadSession, new_id: NewId, now: Now) -> None:
        self._session, self._new_id, self._now = session, new_id, now

    def change_leads(self, request: Request, body: BulkBody) -> BulkShown:
        """Assign, release, route, close or reopen up to a hundred leads, each on its own, or remind their owners.

        Of all leads of one owner there is one notification; of a lead, at most one an hour. A reminder is not undone.
        Leads for which the time is not enough are answered as `busy`. Repeating the request is safe.
        """
        known = self._session.read_many(request, body.ids, [keys.workload(body.agent_id)] if body.agent_id else ())
        warned = self._warned(body, known, request) if body.action == "assign" else None
        bulk_id = body.bulk_id or self._new_id("bulk")

        def decide(snapshot: Snapshot) -> Decision:
            decision = self._decide(body, snapshot, request.now)
            if body.action == "remind":
                return decision  # nothing of the lead's own changes, so there is nothing to undo
            return with_bulk_act(decision, snapshot.lead, bulk_id, snapshot.me, snapshot.now)

        return BulkShown(bulk_id=bulk_id, items=self._each(request, body.ids, known, decide), warnings=warned)

    def _warned(self, body: BulkBody, known: Snapshots, request: Request) -> tuple[WarningShown, ...]:
        """Return what stands against giving the member these leads, before any is given; each of it once."""
        to = check_recipient(_to(body, known.plan))
        given = [lead for lead in known.leads.values() if lead.owner != to.agent_id]
        workload = workload_among(known.items, to.agent_id)
        found = (warnings_shown(to, workload, known.plan, request.now, lead, len(given)) for lead in given)
        return tuple(dict.fromkeys(one for of_lead in found for one in of_lead))

    def undo_bulk_act(self, request: Request, bulk_id: BulkId, body: UndoBody) -> UndoShown:
        """Undo a bulk act on up to a hundred of its leads, each on its own, within 24 hours.

        A lead to which a member or its person has done anything since stays as it is: `touched_since`. For who acted,
        and the Rainmaker. Leads for which the time is not enough are answered as `busy`. Repeating the request is safe.
        """

        def decide(snapshot: Snapshot) -> Decision:
            return undo(
                snapshot.lead, bulk_id, snapshot.me, snapshot.plan, snapshot.now,
                audit_id=self._new_id("audit"), response_id=self._new_id("response"),
            )  # fmt: skip

        known = self._session.read_many(request, body.ids)
        return UndoShown(items=self._each(request, body.ids, known, decide))

    def _each(
        self, request: Request, ids: tuple[LeadId, ...], known: Snapshots, decide: Callable[[Snapshot], Decision]
    ) -> tuple[DoneShown, ...]:
        """Decide and commit each lead on its own, as long as there is time."""
        until = self._now() + timedelta(seconds=SECONDS)
        done: list[DoneShown] = []
        for lead_id in ids:
            now = self._now()
            first = known.of(lead_id, now)
            done.append(_told(lead_id, Busy()) if now > until else self._change(request, lead_id, first, decide))
        return tuple(done)

    def _change(
        self, request: Request, lead_id: LeadId, first: Snapshot | None, decide: Callable[[Snapshot], Decision]
    ) -> DoneShown:
        try:
            if first is None:
                raise Missing
            known = iter([first])
            read = partial(self._session.read, request, lead_id)
            self._session.settle(lambda: next(known, None) or read(), decide)
        except Refusal as refusal:
            return _told(lead_id, refusal)
        return DoneShown(lead_id=lead_id, done=True)

    def _decide(self, body: BulkBody, snapshot: Snapshot, began: datetime) -> Decision:
        """Decide as the operation on this lead alone would."""
        settings, audit_id = snapshot.plan.settings, self._new_id("audit")
        match body.action:
            case "assign":
                to = _to(body, snapshot.plan)
                return assign(snapshot.lead, to, snapshot.me, settings, snapshot.now, audit_id=audit_id, note=body.note)
            case "release":
                return release(snapshot.lead, snapshot.me, settings, snapshot.now, audit_id=audit_id, note=body.note)
            case "route":
                return send_to_routing(
                    snapshot.lead, snapshot.me, settings, snapshot.now, audit_id=audit_id, note=body.note
                )
            case "close":
                assert body.outcome is not None  # noqa: S101  # the body was checked
                return close(
                    snapshot.lead, body.outcome, snapshot.me, settings, snapshot.now, audit_id=audit_id,
                    closing=Closing(reason_id=body.reason_id, note=body.note or ""),
                )  # fmt: skip
            case "remind":
                return remind_of_lead(snapshot.lead, snapshot.me, settings, began)  # one instant, so one notification
            case "reopen":
                return reopen(snapshot.lead, snapshot.me, snapshot.plan, snapshot.now, audit_id=audit_id)


def _to(body: BulkBody, plan: Plan) -> Member | None:
    return plan.members.get(body.agent_id or "")


def _told(lead_id: LeadId, refusal: Refusal) -> DoneShown:
    found = tuple(map(MistakeShown.of, refusal.mistakes)) if isinstance(refusal, Invalid) else None
    leads_to = refusal.leads_to if isinstance(refusal, LeadMerged) else None
    return DoneShown(lead_id=lead_id, code=refusal.code, detail=refusal.detail, merged_into=leads_to, errors=found)
