"""Check by the product's own rules that a document makes a valid plan, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import count
from typing import Any

from pydantic import ValidationError

from local.plan_file.document import Document
from local.plan_file.team import AGENT, TeamApi, body_of, rota_of
from shared.domain.kernel.errors import Invalid, Refusal
from shared.domain.plan_records.member import Limits, Member
from shared.domain.plan_records.plan import Order, Plan
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.source import ISSUED, Source
from shared.domain.planning.change_member import MemberPatch
from shared.domain.planning.change_rota import RotaDraft, replace_rota
from shared.domain.planning.change_route import RouteDraft, create_route, replace_route
from shared.domain.planning.change_settings import SettingsPatch
from shared.domain.planning.change_source import SourceDraft, SourcePatch, change_source, create_source
from shared.domain.planning.changes import ChangeContext
from shared.holidays import calendar
from shared.web.field_errors import to_field_errors


def find_errors(document: Document, team: TeamApi, now: datetime | None = None) -> list[str]:
    """Return what keeps the document from becoming the team's plan, each with its place; empty if nothing does."""
    return _Check(document, team, now or datetime.now(UTC)).run()


NO_SECRET = f"secret_{0:032x}"  # a secret that does not exist


class _NotAllowedInFile(Exception):
    """Report what a plan file may not hold, though the API would accept it: the field, and why."""


class _Check:
    """Apply the document, section by section, to a plan in memory."""

    def __init__(self, document: Document, team: TeamApi, now: datetime) -> None:
        self._document, self._team, self._now = document, team, now
        self._found: list[str] = []
        self._plan = _plan(team, now)
        self._source_ids = dict(team.source_ids)

    def run(self) -> list[str]:
        settings = self._document.settings or {}
        self._try("settings", settings, lambda: self._apply_settings(SettingsPatch.model_validate(settings)))
        for source in self._document.sources or []:
            self._try(f"source {source.get('title')!r}", source, partial(self._apply_source, source))
        for agent in self._document.agents or []:
            self._try(f"agent {agent.get('email')!r}", agent, partial(self._apply_agent, agent))
        for number, route in enumerate(self._document.routes or []):
            self._try(f"route {route.get('title')!r}", route, partial(self._apply_route, number, route))
        self._report_duplicates("source", [source.get("title") for source in self._document.sources or []])
        self._report_duplicates("agent", [agent.get("email") for agent in self._document.agents or []])
        return self._found

    def _try(self, where: str, given: Mapping[str, Any], step: Callable[[], object]) -> None:
        try:
            step()
        except ValidationError as error:
            self._found += [f"{where}, {_path(one.loc)}: {one.msg}" for one in to_field_errors(error, given)]
        except Invalid as refusal:
            self._found += [f"{where}, {_path(one.loc[1:])}: {one.msg}" for one in refusal.mistakes]
        except _NotAllowedInFile as error:
            self._found.append(f"{where}, {error}")
        except Refusal as refusal:
            self._found.append(f"{where}: {refusal.detail}")

    def _report_duplicates(self, what: str, names: list[Any]) -> None:
        duplicates = dict.fromkeys(name for place, name in enumerate(names) if name in names[:place])
        self._found += [f"{what} {name!r}: it is named twice" for name in duplicates]

    def _apply_settings(self, patch: SettingsPatch) -> None:
        changed = {name: getattr(patch, name) for name in patch.model_fields_set}
        self._plan = replace(self._plan, settings=self._plan.settings.model_copy(update=changed))

    def _apply_source(self, source: Mapping[str, Any]) -> None:
        title, owner = source.get("title"), source.get("owner")
        body = {**source, **({"owner": self._team.agent_ids.get(owner, owner)} if owner else {})}
        draft, source_id = SourceDraft.model_validate(body), f"source_{len(self._source_ids):032x}"
        if known := self._team.source_ids.get(draft.title):
            if self._plan.source(known).kind != draft.kind:
                raise _NotAllowedInFile("kind: the kind of a source cannot change: create another one")
            patch = SourcePatch(category=draft.category, owner=draft.owner)
            change_source(self._plan, known, patch, None, self._context())
            return
        if draft.kind in ISSUED:
            raise _NotAllowedInFile("kind: the provider issues its secret, which no file holds: create it first")
        change = create_source(self._plan, draft, source_id, NO_SECRET, self._context())
        self._plan, self._source_ids[str(title)] = change.on(self._plan), source_id

    def _apply_agent(self, agent: Mapping[str, Any]) -> None:
        if agent.get("email") not in self._team.agent_ids:
            raise _NotAllowedInFile("email: no member has this email: invite them first")
        for name in agent.keys() - set(AGENT):
            raise _NotAllowedInFile(f"{name}: a plan file sets only these of a member: {', '.join(AGENT[1:])}")
        rest = {name: value for name, value in agent.items() if name not in ("email", "limits")}
        MemberPatch.model_validate(rest)
        Limits.model_validate(agent.get("limits", {}))

    def _apply_route(self, number: int, route: dict[str, Any]) -> None:
        body = body_of(route, self._source_ids, self._team.agent_ids)
        draft = RouteDraft.model_validate(body)
        known = next((one for one in self._team.routes if one["title"] == draft.title), None)
        if known is None or any(one.title == draft.title for one in self._plan.routes):
            change = create_route(self._plan, draft, f"route_{number:032x}", self._context(), calendar)
        else:
            self._add(Route.model_validate({**_known(known, Route), "created_at": self._now}))
            change = replace_route(self._plan, known["route_id"], draft, None, self._context(), calendar)
        self._plan = change.on(self._plan)
        if "rota" in route:
            self._try(f"rota of route {draft.title!r}", route, partial(self._apply_rota, change.subject, route))

    def _apply_rota(self, route_id: str, route: dict[str, Any]) -> None:
        draft = RotaDraft.model_validate(rota_of(route, self._team.agent_ids))
        ids = (f"shift_{number:032x}" for number in count())
        replace_rota(self._plan, route_id, draft, None, self._context(), partial(next, ids))

    def _add(self, route: Route) -> None:
        order = Order(route_ids=(route.route_id, *self._plan.order.route_ids))
        routes = {**self._plan.routes_by_id, route.route_id: route}
        self._plan = replace(self._plan, order=order, routes_by_id=routes)

    def _context(self) -> ChangeContext:
        return ChangeContext(by="import", at=self._now, audit_id="audit_import")


def _plan(team: TeamApi, now: datetime) -> Plan:
    """Return the team's plan in memory without its routes: the document's routes are added to it one by one."""
    settings = {name: value for name, value in team.settings.items() if name in Settings.model_fields}
    members = [Member.model_validate({**_known(agent, Member), "created_at": now}) for agent in team.agents]
    sources = [Source.model_validate({**_known(source, Source), "created_at": now}) for source in team.sources]
    return Plan(
        version=1,
        settings=Settings.model_validate({**settings, "created_at": now}),
        order=Order(),
        routes_by_id={},
        members={member.agent_id: member for member in members},
        sources={source.source_id: source for source in sources},
    )


def _known(record: Mapping[str, Any], kind: type[Member | Source | Route]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name in kind.model_fields}


def _path(loc: tuple[str | int, ...]) -> str:
    return ".".join(map(str, loc)) or "it"
