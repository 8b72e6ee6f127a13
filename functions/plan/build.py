"""The plan function: routes and their order, members, sources, targets, templates, settings.

Every change reads the whole plan, is decided in `shared.domain.planning`, and is committed in one transaction that
increases the plan's version.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from functions.plan.address_pauses import AddressPauses
from functions.plan.audit_exports import AuditExports
from functions.plan.audits import Audits
from functions.plan.calendar_feeds import CalendarFeeds
from functions.plan.deliveries import DeliveryOperations
from functions.plan.directory import Directory
from functions.plan.members import Members
from functions.plan.outbound_deliveries import OutboundDeliveries
from functions.plan.plan_checks import PlanChecks
from functions.plan.plan_session import PlanSession
from functions.plan.preview import Preview
from functions.plan.public_holidays import PublicHolidays
from functions.plan.rotas import Rotas
from functions.plan.routes import Routes
from functions.plan.seen import SeenOperations
from functions.plan.sessions import Sessions
from functions.plan.settings import SettingsOperations
from functions.plan.sources import Sources
from functions.plan.special_routes import SpecialRouteSchedules
from functions.plan.targets import Targets
from functions.plan.templates import Templates
from shared import ids
from shared.domain.kernel.errors import (
    AgentUnknown,
    Busy,
    ChangedByOther,
    CursorInvalid,
    EmailTaken,
    Forbidden,
    Invalid,
    InvitationPending,
    KeyReused,
    KindUnknown,
    LastRainmaker,
    LeadsNeedPlace,
    MadeByNewerRelease,
    Missing,
    NotActive,
    OrderMismatch,
    RuleUnknown,
    SignInTaken,
    SourceArchived,
    SourceInUse,
    SourceUnknown,
    TargetDisabled,
    TitleTaken,
)
from shared.doors import Doors
from shared.identity import UserPool
from shared.queue import Queue
from shared.schedules import Schedules
from shared.secrets import MasterSecret, SourceSecrets
from shared.store.caller_rates import CallerRequests
from shared.store.member_removal import MemberRemoval
from shared.web import auth
from shared.web.app import Api

READS = (Forbidden, Busy)
WRITES = (Forbidden, Missing, ChangedByOther, MadeByNewerRelease, Busy)
CREATES = (Forbidden, KeyReused, Busy)
ROUTE = (RuleUnknown, SourceUnknown, AgentUnknown, Invalid, TitleTaken)
SOURCE = (AgentUnknown, NotActive, TitleTaken)


@dataclass(frozen=True, kw_only=True)
class PlanDoors(Doors):
    """The dependencies of the plan function, beside those of every function.

    Attributes:
        secret: the tenant's master secret.
        secrets: the secrets of sources, including those that providers issued.
        identity: the user pool.
        schedules: the schedules of special routes.
        outgoing: the queue of outbound deliveries.
        new_secret: returns a new unpredictable text, for the addresses of calendar feeds.
        inbound_domain: where sources have addresses for mail; empty if they have none.
        loopback: whether targets may be on this machine, as in a local run.
    """

    secret: MasterSecret
    secrets: SourceSecrets
    identity: UserPool
    schedules: Schedules
    outgoing: Queue
    new_secret: Callable[[], str] = ids.secret_text
    inbound_domain: str = ""
    loopback: bool = False


def build(doors: PlanDoors) -> Api:
    """Build the function from its dependencies."""
    table, secret, new_id = doors.table, doors.secret, doors.new_id
    session, special = PlanSession(table, doors.plans, secret, new_id), SpecialRouteSchedules(doors.schedules)
    api = Api(doors.now, auth.guard(doors.plans, CallerRequests(doors.table, doors.request_step).take))
    _routes(api, Routes(session, special, new_id))
    _rotas(api, Rotas(session, new_id))
    _members(api, Members(session, doors.identity, MemberRemoval(table, doors.plans, doors.now), new_id))
    _sessions(api, Sessions(session, doors.identity))
    _addresses(api, AddressPauses(session, table, new_id))
    _calendar(api, CalendarFeeds(session, doors.new_secret))
    _sources(api, Sources(session, table, secret, doors.secrets, new_id, doors.inbound_domain))
    _deliveries(api, DeliveryOperations(session, table, secret, new_id, doors.chance))
    _checks(api, Preview(session, new_id, doors.chance), PlanChecks(session), PublicHolidays(session))
    _targets(api, Targets(session, secret, new_id, loopback=doors.loopback))
    _sendings(api, OutboundDeliveries(session, table, secret, doors.outgoing))
    _templates(api, Templates(session, new_id))
    _team(api, SettingsOperations(session, special, table), Directory(session))
    _audit(
        api,
        Audits(session, table, secret),
        AuditExports(session, table, new_id),
        SeenOperations(session, table, secret),
    )
    return api


def _routes(api: Api, routes: Routes) -> None:
    creates, replaces = (*CREATES, *ROUTE), (*WRITES, *ROUTE)
    api.route("GET", "/routes", refuses=READS)(routes.list_routes)
    api.route("POST", "/routes", who="rainmaker", status=201, refuses=creates)(routes.create_route)
    api.route("GET", "/routes/order", refuses=READS)(routes.get_order)
    orders = (Forbidden, ChangedByOther, OrderMismatch, Busy)
    api.route("PUT", "/routes/order", who="rainmaker", refuses=orders)(routes.put_order)
    api.route("GET", "/routes/{route_id}", refuses=(*READS, Missing))(routes.get_route)
    api.route("PUT", "/routes/{route_id}", who="rainmaker", refuses=replaces)(routes.replace_route)
    api.route("DELETE", "/routes/{route_id}", who="rainmaker", status=204, refuses=WRITES)(routes.delete_route)
    api.route("POST", "/routes/{route_id}/pause", who="rainmaker", refuses=WRITES)(routes.pause_route)
    api.route("POST", "/routes/{route_id}/activate", who="rainmaker", refuses=WRITES)(routes.activate_route)


def _rotas(api: Api, rotas: Rotas) -> None:
    path, changes = "/routes/{route_id}/rota", (*WRITES, AgentUnknown, Invalid)
    api.route("GET", path, who="manager", refuses=(*READS, Missing))(rotas.get_rota)
    api.route("PUT", path, who="rainmaker", refuses=changes)(rotas.replace_rota)
    api.route("GET", "/me/shifts", refuses=READS)(rotas.list_own_shifts)


def _members(api: Api, members: Members) -> None:
    api.route("GET", "/agents", who="manager", refuses=READS)(members.list_agents)
    invites = (*CREATES, EmailTaken, SignInTaken, InvitationPending)
    api.route("POST", "/agents", who="rainmaker", status=201, refuses=invites)(members.invite_agent)
    again = (*WRITES, SignInTaken, InvitationPending)
    api.route("POST", "/agents/{agent_id}/invitation", who="rainmaker", refuses=again)(members.invite_again)
    api.route("GET", "/agents/{agent_id}", who="manager", refuses=(*READS, Missing))(members.get_agent)
    changes = (*WRITES, LastRainmaker)
    api.route("PATCH", "/agents/{agent_id}", who="rainmaker", refuses=changes)(members.change_agent)
    removes = (*WRITES, LastRainmaker, LeadsNeedPlace, AgentUnknown, NotActive, Invalid)
    api.route("DELETE", "/agents/{agent_id}", who="rainmaker", status=204, refuses=removes)(members.remove_agent)
    api.route("PUT", "/agents/{agent_id}/limits", who="rainmaker", refuses=WRITES)(members.limit_agent)
    api.route("PUT", "/agents/{agent_id}/pause", who="manager", refuses=(*WRITES, Invalid))(members.pause_agent)
    api.route("DELETE", "/agents/{agent_id}/pause", who="manager", refuses=WRITES)(members.unpause_agent)
    absences, lasting = "/agents/{agent_id}/absences", (Forbidden, Missing, Busy)
    api.route("GET", absences, who="manager", refuses=(*READS, Missing))(members.list_absences)
    api.route("POST", absences, who="manager", status=201, refuses=(*lasting, Invalid))(members.add_absence)
    api.route("PATCH", f"{absences}/{{absence_id}}", who="manager", refuses=(*lasting, Invalid))(members.change_absence)
    api.route("DELETE", f"{absences}/{{absence_id}}", who="manager", status=204, refuses=lasting)(
        members.remove_absence
    )


def _sessions(api: Api, sessions: Sessions) -> None:
    ends = (*READS, Missing)
    api.route("POST", "/me/sign-out", who="invited", status=204, refuses=READS)(sessions.sign_out)
    api.route("POST", "/me/mfa", who="invited", refuses=ends)(sessions.confirm_second_factor)
    factor = "/agents/{agent_id}/mfa"
    api.route("DELETE", factor, who="rainmaker", status=204, refuses=ends)(sessions.reset_second_factor)
    api.route("POST", "/agents/{agent_id}/sign-out", who="rainmaker", status=204, refuses=ends)(sessions.sign_out_agent)


def _addresses(api: Api, addresses: AddressPauses) -> None:
    api.route("GET", "/address-pauses", refuses=READS)(addresses.list_address_pauses)
    ends = api.route("DELETE", "/address-pauses/{agent_id}", status=204, refuses=(*READS, Missing))
    ends(addresses.use_address_again)


def _calendar(api: Api, feeds: CalendarFeeds) -> None:
    api.route("POST", "/me/calendar", status=201, refuses=READS)(feeds.renew_calendar)
    api.route("DELETE", "/me/calendar", status=204, refuses=READS)(feeds.end_calendar)


def _sources(api: Api, sources: Sources) -> None:
    api.route("GET", "/sources", who="manager", refuses=READS)(sources.list_sources)
    creates = (*CREATES, *SOURCE, KindUnknown, Invalid)
    api.route("POST", "/sources", who="rainmaker", status=201, refuses=creates)(sources.create_source)
    api.route("GET", "/sources/{source_id}", who="manager", refuses=(*READS, Missing))(sources.get_source)
    changes = (*WRITES, *SOURCE, SourceArchived)
    api.route("PATCH", "/sources/{source_id}", who="rainmaker", refuses=changes)(sources.change_source)
    maps = (*WRITES, SourceArchived, Invalid)
    api.route("PUT", "/sources/{source_id}/mapping", who="rainmaker", refuses=maps)(sources.map_fields)
    archives = (*WRITES, SourceInUse)
    api.route("DELETE", "/sources/{source_id}", who="rainmaker", status=204, refuses=archives)(sources.archive_source)
    renews = (*WRITES, KeyReused, SourceArchived, Invalid)
    api.route("POST", "/sources/{source_id}/secret", who="rainmaker", refuses=renews)(sources.renew_secret)
    revokes = api.route("DELETE", "/sources/{source_id}/secret/former", who="rainmaker", status=204, refuses=WRITES)
    revokes(sources.revoke_former_secret)


def _deliveries(api: Api, deliveries: DeliveryOperations) -> None:
    path, tests = "/sources/{source_id}", (*READS, Missing, KeyReused, SourceArchived, Invalid)
    api.route("GET", f"{path}/deliveries", who="manager", refuses=(*READS, Missing))(deliveries.list_deliveries)
    api.route("POST", f"{path}/test", who="rainmaker", status=201, refuses=tests)(deliveries.send_test)


def _checks(api: Api, preview: Preview, checks: PlanChecks, days: PublicHolidays) -> None:
    previews = (*READS, SourceUnknown, Invalid)
    api.route("POST", "/plan/preview", who="manager", refuses=previews)(preview.preview_lead)
    api.route("GET", "/plan/lint", who="manager", refuses=READS)(checks.lint_plan)
    api.route("GET", "/plan/coverage", who="manager", refuses=(*READS, Invalid))(checks.cover_plan)
    api.route("GET", "/plan/holidays", who="manager", refuses=(*READS, Invalid))(days.list_holidays)


def _targets(api: Api, targets: Targets) -> None:
    path = "/outbound/{target_id}"
    api.route("GET", "/outbound", who="rainmaker", refuses=READS)(targets.list_targets)
    api.route("POST", "/outbound", who="rainmaker", status=201, refuses=(*CREATES, Invalid))(targets.create_target)
    api.route("PATCH", path, who="rainmaker", refuses=(*WRITES, Invalid))(targets.change_target)
    api.route("DELETE", path, who="rainmaker", status=204, refuses=WRITES)(targets.delete_target)
    renews = api.route("POST", f"{path}/secret", who="rainmaker", refuses=(*WRITES, KeyReused))
    renews(targets.renew_target_secret)
    revokes = api.route("DELETE", f"{path}/secret/former", who="rainmaker", status=204, refuses=WRITES)
    revokes(targets.revoke_former_target_secret)


def _sendings(api: Api, sendings: OutboundDeliveries) -> None:
    path, lists = "/outbound/{target_id}/deliveries", (*READS, Missing, CursorInvalid)
    api.route("GET", path, who="rainmaker", refuses=lists)(sendings.list_sendings)
    resends = (*READS, Missing, TargetDisabled)
    api.route("POST", f"{path}/{{delivery_id}}/resend", who="rainmaker", refuses=resends)(sendings.resend)


def _templates(api: Api, templates: Templates) -> None:
    api.route("GET", "/templates", refuses=READS)(templates.list_templates)
    creates = (*CREATES, Invalid)
    api.route("POST", "/templates", who="rainmaker", status=201, refuses=creates)(templates.create_template)
    api.route("PATCH", "/templates/{template_id}", who="rainmaker", refuses=WRITES)(templates.change_template)


def _team(api: Api, team: SettingsOperations, directory: Directory) -> None:
    changes = (Forbidden, ChangedByOther, MadeByNewerRelease, Busy)
    api.route("GET", "/settings", who="rainmaker", refuses=READS)(team.get_settings)
    api.route("PATCH", "/settings", who="rainmaker", refuses=changes)(team.change_settings)
    api.route("GET", "/settings/logo", refuses=(*READS, Missing))(team.get_logo)
    api.route("PUT", "/settings/logo", who="rainmaker", status=204, refuses=READS)(team.put_logo)
    api.route("GET", "/directory", refuses=READS)(directory.list_names)


def _audit(api: Api, audits: Audits, exports: AuditExports, seen: SeenOperations) -> None:
    lists, files = (*READS, CursorInvalid), (*READS, Invalid)
    api.route("GET", "/audit", who="rainmaker", refuses=(*lists, Invalid))(audits.list_audit)
    api.route("GET", "/audit.csv", who="rainmaker", refuses=files)(exports.export_audit_csv)
    api.route("GET", "/audit.json", who="rainmaker", refuses=files)(exports.export_audit_json)
    api.route("GET", "/audit/seen", who="rainmaker", refuses=lists)(seen.list_seen)
