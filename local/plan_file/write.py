"""Make a document the team's plan: send the requests that are still needed, one after another."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from local.plan_file.document import Document
from local.plan_file.team import Ask, TeamApi, body_of, rota_of


@dataclass(frozen=True)
class Done:
    """Describe one request that was made."""

    text: str


def difference(team: TeamApi, document: Document) -> str:
    """Return what writing would change, as removed (-) and added (+) lines; empty if nothing."""
    now, wanted = team.document().only(document).toml(), document.lean().toml()
    lines = difflib.unified_diff(now.splitlines(), wanted.splitlines(), "the team's plan", "the file", lineterm="", n=2)
    return "\n".join(lines)


def write(team: TeamApi, document: Document, ask: Ask) -> Iterator[Done]:
    """Change the team's plan to the document. Skip what is done already.

    Sources and members that the document does not name stay; routes that it does not name are deleted, after the others
    are written.
    """
    document = document.lean()
    yield from _settings(team, document, ask)
    yield from _sources(team, document, ask)
    yield from _agents(team, document, ask)
    if document.routes is not None:
        yield from _routes(TeamApi.of(ask), document.routes, ask)


def _settings(team: TeamApi, document: Document, ask: Ask) -> Iterator[Done]:
    changed = {name: value for name, value in (document.settings or {}).items() if team.settings.get(name) != value}
    if changed:
        ask("PATCH", "/settings", changed)
        yield Done(f"settings: {', '.join(changed)}")


def _sources(team: TeamApi, document: Document, ask: Ask) -> Iterator[Done]:
    there = {source["title"]: source for source in team.sources}
    for source in document.sources or []:
        owner = source.get("owner")
        body = {**source, "owner": team.agent_ids[owner]} if owner else {**source}
        known = there.get(source["title"])
        if known is None:
            ask("POST", "/sources", body)
            yield Done(f"source {source['title']!r} created; renew its secret to see it")
        elif patch := {name: body.get(name) for name in ("category", "owner") if known.get(name) != body.get(name)}:
            ask("PATCH", f"/sources/{known['source_id']}", patch)
            yield Done(f"source {source['title']!r}: {', '.join(patch)}")


def _agents(team: TeamApi, document: Document, ask: Ask) -> Iterator[Done]:
    there = {agent["email"]: agent for agent in team.document().agents or []}
    unset: dict[str, Any] = {"languages": [], "hours": [], "pause_after_missed": None, "may_hand_over": False}
    for agent in document.agents or []:
        known, path = there[agent["email"]], f"/agents/{team.agent_ids[agent['email']]}"
        patch = {name: agent.get(name, none) for name, none in unset.items() if known.get(name) != agent.get(name)}
        if patch:
            ask("PATCH", path, patch)
            yield Done(f"agent {agent['email']}: {', '.join(patch)}")
        if known.get("limits") != agent.get("limits"):
            ask("PUT", f"{path}/limits", agent.get("limits", {}))
            yield Done(f"agent {agent['email']}: limits")


def _routes(team: TeamApi, routes: list[dict[str, Any]], ask: Ask) -> Iterator[Done]:
    there = {route["title"]: route for route in team.routes}
    existing = {route["title"]: route for route in team.document().routes or []}
    wanted = {route["title"]: route for route in routes}
    ids = {title: there[title]["route_id"] for title in there.keys() & wanted.keys()}
    for title, route in reversed(wanted.items()):
        body = body_of(route, team.source_ids, team.agent_ids)
        was = existing.get(title, {})
        if title not in there:
            ids[title] = ask("POST", "/routes", body)["route_id"]
            yield Done(f"route {title!r} created")
        elif _but_rota(was) != _but_rota(route):
            ask("PUT", f"/routes/{ids[title]}", body)
            yield Done(f"route {title!r} changed")
        if was.get("rota") != route.get("rota"):
            ask("PUT", f"/routes/{ids[title]}/rota", rota_of(route, team.agent_ids))
            yield Done(f"rota of route {title!r} changed")
    for title in there.keys() - wanted.keys():
        ask("DELETE", f"/routes/{there[title]['route_id']}")
        yield Done(f"route {title!r} deleted")
    order = [ids[title] for title in wanted]
    if ask("GET", "/routes/order")["ids"] != order:
        ask("PUT", "/routes/order", {"ids": order})
        yield Done("routes put in order")


def _but_rota(route: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in route.items() if name != "rota"}
