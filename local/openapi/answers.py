"""Describe what an operation may answer: its success, each refusal by status, and API Gateway's own answers."""

from collections import defaultdict
from collections.abc import Iterable
from http import HTTPStatus

from local.openapi.functions import answer_of, text_of
from local.openapi.schemas import REF, Schema, Schemas
from shared.domain.kernel import errors
from shared.domain.kernel.errors import Refusal
from shared.web.app import OPEN, Operation
from shared.web.errors import INTERNAL, STATUS, problem
from shared.web.field_errors import MistakeShown

REFUSAL_CODE: Schema = {
    "type": "string",
    "description": "The codes of this release. Later ones may have more: treat an unknown code by its status.",
    "enum": sorted({*(refusal.code for refusal in STATUS), INTERNAL["code"]}),
}
PROBLEM: Schema = {
    "type": "object",
    "description": "A refusal (RFC 9457). Programs decide by `status` and `code`.",
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "One English sentence for people."},
        # Any text besides the enum, so that generated clients read answers of later releases too.
        "code": {
            "anyOf": [{"$ref": REF + "RefusalCode"}, {"type": "string"}],
            "description": "Stable; docs/api.md lists all codes.",
        },
        "owner": {"type": "string", "description": "Who owns the lead (`already_claimed`), if the caller may see it."},
        "merged_into": {
            "type": "string",
            "description": "The lead to continue with (`lead_merged`), if the caller may see it.",
        },
    },
    "required": ["code", "detail", "status", "title", "type"],
}
FIELD_PROBLEM: Schema = {
    "description": "Fields that make no sense, each with its place in the request.",
    "allOf": [{"$ref": REF + "Problem"}],
    "properties": {"errors": {"type": "array", "items": {"$ref": REF + MistakeShown.__name__}}},
}
MESSAGE: Schema = {
    "type": "object",
    "description": "What API Gateway answers itself, before any function runs.",
    "properties": {"message": {"type": "string"}},
    "required": ["message"],
}
SCHEMAS = {"RefusalCode": REFUSAL_CODE, "Problem": PROBLEM, "FieldProblem": FIELD_PROBLEM, "GatewayMessage": MESSAGE}

UNCHANGED = HTTPStatus.NOT_MODIFIED  # the only successful answer to GET without a body

_MESSAGE = {"application/json": {"schema": {"$ref": REF + "GatewayMessage"}}}
RESPONSES: dict[str, Schema] = {
    "NoToken": {
        "description": "No token, or one that is not valid. `session_ended`: valid, but of a session that has ended.",
        "content": _MESSAGE | {"application/problem+json": {"schema": {"$ref": REF + "Problem"}}},
    },
    "TooMany": {
        "description": "Too many requests; wait and try again. `too_many_requests`: all of one caller.",
        "content": _MESSAGE | {"application/problem+json": {"schema": {"$ref": REF + "Problem"}}},
    },
    "MethodNotAllowed": {
        "description": "`method_not_allowed`: what any other method on this path is answered.",
        "headers": {"Allow": {"schema": {"type": "string"}, "description": "The methods this path takes."}},
        "content": {"application/problem+json": {"schema": {"$ref": REF + "Problem"}}},
    },
    "Internal": {
        "description": "`internal`: something went wrong on our side; it was logged.",
        "content": {"application/problem+json": {"schema": {"$ref": REF + "Problem"}}},
    },
}


def responses(operation: Operation, schemas: Schemas, *, has_body: bool) -> dict[str, Schema]:
    """Return every answer of the operation, by status."""
    found = _successes(operation, schemas)
    for status, refusals in _by_status(_refusals(operation, has_body=has_body)).items():
        found[str(int(status))] = _refusal(status, refusals)
    if operation.who not in OPEN:
        found["401"] = {"$ref": "#/components/responses/NoToken"}
    found.setdefault("503", {"description": "Unavailable.", "content": {}})["content"] |= _MESSAGE
    for number, name in (("405", "MethodNotAllowed"), ("429", "TooMany"), ("500", "Internal")):
        found.setdefault(number, {"$ref": f"#/components/responses/{name}"})
    return found


def _successes(operation: Operation, schemas: Schemas) -> dict[str, Schema]:
    hint = answer_of(operation)
    first = 204 if hint is type(None) and operation.status == 200 else operation.status
    kind = text_of(operation) if hint is str else "application/json"
    content = {} if hint is type(None) else {"content": {kind: {"schema": schemas.sent(hint)}}}
    told = {first: HTTPStatus(first).phrase, **operation.others}
    return {
        str(status): {"description": meaning[:1].upper() + meaning[1:], **({} if status == UNCHANGED else content)}
        for status, meaning in told.items()
    }


def _refusals(operation: Operation, *, has_body: bool) -> set[type[Refusal]]:
    """Return the declared refusals, and those that follow from the operation's parameters and body."""
    found = set(operation.refusals)
    if operation.who not in OPEN:
        found.add(errors.Forbidden)
    if operation.who not in (*OPEN, "invited"):
        found.add(errors.MfaRequired)
    if operation.readers or has_body:
        found.add(errors.Invalid)
    if has_body:
        found |= {errors.BodyMalformed, errors.BodyTooLarge}
    if has_body and operation.who != "provider":
        found.add(errors.MediaTypeUnsupported)  # deliveries are read whatever media type their provider sends
    return found


def _by_status(refusals: Iterable[type[Refusal]]) -> dict[HTTPStatus, list[type[Refusal]]]:
    found = defaultdict(list)
    for refusal in sorted(refusals, key=lambda one: one.code):
        found[STATUS[refusal]].append(refusal)
    return dict(found)


def _refusal(status: HTTPStatus, refusals: list[type[Refusal]]) -> Schema:
    name = "FieldProblem" if status == HTTPStatus.UNPROCESSABLE_ENTITY else "Problem"
    examples = {refusal.code: {"value": problem(_example(refusal))} for refusal in refusals}
    content = {"application/problem+json": {"schema": {"$ref": REF + name}, "examples": examples}}
    told = " ".join(f"`{refusal.code}`: {refusal.says}" for refusal in refusals)
    if status != HTTPStatus.SERVICE_UNAVAILABLE:
        return {"description": told, "content": content}
    wait = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}}
    return {"description": told, "content": content, "headers": wait}


def _example(refusal: type[Refusal]) -> Refusal:
    if refusal is errors.Invalid:
        return errors.Invalid(("body", "field"), "malformed", errors.Invalid.says)
    return refusal(("body", "field")) if issubclass(refusal, errors.InvalidByName) else refusal()
