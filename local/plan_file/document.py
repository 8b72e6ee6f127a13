"""Define a plan file: settings, sources, members and routes, by their names, in TOML or JSON."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import tomli_w
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from local.problems import Unusable
from shared.domain.kernel.weekly_hours import Window
from shared.domain.plan_records.activation import Activation, Holidays
from shared.domain.plan_records.condition import Condition
from shared.domain.plan_records.member import Limits, Member
from shared.domain.plan_records.rota import Repeat, Rota, Shift
from shared.domain.plan_records.route import ResponseRule, Route
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.source import Source

# The parts of a route that have defaults of their own.
_PARTS: Mapping[str, TypeAdapter[Any]] = {
    "activation": TypeAdapter(Activation),
    "response": TypeAdapter(ResponseRule),
    "conditions": TypeAdapter(tuple[Condition, ...]),
}
_MODELS = (Settings, Route, Source, Member, Limits, Window, Condition, ResponseRule, Activation, Holidays, Rota, Shift,
           Repeat)  # fmt: skip
_NAMES = [field.alias or name for model in _MODELS for name, field in model.model_fields.items()]
_PLACES = {name: place for place, name in reversed(list(enumerate(_NAMES)))}


class Document(BaseModel):
    """Hold a plan file. A missing section leaves the team's unchanged.

    Attributes:
        settings: the team's settings that the file names.
        sources: by `title`; `owner` is a member's email.
        agents: members by `email`, with their hours and limits.
        routes: from the top of the list. `sources` are titles, agents are emails, as `agent`; so are `agents` of the
            shifts of a `rota`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    settings: dict[str, Any] | None = None
    sources: list[dict[str, Any]] | None = None
    agents: list[dict[str, Any]] | None = None
    routes: list[dict[str, Any]] | None = None

    def lean(self) -> Document:
        """Return the same plan without default values."""
        made = {"sources": said, "agents": said, "routes": lean}
        given = {name: getattr(self, name) for name in made}
        return self.model_copy(
            update={
                name: [made[name](one) for one in section] for name, section in given.items() if section is not None
            }
        )

    def toml(self) -> str:
        """Return the file's text, always the same for the same plan."""
        return tomli_w.dumps(_in_order(self.model_dump(exclude_none=True)), multiline_strings=False)

    def only(self, other: Document) -> Document:
        """Return this document without the sections, settings, sources and members that `other` does not name."""
        sources = {source["title"]: source for source in self.sources or []}
        agents = {agent["email"]: agent for agent in self.agents or []}
        settings, named = self.settings or {}, other.settings or {}
        kept = Document(
            settings={name: settings[name] for name in named if name in settings},
            sources=[sources[one["title"]] for one in other.sources or [] if one["title"] in sources],
            agents=[agents[one["email"]] for one in other.agents or [] if one["email"] in agents],
            routes=self.routes,
        )
        return kept.model_copy(update={name: None for name, value in other if value is None})


def lean(route: dict[str, Any]) -> dict[str, Any]:
    """Return a route without default values. Whether a special route is active is up to its schedule."""
    unsaid: dict[str, Any] = {"sources": "all", "claim_clock": "always", "when_nobody": "pool", "status": "active"}
    if route.get("activation"):
        unsaid["status"] = route.get("status")
    if route.get("rule") == "assign_to_agent":
        unsaid["claim_seconds"] = Route.model_fields["claim_seconds"].default
    told = {name: _short(name, value) for name, value in route.items()}
    return {name: value for name, value in told.items() if value not in ([], None) and unsaid.get(name, ...) != value}


def said(record: dict[str, Any]) -> dict[str, Any]:
    """Return a source or a member without unset fields."""
    return {name: value for name, value in record.items() if value not in (None, [], {}, False)}


def _short(name: str, value: Any) -> Any:
    """Return a part of a route without default values; unchanged if it is invalid."""
    if name == "rota" and isinstance(value, dict):
        return {key: one for key, one in value.items() if one not in ([], None, False)} or None
    if name not in _PARTS or value is None:
        return value
    try:
        part = _PARTS[name].validate_python(value)
    except ValidationError:
        return value
    return _PARTS[name].dump_python(part, mode="json", by_alias=True, exclude_defaults=True)


def _in_order(value: Any) -> Any:
    """Sort names in the order in which the product's records have them."""
    if isinstance(value, list):
        return [_in_order(one) for one in value]
    if not isinstance(value, dict):
        return value
    named = sorted(value, key=lambda name: (_PLACES.get(name, -1), name))
    return {name: _in_order(value[name]) for name in named if value[name] is not None}  # TOML has no null


def _as_json(given: Any) -> Any:
    """Convert TOML's own dates and times to the API's format."""
    return json.loads(json.dumps(given, default=_text))


def _text(value: date | time) -> str:
    return value.isoformat(timespec="minutes") if isinstance(value, (datetime, time)) else value.isoformat()


def read(path: Path) -> Document:
    """Read the document in a file: TOML unless its name ends in `.json`.

    Raises:
        Unusable: it cannot be read; the message says where.
    """
    try:
        text = path.read_text(encoding="utf-8")
        given = json.loads(text) if path.suffix == ".json" else _as_json(tomllib.loads(text))
        return Document.model_validate(given)
    except OSError as problem:
        raise Unusable(f"{path} cannot be read: {problem.strerror}.") from problem
    except ValidationError as problem:
        told = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in problem.errors())
        raise Unusable(f"{path} is not a plan: {told}") from problem
    except ValueError as problem:
        raise Unusable(f"{path} is not valid {path.suffix.lstrip('.') or 'TOML'}: {problem}") from problem
