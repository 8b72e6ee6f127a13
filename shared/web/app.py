"""HTTP operations: a typed layer over what API Gateway sends, and how it is answered.

API Gateway has a route for each operation, and names the one that a request took. An operation declares who may call
it, which is checked first, and what it takes, by its parameters: `request` (the caller, the time), path parameters by
their names, `query` and `body` as pydantic models. It returns a model, a `Response`, or None (204). Refusals become
problem+json. `docs/openapi.json` is generated from these declarations.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, get_type_hints

from pydantic import BaseModel, TypeAdapter

from shared.domain.kernel.errors import Forbidden, MethodNotAllowed, Missing, Refusal
from shared.observe import error_code, logger
from shared.snap_start import is_snapshot_made
from shared.web import errors
from shared.web.request import Guard, Now, Request, Who, limit_size, read_parameters, read_request

OPEN: tuple[Who, ...] = ("anyone", "provider")
"""Operations for these need no token; they authenticate callers themselves."""

Handler = Callable[..., Any]

type HttpResponse = dict[str, Any]
"""An answer as API Gateway takes it: its status, headers and body."""


@dataclass(frozen=True)
class Response:
    """An answer with a status or headers of its own. A body of type `str` is sent as plain text."""

    body: BaseModel | Mapping[str, Any] | str | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Operation:
    """One operation of the API: who may call it, its parameters, its answer, and its refusals.

    `others` maps further successful statuses to descriptions.
    """

    method: str
    path: str
    handler: Handler
    who: Who
    status: int
    refusals: tuple[type[Refusal], ...]
    others: Mapping[int, str]

    @property
    def route_key(self) -> str:
        """Return what API Gateway calls its route."""
        return f"{self.method} {self.path}"

    @cached_property
    def hints(self) -> dict[str, Any]:
        """Return the handler's type annotations, resolved."""
        return get_type_hints(self.handler, include_extras=True)

    @cached_property
    def readers(self) -> dict[str, TypeAdapter[Any]]:
        """Return the validators of the declared parameters, by name."""
        names = inspect.signature(self.handler).parameters
        return {name: TypeAdapter(self.hints[name]) for name in names if name != "request"}


@dataclass(frozen=True)
class ClosedRoom:
    """Operations that are not declared yet: what declares them, and how paths of theirs begin."""

    declare: Callable[[], None]
    starts: tuple[str, ...]


def _refuse_all(_: Request) -> None:
    """Refuse every caller: the default guard, for functions without operations for members."""
    raise Forbidden


