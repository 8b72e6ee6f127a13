"""Permissions: what a member may do with routes, members and sources now, as far as they may see them.

Roles are the same as those that the operations declare (`who`); states are those that the changes of the plan refuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from shared.domain.plan_records.member import Member, Pause
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.source import Source
from shared.domain.planning.change_member import has_other_rainmaker
from shared.domain.planning.change_source import routes_naming

type RouteVerb = Literal["edit", "pause", "activate", "delete"]
type MemberVerb = Literal[
    "edit", "set_limits", "pause", "unpause", "invite_again", "sign_out", "reset_second_factor", "remove"
]
type SourceVerb = Literal["edit", "renew_secret", "revoke_former_secret", "send_test", "archive"]


def route_verbs(route: Route, me: Member) -> tuple[RouteVerb, ...]:
    """Return what `me` may do with the route. Only the Rainmaker changes routes.

    Source: docs/rules.md, "Restrictions" 3.
    """
    if me.role != "rainmaker" or route.is_newer:
        return ()
    return ("edit", "pause" if route.status == "active" else "activate", "delete")


def member_verbs(member: Member, plan: Plan, me: Member, now: datetime) -> tuple[MemberVerb, ...]:
    """Return what `me` may do with the member: Managers pause, the Rainmaker changes, signs out and removes.

    `unpause` is there while a pause of the team's stands, `invite_again` until the member has signed in, `sign_out`
    afterwards, and `reset_second_factor` while they have one.

    Source: docs/rules.md, "Restrictions" 3, 5 and 7, "Eligible agents" 2.
    """

    def allowed() -> Iterator[MemberVerb]:
        if me.role == "rainmaker":
            yield from ("edit", "set_limits")
        yield "pause"
        if any(pause.side == "team" and not pause.is_over(now) for pause in _liftable(member, now)):
            yield "unpause"
        if me.role == "rainmaker":
            yield "sign_out" if member.status == "active" else "invite_again"
        if me.role == "rainmaker" and member.second_factor_since is not None:
            yield "reset_second_factor"
        if me.role == "rainmaker" and (member.role != "rainmaker" or has_other_rainmaker(plan, member.agent_id)):
            yield "remove"

    return tuple(allowed()) if me.supervises and member.status != "removed" and not member.is_newer else ()


def _liftable(member: Member, now: datetime) -> Iterator[Pause]:
    """Yield what `unpause` ends: pauses, and absences that have begun."""
    yield from member.pauses
    yield from (absence for absence in member.absences if absence.start <= now)


def source_verbs(source: Source, plan: Plan, me: Member, now: datetime) -> tuple[SourceVerb, ...]:
    """Return what `me` may do with the source. Only the Rainmaker changes sources, and none that is archived.

    `archive` is there while no route names the source; `renew_secret` where it has a secret; `revoke_former_secret`
    while a former one is accepted.

    Source: docs/rules.md, "Restrictions" 3, "Entry" 2.
    """
    if me.role != "rainmaker" or source.status == "archived" or source.is_newer:
        return ()
    renews: tuple[SourceVerb, ...] = () if source.kind == "manual" else ("renew_secret",)
    revokes: tuple[SourceVerb, ...] = ("revoke_former_secret",) if source.accepted_former(now) else ()
    archives: tuple[SourceVerb, ...] = () if routes_naming(plan, source.source_id) else ("archive",)
    return ("edit", *renews, *revokes, "send_test", *archives)
