"""HTTP operations: a typed layer over Powertools' resolver.

An operation declares who may call it, which is checked first, and what it takes, by its parameters: `request` (the
caller, the time), path parameters by their names, `query` and `body` as pydantic models. It returns a model, a
`Response`, or None (204). Refusals become problem+json. `docs/openapi.json` is generated from these declarations.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, get_type_hints

from aws_lambda_powertools.event_handler.api_gateway import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.api_gateway import Response as HttpResponse
from pydantic import BaseModel, TypeAdapter

from shared.domain.kernel.errors import Forbidden, MethodNotAllowed, Missing, Refusal
from shared.observe import error_code, logger
from shared.web import errors
from shared.web.request import Guard, Now, Request, Who, limit_size, read_parameters, read_request

OPEN: tuple[Who, ...] = ("anyone", "provider")
"""Operations for these need no token; they authenticate callers themselves."""

Handler = Callable[..., Any]


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

    @cached_property
    def hints(self) -> dict[str, Any]:
        """Return the handler's type annotations, resolved."""
        return get_type_hints(self.handler, include_extras=True)

    @cached_property
    def readers(self) -> dict[str, TypeAdapter[Any]]:
        """Return the validators of the declared parameters, by name."""
        names = inspect.signature(self.handler).parameters
        return {name: TypeAdapter(self.hints[name]) for name in names if name != "request"}


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
        self.operations: list[Operation] = []
        self._now, self._guard = now, guard
        self._resolver = APIGatewayHttpResolver()
        self._resolver.not_found(_unknown_path)

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
            self.operations.append(operation)

            def respond(**parameters: str) -> HttpResponse[str]:
                return self._respond(operation, self._resolver.current_event.raw_event, parameters)

            self._resolver.route(re.sub(r"\{(\w+)\}", r"<\1>", path), method)(respond)
            return handler

        return declare

    def handler(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """Handle an event of API Gateway's payload format 2.0."""
        return self._resolver.resolve(event, context)

    def _respond(self, operation: Operation, event: Mapping[str, Any], path: Mapping[str, str]) -> HttpResponse[str]:
        """Read the request, run the operation, and log one line without paths, bodies or personal data."""
        request = read_request(event, self._now(), operation.who)
        response, log_fields = self._answer(operation, request, path)
        milliseconds = (self._now() - request.now).total_seconds() * 1000
        facts = {**log_fields, "status": response.status_code, "ms": round(milliseconds, 1)}
        logger.info("request_answered", extra=facts)
        return response

    def _answer(
        self, operation: Operation, request: Request, path: Mapping[str, str]
    ) -> tuple[HttpResponse[str], dict[str, Any]]:
        """Run the operation if the caller may call it. Return its response, and fields for the log."""
        log_fields: dict[str, Any] = {
            "operation": f"{operation.method} {operation.path}", "api_request_id": request.request_id,
        }  # fmt: skip
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
            # The error's message may hold personal data, so log only its class and place.
            logger.error("request_failed", extra={**log_fields, "error": error_code(error), "where": _where(error)})
            response = _json(500, errors.INTERNAL, errors.PROBLEM_HEADERS)
        return response, log_fields


def _success(operation: Operation, result: object) -> HttpResponse[str]:
    answer = result if isinstance(result, Response) else Response(result, operation.status)  # type: ignore[arg-type]
    if answer.body is None:
        return HttpResponse(204 if answer.status == 200 else answer.status, body="", headers=dict(answer.headers))
    kind = "text/plain; charset=utf-8" if isinstance(answer.body, str) else "application/json"
    headers = {"Content-Type": kind, "Cache-Control": "no-store", **errors.NO_SNIFFING, **answer.headers}
    if isinstance(answer.body, str):
        return HttpResponse(answer.status, body=answer.body, headers=headers)
    return _json(answer.status, answer.body, headers)


def _refused(refusal: Refusal) -> HttpResponse[str]:
    body = errors.problem(refusal)
    return _json(body["status"], body, errors.headers(refusal))


def _json(status: int, body: BaseModel | Mapping[str, Any], headers: Mapping[str, str]) -> HttpResponse[str]:
    text = body.model_dump_json(by_alias=True, exclude_none=True) if isinstance(body, BaseModel) else json.dumps(body)
    return HttpResponse(status, body=text, headers=dict(headers))


def _unknown_path(_: Exception) -> HttpResponse[str]:
    """Answer 404. API Gateway sends only declared paths, so this means that the wiring is wrong."""
    return _refused(Missing())


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
