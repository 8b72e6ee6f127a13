"""Keep fields that a later release stored: this one cannot read them, and writes them back as they were.

After a roll-back records are read, changed and written here, and then read by the later release again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError


def read[M: BaseModel](kind: type[M], body: str) -> M:
    """Return the record in a body, with the fields that this release does not know out of sight.

    Raises:
        ValidationError: what this release does know is invalid.
    """
    try:
        return kind.model_validate_json(body)
    except ValidationError as problem:
        if all(error["type"] != "extra_forbidden" for error in problem.errors(include_url=False, include_input=False)):
            raise
    record = kind.model_validate_json(body, extra="allow")
    for part in _parts(record):
        if not part.__pydantic_extra__:
            part.__pydantic_extra__ = None  # or it would not equal one that is made here
    return record


def added(record: BaseModel, body: str) -> str:
    """Return the body of a record with the fields that were read and are not known."""
    if not any(part.__pydantic_extra__ for part in _parts(record)):
        return body
    whole = json.loads(body)
    _add(record, whole)
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _parts(value: object) -> Iterator[BaseModel]:
    """Yield a record and all values in it."""
    if isinstance(value, BaseModel):
        yield value
        value = value.__dict__
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, (tuple, list, frozenset)):
        for one in value:
            yield from _parts(one)


def _add(value: object, stored: Any) -> None:
    """Add the unknown fields of a value, and of all values in it, to what is stored of it."""
    if isinstance(value, BaseModel) and isinstance(stored, dict):
        stored |= value.__pydantic_extra__ or {}
        for name, field in type(value).model_fields.items():
            alias = field.serialization_alias or name
            if alias in stored:
                _add(getattr(value, name), stored[alias])
    elif isinstance(value, Mapping) and isinstance(stored, dict):
        for name, one in value.items():
            _add(one, stored.get(name))
    elif isinstance(value, (tuple, list)) and isinstance(stored, list):
        for one, there in zip(value, stored, strict=True):
            _add(one, there)
