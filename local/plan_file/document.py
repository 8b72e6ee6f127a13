"""What is in a plan's file: settings, sources, members and routes, by their names, in TOML or JSON."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import tomli_w
from pydantic import BaseModel, ConfigDict, ValidationError

from local.problems import Unusable


class Document(BaseModel):
    """A plan's file. A section that is not there stays as the team has it.

    Attributes:
        settings: the team's settings, those that are named.
        sources: by `title`; `owner` is a member's e-mail.
        agents: members by `email`, with their hours and limits.
        routes: from the top of the list. `sources` are titles, agents e-mails, as `agent`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    settings: dict[str, Any] | None = None
    sources: list[dict[str, Any]] | None = None
    agents: list[dict[str, Any]] | None = None
    routes: list[dict[str, Any]] | None = None

    def lean(self) -> Document:
        """The same plan, without what goes without saying: a route's defaults."""
        if self.routes is None:
            return self
        return self.model_copy(update={"routes": [lean(route) for route in self.routes]})

    def toml(self) -> str:
        """The file's text, always the same for the same plan."""
        return tomli_w.dumps(self.model_dump(exclude_none=True), multiline_strings=False)

    def only(self, other: Document) -> Document:
        """This document with no other sections than `other` has."""
        return self.model_copy(update={name: None for name, value in other if value is None})


def lean(route: dict[str, Any]) -> dict[str, Any]:
    """A route without its defaults. Whether a special route is active is its schedule's to say."""
    unsaid: dict[str, Any] = {"sources": "all", "claim_clock": "always", "when_nobody": "pool", "status": "active"}
    if route.get("activation"):
        unsaid["status"] = route.get("status")
    return {name: value for name, value in route.items() if value not in ([], None) and unsaid.get(name, ...) != value}


def read(path: Path) -> Document:
    """The document in a file, TOML unless its name ends in `.json`.

    Raises:
        Unusable: it cannot be read; says where.
    """
    try:
        text = path.read_text(encoding="utf-8")
        given = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
        return Document.model_validate(given)
    except OSError as problem:
        raise Unusable(f"{path} cannot be read: {problem.strerror}.") from problem
    except ValidationError as problem:
        told = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in problem.errors())
        raise Unusable(f"{path} is not a plan: {told}") from problem
    except ValueError as problem:
        raise Unusable(f"{path} is not valid {path.suffix.lstrip('.') or 'TOML'}: {problem}") from problem
