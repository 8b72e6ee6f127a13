"""Build the whole document: paths, what each operation accepts, and the components they share."""

import json
import re
import tomllib
from typing import Any

from pydantic import ValidationError

from local.openapi.answers import RESPONSES, SCHEMAS, UNCHANGED, responses
from local.openapi.functions import body_of, every_function
from local.openapi.names import TAGS, operation_id, public_names, tag
from local.openapi.schemas import Schema, Schemas, prose, renamed
from local.places import ROOT
from shared.domain.kernel.errors import ChangedByOther, KeyReused
from shared.web.app import Operation
from shared.web.field_errors import MistakeShown
from shared.web.request import Who

DESCRIPTION = """JSON in and out, UTF-8. Instants are RFC 3339 in UTC, durations whole seconds, ids opaque.
Fields may be added to answers; docs/api.md tells what holds for all operations."""
SERVERS = [
    {"url": "/api", "description": "Behind the address of the console, and on one machine."},
    {
        "url": "https://{api}",
        "description": "The API itself: the stack's output ApiUrl.",
        "variables": {"api": {"default": "api.example.com"}},
    },
]
SECURITY: dict[str, Schema] = {
    "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT",
              "description": "An access or id token of the tenant's Cognito user pool."},
    "signature": {"type": "apiKey", "in": "header", "name": "webhook-signature",
                  "description": "Sources of kind `standard`; beside it webhook-id and webhook-timestamp."},
    "key": {"type": "apiKey", "in": "header", "name": "X-Api-Key",
            "description": "Sources of kind `api_key`, `realtor`, `adf` and `email`: the source's secret."},
    "typeform": {"type": "apiKey", "in": "header", "name": "Typeform-Signature",
                 "description": "Sources of kind `typeform`."},
}  # fmt: skip
ALLOWED: dict[Who, tuple[str, list[dict[str, list[str]]]]] = {
    "anyone": ("Anyone, without a token.", []),
    "provider": (
        "Providers, by the source's own scheme (`google`: a key in the body).",
        [{"signature": []}, {"key": []}, {"typeform": []}],
    ),
    "invited": ("Any active member, and who was invited.", [{"token": []}]),
    "member": ("Any active member.", [{"token": []}]),
    "manager": ("Managers and the Rainmaker.", [{"token": []}]),
    "rainmaker": ("The Rainmaker.", [{"token": []}]),
}
KEY_HEADER: Schema = {
    "name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 128},
    "description": "The same key and body answer the same for 24 hours; the key with another body is refused.",
}  # fmt: skip
MATCH_HEADER: Schema = {
    "name": "If-Match", "in": "header", "schema": {"type": "string", "pattern": r'^(W/)?"?[0-9]{1,15}"?$'},
    "description": 'The version that was read, as in `"3"`; refused if it has moved on.',
}  # fmt: skip

TAG_HEADER: Schema = {
    "name": "If-None-Match", "in": "header", "schema": {"type": "string"},
    "description": "The `ETag` of the answer one has; 304 while it still holds.",
}  # fmt: skip


def document() -> Schema:
    """Return the OpenAPI 3.1 document of all operations."""
    schemas, paths = Schemas(), dict[str, Schema]()
    for function in every_function():
        for operation in function.operations:
            paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, schemas)
    schemas.sent(MistakeShown)
    components = schemas.components()
    names = public_names(components, reserved=SCHEMAS)
    whole = {
        "openapi": "3.1.0",
        "info": {"title": "Relevo", "version": _release(), "description": DESCRIPTION, "license": {"name": "MIT"}},
        "servers": SERVERS,
        "tags": [{"name": name, "description": does} for name, does in TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": {names[name]: schema for name, schema in components.items()} | SCHEMAS,
            "responses": RESPONSES,
            "securitySchemes": SECURITY,
        },
    }
    return dict(renamed(whole, names))


def methods() -> dict[str, list[str]]:
    """Return the methods of each path."""
    found: dict[str, list[str]] = {}
    for function in every_function():
        for operation in function.operations:
            found[operation.path] = sorted([*found.get(operation.path, []), operation.method])
    return found


def as_text(content: Any) -> str:
    """Return JSON text, always the same for the same content."""
    return json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _operation(operation: Operation, schemas: Schemas) -> Schema:
    summary, _, rest = prose(operation.handler.__doc__ or "").partition("\n")
    who, security = ALLOWED[operation.who]
    body = body_of(operation)
    told = re.sub(r"\n[ \t]+", "\n", rest).strip()
    found: Schema = {
        "operationId": operation_id(operation.handler.__name__),
        "summary": summary.rstrip("."),
        "description": "\n\n".join(part for part in (told, f"Who: {who[0].lower()}{who[1:]}") if part),
        "tags": [tag(operation.path)],
        "security": security,
        "parameters": _parameters(operation, schemas),
        "responses": responses(operation, schemas, has_body=body is not None),
    }
    if body is not None:
        content = {"application/json": {"schema": schemas.taken(body)}}
        found["requestBody"] = {"required": not _may_be_empty(body), "content": content}
    return found


def _may_be_empty(body: Any) -> bool:
    """Return whether a request may come without a body: it is read as `{}`, in which no field is missing."""
    try:
        body.model_validate({})
    except ValidationError as error:
        return all(one["type"] != "missing" for one in error.errors())
    return True


def _parameters(operation: Operation, schemas: Schemas) -> list[Schema]:
    names = re.findall(r"\{(\w+)\}", operation.path)
    found = [
        {"name": name, "in": "path", "required": True, "schema": _path_schema(operation, name, schemas)}
        for name in names
    ]
    if "query" in operation.hints:
        found += _query(operation.hints["query"], schemas)
    if KeyReused in operation.refusals:
        found.append(KEY_HEADER)
    if ChangedByOther in operation.refusals:
        found.append(MATCH_HEADER)
    if UNCHANGED in operation.others:
        found.append(TAG_HEADER)
    return found


def _path_schema(operation: Operation, name: str, schemas: Schemas) -> Schema:
    return schemas.taken(operation.hints.get(name, str))


def _query(model: Any, schemas: Schemas) -> list[Schema]:
    found = []
    for name, field in model.model_fields.items():
        hint = field.rebuild_annotation()
        schema = _without_null(schemas.taken(hint))
        schema |= {} if field.default is None or field.is_required() else {"default": field.default}
        more = {"required": True} if field.is_required() else {}
        more |= {"description": field.description} if field.description else {}
        found.append({"name": field.alias or name, "in": "query", "schema": schema, **more})
    return found


def _without_null(schema: Schema) -> Schema:
    """Remove null: a parameter is present or absent, never null."""
    options = [option for option in schema.get("anyOf", []) if option != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    return {**rest, **options[0]} if len(options) == 1 else schema


def _release() -> str:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
