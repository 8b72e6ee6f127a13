"""Pydantic's models as component schemas: requests as they are validated, answers as they are sent."""

import re
from collections.abc import Container
from typing import Any

from pydantic import TypeAdapter

type Schema = dict[str, Any]

REF = "#/components/schemas/"


class Schemas:
    """Collects every model that requests and answers mention, under one name each."""

    def __init__(self) -> None:
        self._taken: dict[str, Schema] = {}
        self._sent: dict[str, Schema] = {}

    def taken(self, hint: Any) -> Schema:
        """What a request holds."""
        return _collect(hint, self._taken)

    def sent(self, hint: Any) -> Schema:
        """What an answer holds."""
        return _collect(hint, self._sent)

    def components(self) -> dict[str, Schema]:
        """All of them. A model that requests hold too is described as they hold it."""
        answers = {name: _as_sent(schema) for name, schema in self._sent.items() if name not in self._taken}
        return self._taken | answers


def public_names(components: dict[str, Schema], reserved: Container[str] = ()) -> dict[str, str]:
    """What each component is called outside: `Lead` for LeadShown, `LeadPage` for a Page of them.

    Names that are reserved are another schema's.
    """
    names: dict[str, str] = {}
    for name in sorted(components):
        short = re.sub(r"^Page_(\w+)_$", r"\1Page", name).replace("Shown", "")
        is_taken = short in components or short in names.values() or short in reserved
        names[name] = name if is_taken else short
    return names


def renamed(node: Any, names: dict[str, str]) -> Any:
    """The same document with components under their public names."""
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
    """The hint's schema; the models it mentions go into `into`, so that it refers to them."""
    # As the item of a list even a model itself becomes a reference.
    whole = TypeAdapter(list[hint]).json_schema(ref_template=REF + "{model}")
    for name, schema in whole.get("$defs", {}).items():
        tidy = _tidy(schema)
        if into.setdefault(name, tidy) != tidy:
            raise ValueError(f"two different models are called {name}: rename one of them")
    items: Schema = _tidy(whole["items"])
    return items


def _tidy(node: Any) -> Any:
    """Without the titles pydantic makes from names, and without what descriptions tell to maintainers only."""
    if isinstance(node, list):
        return [_tidy(one) for one in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _tidy(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))}
    if isinstance(kept.get("description"), str):
        kept["description"] = prose(kept["description"])
    return kept


def prose(docstring: str) -> str:
    """A docstring's sentences, without its sections."""
    return re.split(r"\n\s*(?:Args|Attributes|Raises|Returns|Source):", docstring)[0].strip()


def _as_sent(schema: Schema) -> Schema:
    """As answers hold it: what is None is left out, everything else is there, and fields may be added later."""
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
