"""The preview: where a lead would go, and why, with nothing written."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
)

from functions.plan.plan_session import PlanSession
from shared.domain.kernel.errors import SourceUnknown
from shared.domain.kernel.record import Instant
from shared.domain.lead_records.lead import Reason
from shared.domain.planning.outlook import Outlook
from shared.domain.routing.preview import check_instant, imagine_lead, preview
from shared.doors import Chance, NewId
from shared.holidays import calendar
from shared.store.rotations import keys_for_routing, turns_of
from shared.web.attributes import Attributes
from shared.web.request import Request
from shared.web.schemas import RequestModel, Shown
from shared.web.trace_schema import Told, TraceShown


class PreviewBody(RequestModel):
    """A lead to imagine: its source, what is known of it, and when it comes in (now, unless said)."""

    source_id: Annotated[str, StringConstraints(max_length=100)]
    attributes: Attributes = {}
    at: Instant | None = None


class PreviewShown(Shown):
    """Where the lead would go, the decision with all that was considered, and the same in sentences.

    `route_id` is null where no route takes the lead.
    """

    outcome: Literal["offered", "assigned", "pooled"]
    route_id: str | None
    agent_ids: tuple[str, ...]
    reason: Reason | None = None
    routes_at: AwareDatetime | None = None
    trace: TraceShown
    sentences: Told

    @model_serializer(mode="wrap")
    def _with_route(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {**handler(self), "route_id": self.route_id}


class Preview:
    """For Managers and the Rainmaker."""

    def __init__(self, session: PlanSession, new_id: NewId, chance: Chance) -> None:
        self._session, self._new_id, self._chance = session, new_id, chance

    def preview_lead(self, request: Request, body: PreviewBody) -> PreviewShown:
        """Tell where a lead would go, now or at another instant, and why. Nothing is written.

        Turns and loads are taken as they are now, special routes as their schedules will have switched them.
        Where a rule draws, it is one draw of many.
        """
        me, plan = self._session.read(request)
        at = body.at or request.now
        check_instant(at, request.now)
        if body.source_id not in plan.sources:
            raise SourceUnknown(("body", "source_id"))
        lead = imagine_lead(body.source_id, body.attributes, at)
        then = Outlook(plan, calendar, request.now).plan_at(at)
        found = turns_of(self._session.beside(keys_for_routing([lead], then, at)))
        trace = preview(lead, then, found, self._new_id, self._chance).model_copy(update={"offer_id": None})
        shown = TraceShown.of(trace, me, plan)
        return PreviewShown(
            outcome=shown.outcome,
            route_id=shown.route_id,
            agent_ids=shown.agent_ids,
            reason=shown.reason,
            routes_at=shown.routes_at,
            trace=shown,
            sentences=shown.sentences,
        )
