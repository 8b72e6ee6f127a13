"""The plan over HTTP: routes and their order, members, sources, targets, settings.

Every change reads the whole plan, is decided in `shared.domain.revise…`, and lands in one
transaction that moves the plan's version.
"""

from __future__ import annotations

from typing import Any

from functions.plan.audits import Audits
from functions.plan.checks import Checks
from functions.plan.deliveries import Deliveries
from functions.plan.desk import Desk
from functions.plan.directory import Directory
from functions.plan.members import Members
from functions.plan.preview import Preview
from functions.plan.routes import Routes
from functions.plan.sendings import Sendings
from functions.plan.sources import Sources
from functions.plan.special import Special
from functions.plan.targets import Targets
from functions.plan.team import Team
from shared import aws
from shared.domain.errors import (
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
from shared.identity import Identity
from shared.queue import Queue
from shared.schedules import Schedules
from shared.secrets import MasterSecret, SourceSecrets
from shared.settings import PlanSettings
from shared.store.leaving import Leaving
from shared.store.plans import Plans
from shared.store.table import Table
from shared.web.app import Api

settings = PlanSettings.read()
table = Table(aws.dynamodb(), settings.TABLE_NAME)
secret = MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN)
identity = Identity(aws.cognito(), settings.USER_POOL_ID)
plans = Plans(table)
schedules = Schedules(
    aws.scheduler(), settings.SCHEDULE_GROUP, settings.SCHEDULE_TARGET_ARN, settings.SCHEDULE_ROLE_ARN
)
special = Special(schedules)
desk = Desk(table, plans, secret)
source_secrets = SourceSecrets(secret, aws.secretsmanager(), settings.SOURCE_SECRETS)
routes, team = Routes(desk, special), Team(desk, special)
sources, deliveries = Sources(desk, table, secret, source_secrets), Deliveries(desk, table, secret)
members = Members(desk, identity, Leaving(table, plans))
audits, directory = Audits(desk, table, secret), Directory(desk)
preview, checks = Preview(desk), Checks(desk)
targets = Targets(desk, secret, loopback=settings.TO_LOOPBACK)
sendings = Sendings(desk, table, secret, Queue(aws.sqs, settings.OUTGOING_URL))
app = Api()

READS = (Forbidden, Busy)
WRITES = (Forbidden, Missing, ChangedByOther, Busy)
CREATES = (Forbidden, KeyReused, Busy)
ROUTE = (RuleUnknown, SourceUnknown, AgentUnknown, Invalid, TitleTaken)
SOURCE = (AgentUnknown, NotActive, TitleTaken)

app.route("GET", "/routes", refuses=READS)(routes.list_routes)
app.route("POST", "/routes", who="rainmaker", status=201, refuses=(*CREATES, *ROUTE))(routes.create_route)
app.route("GET", "/routes/order", refuses=READS)(routes.get_order)
app.route("PUT", "/routes/order", who="rainmaker", refuses=(Forbidden, ChangedByOther, OrderMismatch, Busy))(
    routes.put_order
)
app.route("GET", "/routes/{route_id}", refuses=(*READS, Missing))(routes.get_route)
app.route("PUT", "/routes/{route_id}", who="rainmaker", refuses=(*WRITES, *ROUTE))(routes.replace_route)
app.route("DELETE", "/routes/{route_id}", who="rainmaker", status=204, refuses=WRITES)(routes.delete_route)
app.route("POST", "/routes/{route_id}/pause", who="rainmaker", refuses=WRITES)(routes.pause_route)
app.route("POST", "/routes/{route_id}/activate", who="rainmaker", refuses=WRITES)(routes.activate_route)

