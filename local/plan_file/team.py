"""Read a team's plan from its API, and turn it into a document with names instead of ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from local.plan_file.document import Document

type Ask = Callable[..., Any]
"""Call the API: `ask(method, path, body=None)` returns the response's body."""

_SETTINGS_OMITTED = {"version"}
_SOURCE = ("title", "kind", "category", "owner")
AGENT = ("email", "hours", "limits", "pause_after_missed", "may_hand_over")
_ROUTE_OMITTED = {"route_id", "position", "version", "switched_at", "switched_by", "next_on", "next_off", "may"}


@dataclass(frozen=True)
class TeamApi:
    """Hold a plan as the API returns it: sources and members by id, routes from the top."""

    settings: dict[str, Any]
    sources: list[dict[str, Any]]
    agents: list[dict[str, Any]]
    routes: list[dict[str, Any]]

    @classmethod
    def of(cls, ask: Ask) -> TeamApi:
        """Read the current plan."""
        lists = {name: ask("GET", f"/{name}")["items"] for name in ("sources", "agents", "routes")}
        return cls(settings=ask("GET", "/settings"), **lists)

    @property
    def source_ids(self) -> dict[str, str]:
        """Return sources by title."""
        return {source["title"]: source["source_id"] for source in self.sources}

    @property
    def agent_ids(self) -> dict[str, str]:
        """Return members by email."""
        return {agent["email"]: agent["agent_id"] for agent in self.agents}

    def document(self) -> Document:
        """Return the plan as a document."""
        titles = {source["source_id"]: source["title"] for source in self.sources}
        emails = {agent["agent_id"]: agent["email"] for agent in self.agents}
        return Document(
            settings={name: value for name, value in self.settings.items() if name not in _SETTINGS_OMITTED},
            sources=[_named(_picked(source, _SOURCE), emails, "owner") for source in self.sources],
            agents=[_picked(agent, AGENT) for agent in self.agents],
            routes=[_route(route, titles, emails) for route in self.routes],
        ).lean()


def body_of(route: dict[str, Any], source_ids: dict[str, str], agent_ids: dict[str, str]) -> dict[str, Any]:
    """Return a document's route as the API accepts it. Unknown names stay, so that the API refuses them by name."""
    sources, nobody = route.get("sources", "all"), route.get("when_nobody", "pool")
    body = {
        **({} if route.get("activation") else {"status": "active"}),
        **route,
        "sources": sources if sources == "all" else [source_ids.get(title, title) for title in sources],
        "agents": [
            {"agent_id": agent_ids.get(seat.get("agent"), seat.get("agent")), **_without(seat, "agent")}
            for seat in route.get("agents", [])
        ],
    }
    if isinstance(nobody, dict):
        body["when_nobody"] = {"agent_id": agent_ids.get(nobody.get("agent", ""), nobody.get("agent"))}
    return body


def _route(route: dict[str, Any], titles: dict[str, str], emails: dict[str, str]) -> dict[str, Any]:
    named = {name: value for name, value in route.items() if name not in _ROUTE_OMITTED}
    if route["sources"] != "all":
        named["sources"] = [titles[source_id] for source_id in route["sources"]]
    named["agents"] = [{"agent": emails[seat["agent_id"]], **_without(seat, "agent_id")} for seat in route["agents"]]
    if isinstance(route["when_nobody"], dict):
        named["when_nobody"] = {"agent": emails[route["when_nobody"]["agent_id"]]}
    return named


def _picked(record: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: record[name] for name in names if name in record}


def _named(record: dict[str, Any], names: dict[str, str], field: str) -> dict[str, Any]:
    return {**record, field: names[record[field]]} if field in record else record


def _without(record: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != name and value is not None}