class Api:
    """The operations of one function, and its Lambda entry point: `handler`.

    Args:
        now: returns the current time; a request's `now` is when it arrived.
        guard: refuses callers that may not call an operation, before the request's body and parameters are read.
    """

    def __init__(self, now: Now, guard: Guard = _refuse_all) -> None:
        self._now, self._guard = now, guard
        self._operations: dict[str, Operation] = {}
        self._rooms: list[ClosedRoom] = []

    @property
    def operations(self) -> list[Operation]:
        """Return all operations, in the order in which they were declared, of every room."""
        while self._rooms:
            self._open(self._rooms[0])
        return list(self._operations.values())

    def room(self, declare: Callable[[], None], *starts: str) -> None:
        """Add operations that few first requests are for: `declare` imports and declares them when one is asked for.

        A room with paths that begin with one of `starts` is opened first for those, then the others one by one until
        one has the operation. In a snapshot, which is made once, all are open.
        """
        self._rooms.append(ClosedRoom(declare, starts))
        if is_snapshot_made():
            self._open(self._rooms[0])

    def _open(self, room: ClosedRoom) -> None:
        room.declare()
        self._rooms.remove(room)  # one that could not be imported stays, and is tried again

    def _operation(self, route_key: str) -> Operation | None:
        path = route_key.partition(" ")[2]
        while route_key not in self._operations and self._rooms:
            self._open(next((room for room in self._rooms if path.startswith(room.starts)), self._rooms[0]))
        return self._operations.get(route_key)

    def route(
        self,
        method: str,
        path: str,
        *,
        who: Who = "member",
        status: int = 200,
        refuses: Sequence[type[Refusal]] = (),
        others: Mapping[int, str] | None = None,
    ) -> Callable[[Handler], Handler]:
        """Declare the decorated function as an operation; `path` as in API Gateway: `/leads/{lead_id}`."""

        def declare(handler: Handler) -> Handler:
            operation = Operation(method, path, handler, who, status, tuple(refuses), others or {})
            self._operations[operation.route_key] = operation
            return handler

        return declare

    def handler(self, event: dict[str, Any], _context: object) -> HttpResponse:
        """Handle an event of API Gateway's payload format 2.0, which names the operation.

        A name that no operation has means that the wiring is wrong: it is answered 404, as a path with an empty part
        is, which some gateways take for the path without it.
        """
        arrived, route_key = self._now(), event["routeKey"]
        try:
            operation = self._operation(route_key)
        except Exception as error:
            return _failed(error, {"operation": route_key})
        if operation is None or "//" in event["rawPath"]:
            return _refused(Missing())
        return self._respond(operation, event, arrived)

    def _respond(self, operation: Operation, event: Mapping[str, Any], arrived: datetime) -> HttpResponse:
        """Read the request, run the operation, and log one line without paths, bodies or personal data."""
        request = read_request(event, arrived, operation.who)
        response, log_fields = self._answer(operation, request, event.get("pathParameters") or {})
        milliseconds = (self._now() - request.now).total_seconds() * 1000
        facts = {**log_fields, "status": response["statusCode"], "ms": round(milliseconds, 1)}
        logger.info("request_answered", extra=facts)
        return response

    def _answer(
        self, operation: Operation, request: Request, path: Mapping[str, str]
    ) -> tuple[HttpResponse, dict[str, Any]]:
        """Run the operation if the caller may call it. Return its response, and fields for the log."""
        log_fields: dict[str, Any] = {"operation": operation.route_key, "api_request_id": request.request_id}
        try:
            if operation.who not in OPEN:
                self._guard(request)
            limit_size(request)
            parameters = read_parameters(operation.readers, request, path, request.query)
            response = _success(operation, operation.handler(request=request, **parameters))
        except Refusal as refusal:
            log_fields["code"] = refusal.code
            response = _refused(refusal)
        except Exception as error:
            response = _failed(error, log_fields)
        return response, log_fields


def _success(operation: Operation, result: object) -> HttpResponse:
    answer = result if isinstance(result, Response) else Response(result, operation.status)  # type: ignore[arg-type]
    if answer.body is None:
        return _answered(204 if answer.status == 200 else answer.status, "", answer.headers)
    kind = "text/plain; charset=utf-8" if isinstance(answer.body, str) else "application/json"
    headers = {"Content-Type": kind, "Cache-Control": "no-store", **errors.NO_SNIFFING, **answer.headers}
    if isinstance(answer.body, str):
        return _answered(answer.status, answer.body, headers)
    return _json(answer.status, answer.body, headers)


def _refused(refusal: Refusal) -> HttpResponse:
    body = errors.problem(refusal)
    return _json(body["status"], body, errors.headers(refusal))


def _failed(error: Exception, log_fields: Mapping[str, Any]) -> HttpResponse:
    """Return 500. The error's message may hold personal data, so only its class and place are logged."""
    logger.error("request_failed", extra={**log_fields, "error": error_code(error), "where": _where(error)})
    return _json(500, errors.INTERNAL, errors.PROBLEM_HEADERS)


def _json(status: int, body: BaseModel | Mapping[str, Any], headers: Mapping[str, str]) -> HttpResponse:
    text = body.model_dump_json(by_alias=True, exclude_none=True) if isinstance(body, BaseModel) else json.dumps(body)
    return _answered(status, text, headers)


def _answered(status: int, body: str, headers: Mapping[str, str]) -> HttpResponse:
    return {"statusCode": int(status), "headers": dict(headers), "body": body, "isBase64Encoded": False}


def method_not_allowed(allowed: Sequence[str]) -> Response:
    """Return 405 with the header `Allow`, for the function that answers unknown paths."""
    refusal = MethodNotAllowed()
    body = errors.problem(refusal)
    return Response(body, body["status"], {**errors.headers(refusal), "Allow": ", ".join(allowed)})


def _where(error: BaseException) -> str:
    """Return the file and line where the error was raised: `claim.py:42`."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "unknown"
