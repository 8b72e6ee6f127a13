"""Turn pydantic models into component schemas: requests as they are validated, answers as they are sent."""

import json
import re
from typing import Any

from pydantic import TypeAdapter

type Schema = dict[str, Any]

REF = "#/components/schemas/"


class Schemas:
    """Collect every model that requests and answers mention, under one name each."""

    def __init__(self) -> None:
        self._taken: dict[str, Schema] = {}
        self._sent: dict[str, Schema] = {}

    def taken(self, hint: Any) -> Schema:
        """Return the schema of a request's content."""
        return _collect(hint, self._taken)

    def sent(self, hint: Any) -> Schema:
        """Return the schema of an answer's content."""
        return _collect(hint, self._sent)

    def components(self) -> dict[str, Schema]:
        """Return all components. A model that requests also use is described as in requests."""
        answers = {name: _as_sent(schema) for name, schema in self._sent.items() if name not in self._taken}
        return {name: _as_taken(name, schema) for name, schema in self._taken.items()} | answers


def renamed(node: Any, names: dict[str, str]) -> Any:
    """Return the document with components under their public names."""
    if isinstance(node, list):
        return [renamed(one, names) for one in node]
    if not isinstance(node, dict):
        return node
    return {
        key: REF + names.get(value.removeprefix(REF), value.removeprefix(REF))
        if key == "$ref" and value.startswith(REF)
        else renamed(value, names)
        for key, value in node.items()
    }


def _collect(hint: Any, into: dict[str, Schema]) -> Schema:
    """Return the hint's schema; add the models it refers to to `into`."""
    # As the item of a list even a model itself becomes a reference.
    whole = TypeAdapter(list[hint]).json_schema(ref_template=REF + "{model}")
    for name, schema in whole.get("$defs", {}).items():
        tidy = _tidy(schema)
        if into.setdefault(name, tidy) != tidy:
            raise ValueError(f"two different models are called {name}: rename one of them")
    items: Schema = _tidy(whole["items"])
    return items


def _tidy(node: Any) -> Any:
    """Remove the titles that pydantic derives from names, and parts of descriptions meant for maintainers."""
    if isinstance(node, list):
        return [_tidy(one) for one in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _tidy(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))}
    if isinstance(kept.get("description"), str):
        kept["description"] = prose(kept["description"])
    if isinstance(kept.get("const"), str):
        # The same to a validator; generated clients try one option after another only where they know it as an enum.
        kept["enum"] = [kept.pop("const")]
    return kept


def prose(docstring: str) -> str:
    """Return a docstring's sentences, without its sections."""
    return re.split(r"\n\s*(?:Args|Attributes|Raises|Returns|Source):", docstring)[0].strip()


def _as_taken(name: str, schema: Schema) -> Schema:
    """As requests hold it: what has a default may be left out, and no client sends the default in its place.

    A default is told in words: generated clients take the keyword for a value to send, so that a correction would
    empty what it does not name, or refuse to be made where null is allowed beside it.
    """
    if "properties" not in schema:
        return schema
    patches = name.endswith("Patch")  # they change only what is sent, whatever their defaults are
    fields = {field: _told_default(part, told=not patches) for field, part in schema["properties"].items()}
    return {**schema, "properties": fields}


def _told_default(field: Schema, *, told: bool) -> Schema:
    default = field.get("default")
    says = f"Unless sent: `{json.dumps(default)}`." if told and default not in (None, "", [], {}, False) else ""
    description = " ".join(part for part in (field.get("description"), says) if part)
    return {**_without_default(field), **({"description": description} if description else {})}


def _as_sent(schema: Schema) -> Schema:
    """Describe a model as answers hold it: None is left out, other fields are required, and more may be added later."""
    if "properties" not in schema:
        return schema
    fields: dict[str, Schema] = schema["properties"]
    optional = {name for name, field in fields.items() if field.get("default", "") is None} - {"next"}
    kept = {name: _without_default(_not_null(field) if name in optional else field) for name, field in fields.items()}
    closed = {key: value for key, value in schema.items() if key != "additionalProperties"}
    return {**closed, "properties": kept, "required": sorted(fields.keys() - optional)}


def _not_null(field: Schema) -> Schema:
    options = [option for option in field.get("anyOf", []) if option != {"type": "null"}]
    rest = {key: value for key, value in field.items() if key != "anyOf"}
    return {**rest, **options[0]} if len(options) == 1 else {**rest, "anyOf": options}


def _without_default(field: Schema) -> Schema:
    return {key: value for key, value in field.items() if key != "default"}
