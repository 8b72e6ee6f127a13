"""Is a number or a boolean in the body of a request only what docs/openapi.json says, and nothing that resembles it?"""

import pytest
from pydantic import BaseModel, JsonValue, StrictBool, StrictInt, TypeAdapter

from local.openapi.functions import every_function

SCALARS = ("int", "float", "bool")


def lax(schema, place="", models=None):
    """Yield the fields of a body for which pydantic would take another type: text or a boolean for a number."""
    models = set() if models is None else models
    if isinstance(schema, (list, tuple)):
        for part in schema:
            yield from lax(part, place, models)
    elif isinstance(schema, dict):
        if callable(schema.get("discriminator")):  # any JSON: its type is looked at first
            return
        if schema.get("type") in SCALARS and not schema.get("strict"):
            yield place
        if schema.get("type") == "model":
            if schema["cls"] in models:
                return
            models.add(schema["cls"])
            place = schema["cls"].__name__
        named = schema.get("type") == "model-fields"
        for name, part in (schema["fields"] if named else schema).items():
            if name not in ("metadata", "serialization", "cls", "default"):
                yield from lax(part, f"{place}.{name}" if named else place, models)


def read(model):
    reader = TypeAdapter(model)
    reader.rebuild()
    return list(lax(reader.core_schema))


class Part(BaseModel):
    number: float


class Body(BaseModel):
    strict: StrictInt | StrictBool
    flag: bool | None = None
    parts: tuple[Part, ...] = ()
    anything: JsonValue = None


def test_what_pydantic_would_convert_is_found_wherever_it_is():
    assert read(Body) == ["Body.flag", "Part.number"]


BODIES = {
    f"{operation.method} {operation.path}": operation.hints["body"]
    for function in every_function()
    for operation in function.operations
    if "body" in operation.hints
}


@pytest.mark.parametrize("operation", BODIES)
def test_no_number_and_no_boolean_of_a_body_is_converted_from_another_type(operation):
    assert read(BODIES[operation]) == []
