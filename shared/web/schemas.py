"""Models of requests and answers that several functions share."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from shared.domain.kernel.record import AgentId, RouteId


class RequestModel(BaseModel):
    """A body, a query, or a part of one. Unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class RecipientBody(RequestModel):
    """The member who is to get the lead."""

    agent_id: AgentId


class LiftQuery(RequestModel):
    """Select the pauses to lift."""

    route_id: RouteId | None = Field(None, description="Only the pause on this route; all of them unless sent.")


class Shown(BaseModel):
    """A part of an answer. Fields that are None are left out."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Page[T](Shown):
    """A page of a list. The list ends where `next` is null."""

    items: tuple[T, ...]
    next: str | None = None

    @model_serializer(mode="wrap")
    def _with_next(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {**handler(self), "next": self.next}
