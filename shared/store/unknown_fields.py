"""Keep what a newer release stored: fields that this one does not know, and values that it cannot read.

After a roll-back records are read, changed and written here, and then read by the newer release again. Both kinds are
kept out of sight with the record, by their stored names, and written back as they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from shared.domain.kernel.record import NewerRule, Record

_any_kept = False
"""Tell whether this process keeps anything out of sight. Until then no record is searched for it, which took a third of
routing's CPU."""


def read[M: BaseModel](kind: type[M], body: str) -> M:
    """Return the record in a body, with what a newer release stored in it out of sight.

    Raises:
        ValidationError: it has a value that this release cannot read, and can put nothing in the place of.

    Source: docs/rules.md, "Newer releases".
    """
    try:
        return kind.model_validate_json(body)
    except ValidationError:
        pass
    try:
        return _tidied(kind.model_validate_json(body, extra="allow"))
    except ValidationError as problem:
        if not issubclass(kind, Record) or kind.newer_rule is None:
            raise
        return _stood_in(kind, kind.newer_rule, json.loads(body), problem)


def set_aside[R: Record](record: R) -> R:
    """Return a record that takes no part in decisions, as if a newer release had made it."""
    rule = record.newer_rule
    if rule is None or not rule.set_aside:
        return record
    stored = json.loads(record.model_dump_json(by_alias=True)) | (record.__pydantic_extra__ or {})
    kept = {name: stored[name] for name in rule.set_aside if name in stored}
    apart = record.model_copy(update={name: made(stored) for name, made in rule.set_aside.items()})
    _keep(apart, (record.__pydantic_extra__ or {}) | kept)
    return apart


def _stood_in[R: Record](kind: type[R], rule: NewerRule, stored: dict[str, Any], problem: ValidationError) -> R:
    """Return the record with something that this release can read in the place of what it cannot."""
    names = {field.alias or name: name for name, field in kind.model_fields.items()}
    wrong = {str(error["loc"][0]) for error in problem.errors(include_url=False, include_input=False) if error["loc"]}
    bad = {names.get(one, "") for one in wrong}
    if not wrong or "" in bad or (rule.fields is not None and not bad <= rule.fields):
        raise problem
    known = {name: value for name, value in stored.items() if name not in wrong}
    known |= {name: rule.stand_ins[names[name]](stored) for name in wrong if names[name] in rule.stand_ins}
    record = _tidied(kind.model_validate_json(json.dumps(known), extra="allow"))
    kept = {name: stored[name] for name in wrong if name in stored}
    _keep(record, (record.__pydantic_extra__ or {}) | kept)
    return set_aside(record) if record.is_newer else record


def _tidied[M: BaseModel](record: M) -> M:
    for part in _parts(record):
        _keep(part, part.__pydantic_extra__ or None)  # not {}, or it would not equal one that is made here
    return record


def _keep(record: BaseModel, what: dict[str, Any] | None) -> None:
    global _any_kept
    _any_kept = _any_kept or bool(what)
    object.__setattr__(record, "__pydantic_extra__", what)


def added(record: BaseModel, body: str) -> str:
    """Return the body of a record with the fields that were read and are not known."""
    if not _any_kept or not any(part.__pydantic_extra__ for part in _parts(record)):
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
            alias = field.alias or name
            if alias in stored and alias not in (value.__pydantic_extra__ or {}):
                _add(getattr(value, name), stored[alias])
    elif isinstance(value, Mapping) and isinstance(stored, dict):
        for name, one in value.items():
            _add(one, stored.get(name))
    elif isinstance(value, (tuple, list)) and isinstance(stored, list):
        for one, there in zip(value, stored, strict=True):
            _add(one, there)
