"""The preview: where a lead would go, and why. Nothing is written."""

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
    """The lead to preview: its source, its attributes, and when it comes in (now by default)."""

    source_id: Annotated[str, StringConstraints(max_length=100)]
    attributes: Attributes = {}
    at: Instant | None = None


class PreviewShown(Shown):
    """Show where the lead would go, the trace of the decision, and the same in sentences.

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
    """The preview operation, for Managers and the Rainmaker."""

    def __init__(self, session: PlanSession, new_id: NewId, chance: Chance) -> None:
        self._session, self._new_id, self._chance = session, new_id, chance

    def preview_lead(self, request: Request, body: PreviewBody) -> PreviewShown:
        """Show where a lead would go, now or at another instant, and why. Nothing is written.

        It uses current turns and workloads, and special routes as their schedules will have switched them by then. If
        the route's rule draws at random, this is one possible draw.
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