app.route("GET", "/agents", who="manager", refuses=READS)(members.list_agents)
app.route(
    "POST", "/agents", who="rainmaker", status=201, refuses=(*CREATES, EmailTaken, SignInTaken, InvitationPending)
)(members.invite_agent)
app.route("GET", "/agents/{agent_id}", who="manager", refuses=(*READS, Missing))(members.get_agent)
app.route("PATCH", "/agents/{agent_id}", who="rainmaker", refuses=(*WRITES, LastRainmaker))(members.change_agent)
app.route(
    "DELETE", "/agents/{agent_id}", who="rainmaker", status=204,
    refuses=(*WRITES, LastRainmaker, LeadsNeedPlace, AgentUnknown, NotActive, Invalid),
)(members.remove_agent)  # fmt: skip
app.route("PUT", "/agents/{agent_id}/limits", who="rainmaker", refuses=WRITES)(members.limit_agent)
app.route("PUT", "/agents/{agent_id}/pause", who="manager", refuses=(*WRITES, Invalid))(members.pause_agent)
app.route("DELETE", "/agents/{agent_id}/pause", who="manager", refuses=WRITES)(members.unpause_agent)

app.route("GET", "/sources", who="manager", refuses=READS)(sources.list_sources)
app.route("POST", "/sources", who="rainmaker", status=201, refuses=(*CREATES, *SOURCE, KindUnknown, Invalid))(
    sources.create_source
)
app.route("GET", "/sources/{source_id}", who="manager", refuses=(*READS, Missing))(sources.get_source)
app.route("PATCH", "/sources/{source_id}", who="rainmaker", refuses=(*WRITES, *SOURCE, SourceArchived))(
    sources.change_source
)
app.route("DELETE", "/sources/{source_id}", who="rainmaker", status=204, refuses=(*WRITES, SourceInUse))(
    sources.archive_source
)
app.route(
    "POST", "/sources/{source_id}/secret", who="rainmaker", refuses=(*WRITES, KeyReused, SourceArchived, Invalid)
)(sources.renew_secret)
app.route("GET", "/sources/{source_id}/deliveries", who="manager", refuses=(*READS, Missing))(
    deliveries.list_deliveries
)
app.route(
    "POST", "/sources/{source_id}/test", who="rainmaker", status=201,
    refuses=(*READS, Missing, KeyReused, SourceArchived, Invalid),
)(deliveries.send_test)  # fmt: skip

app.route("POST", "/plan/preview", who="manager", refuses=(*READS, SourceUnknown, Invalid))(preview.preview_lead)
app.route("GET", "/plan/lint", who="manager", refuses=READS)(checks.lint_plan)
app.route("GET", "/plan/coverage", who="manager", refuses=(*READS, Invalid))(checks.cover_plan)

app.route("GET", "/outbound", who="rainmaker", refuses=READS)(targets.list_targets)
app.route("POST", "/outbound", who="rainmaker", status=201, refuses=(*CREATES, Invalid))(targets.create_target)
app.route("PATCH", "/outbound/{target_id}", who="rainmaker", refuses=(*WRITES, Invalid))(targets.change_target)
app.route("DELETE", "/outbound/{target_id}", who="rainmaker", status=204, refuses=WRITES)(targets.delete_target)
app.route(
    "GET", "/outbound/{target_id}/deliveries", who="rainmaker", refuses=(*READS, Missing, CursorInvalid)
)(sendings.list_sendings)  # fmt: skip
app.route(
    "POST", "/outbound/{target_id}/deliveries/{delivery_id}/resend", who="rainmaker",
    refuses=(*READS, Missing, TargetDisabled),
)(sendings.resend)  # fmt: skip

app.route("GET", "/settings", who="rainmaker", refuses=READS)(team.get_settings)
app.route("PATCH", "/settings", who="rainmaker", refuses=(Forbidden, ChangedByOther, Busy))(team.change_settings)
app.route("GET", "/audit", who="rainmaker", refuses=(*READS, CursorInvalid))(audits.list_audit)
app.route("GET", "/directory", refuses=READS)(directory.list_names)


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Lambda's entry."""
    return app.resolve(event, context)
