"""Read a team's plan from its API, and turn it into a document with names instead of ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from local.plan_file.document import Document
from shared.domain.plan_records.rota import Shift

type Ask = Callable[..., Any]
"""Call the API: `ask(method, path, body=None)` returns the response's body."""

_SETTINGS_OMITTED = {"version"}
_SOURCE = ("title", "kind", "category", "owner")
AGENT = ("email", "languages", "hours", "limits", "pause_after_missed", "may_hand_over")
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
        for route in lists["routes"]:
            route["rota"] = ask("GET", f"/routes/{route['route_id']}/rota")
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

    def without_past_shifts(self, document: Document, now: datetime) -> Document:
        """Return a document without shifts that are over by the team's clock: they cannot be made again."""
        zone = ZoneInfo(self.settings["time_zone"])
        routes = document.routes
        return document.model_copy(
            update={"routes": None if routes is None else [_without_past(route, zone, now) for route in routes]}
        )


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
    body.pop("rota", None)
    if isinstance(nobody, dict):
        body["when_nobody"] = {"agent_id": agent_ids.get(nobody.get("agent", ""), nobody.get("agent"))}
    return body


def rota_of(route: dict[str, Any], agent_ids: dict[str, str]) -> dict[str, Any]:
    """Return the rota of a document's route as the API accepts it; unknown names stay."""
    rota = route.get("rota") or {}
    shifts = [
        {**_without(shift, "agents"), "agent_ids": [agent_ids.get(agent, agent) for agent in shift.get("agents", [])]}
        for shift in rota.get("shifts", [])
    ]
    return {**rota, "shifts": shifts}


def _route(route: dict[str, Any], titles: dict[str, str], emails: dict[str, str]) -> dict[str, Any]:
    named = {name: value for name, value in route.items() if name not in _ROUTE_OMITTED}
    if route["sources"] != "all":
        named["sources"] = [titles[source_id] for source_id in route["sources"]]
    named["agents"] = [{"agent": emails[seat["agent_id"]], **_without(seat, "agent_id")} for seat in route["agents"]]
    if isinstance(route["when_nobody"], dict):
        named["when_nobody"] = {"agent": emails[route["when_nobody"]["agent_id"]]}
    named["rota"] = _rota(route["rota"], emails)
    return named


def _rota(rota: dict[str, Any], emails: dict[str, str]) -> dict[str, Any] | None:
    """Return a rota without ids; None if it says nothing. A shift that left nobody is not there."""
    shifts = [
        {
            **{name: value for name, value in shift.items() if name not in ("shift_id", "agent_ids")},
            "agents": [emails[agent_id] for agent_id in shift["agent_ids"]],
        }
        for shift in rota["shifts"]
    ]
    only = {"rota_only": True} if rota["rota_only"] else {}
    return {**only, **({"shifts": shifts} if shifts else {})} or None


def _without_past(route: dict[str, Any], zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    rota = route.get("rota")
    if not isinstance(rota, dict) or not isinstance(rota.get("shifts"), list):
        return route
    coming = [shift for shift in rota["shifts"] if not _is_over(shift, zone, now)]
    return {**route, "rota": {**rota, "shifts": coming}}


def _is_over(shift: Any, zone: ZoneInfo, now: datetime) -> bool:
    """Return whether a shift is over; one that makes no sense is not, so that the check refuses it by name."""
    try:
        given = {**shift, "shift_id": f"shift_{0:032x}", "agent_ids": [f"agent_{0:032x}"]}
        return Shift.model_validate(_without(given, "agents")).is_over(zone, now)
    except (TypeError, ValueError):
        return False


def _picked(record: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: record[name] for name in names if name in record}


def _named(record: dict[str, Any], names: dict[str, str], field: str) -> dict[str, Any]:
    return {**record, field: names[record[field]]} if field in record else record


def _without(record: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != name and value is not None}
