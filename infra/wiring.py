"""List when each function runs, what it may do to which resource, and why.

Pure data: `infra.tenant` builds it, tests check it. A function has exactly the permissions of its grants, on exactly
the resources they name.
"""

from dataclasses import dataclass
from enum import StrEnum

from infra.grants import STREAM, Grant, Resource, asks, called_by, files, issued, master, pool, schedules, table
from shared import environment


@dataclass(frozen=True)
class Http:
    """Name one operation of the HTTP API. A public one needs no token: it is authenticated otherwise, or not at all."""

    key: str
    public: bool = False


class Trigger(StrEnum):
    """Name what starts a function other than HTTP. Every trigger targets the alias `live`."""

    STREAM = "a lead that carries `todo` on the table's stream"
    NEWS = "a record that carries `tell` on the table's stream"
    CLOCK = "a clock has run out: of an offer, a response, or leads held until then"
    EVERY_MINUTE = "an EventBridge rule, every minute"
    SCHEDULE = "a schedule of EventBridge Scheduler, when a special route goes on or off"
    FETCHES = "a message that asks for details which a delivery only points to"
    IMPORTS = "a message that asks for an import's next rows"
    OUTGOING = "a message that asks for something to be sent"
    DEPLOYMENT = "`python -m infra.deploy`, after the stack stands"


@dataclass(frozen=True, kw_only=True)
class Function:
    """Describe one Lambda function: its asset holds `shared/` and `functions/<folder>/`."""

    name: str
    entry: str
    does: str
    variables: type[environment.Environment]
    grants: tuple[Grant, ...] = ()
    http: tuple[Http, ...] = ()
    trigger: Trigger | None = None
    layers: tuple[str, ...] = ("base",)
    memory: int = 512
    timeout_seconds: int = 10

    @property
    def folder(self) -> str:
        """Return the verb's folder: `functions.expire.sweeping.handler.handler` lives in `expire`."""
        return self.entry.split(".")[1]


def _signed_in(*keys: str) -> tuple[Http, ...]:
    return tuple(Http(key) for key in keys)


INGEST = Function(
    name="ingest",
    entry="functions.ingest.handler.handler",
    does="webhooks, leads by hand, and starting imports: stores the lead before it answers",
    variables=environment.IngestEnvironment,
    http=(
        Http("POST /webhooks/{source_id}", public=True),
        Http("GET /webhooks/{source_id}", public=True),
        *_signed_in("POST /leads", "POST /imports", "POST /imports/{import_id}/start"),
        *_signed_in("GET /imports/{import_id}", "GET /imports/{import_id}/errors"),
    ),
    layers=("base", "contacts"),
    grants=(
        table("GetItem", "BatchGetItem", "Query", why="the plan, and earlier leads of the same contact"),
        table("PutItem", "UpdateItem", why="the one transaction that stores a lead"),
        master("derives each source's secret to check its signature"),
        issued("GetSecretValue", why="checks the signature of providers that issue the secret themselves"),
        asks(Resource.FETCHES, "requests details that a delivery only refers to"),
        asks(Resource.IMPORTS, "requests the processing of an import's rows"),
        files("PutObject", "GetObject", why="signs the upload address of a file; checks that it was uploaded"),
    ),
)
IMPORT = Function(
    name="import",
    entry="functions.ingest.imports.handler.handler",
    does="leads from a file: some rows at a time, each row once",
    variables=environment.ImportEnvironment,
    trigger=Trigger.IMPORTS,
    layers=("base", "contacts"),
    memory=1024,  # a file of 20 MB, read whole
    timeout_seconds=120,
    grants=(
        table("GetItem", "BatchGetItem", "Query", why="the import, the plan, and earlier leads of the same contacts"),
        table("PutItem", "UpdateItem", why="the one transaction that stores rows' leads, and the import's progress"),
        master("finds people by the keyed hash of their addresses"),
        files("GetObject", why="the file"),
        called_by(Resource.IMPORTS),
        asks(Resource.IMPORTS, "requests its own continuation when its time is over"),
    ),
)
FETCH = Function(
    name="fetch",
    entry="functions.ingest.fetching.handler.handler",
    does="details that a delivery only refers to, from Meta's Graph API; makes a lead of each",
    variables=environment.FetchEnvironment,
    trigger=Trigger.FETCHES,
    layers=("base", "contacts"),
    timeout_seconds=30,
    grants=(
        table("GetItem", "BatchGetItem", "Query", why="the delivery, the plan, and earlier leads of the same contact"),
        table("PutItem", "UpdateItem", why="the one transaction that stores a lead, or the time of the next attempt"),
        master("finds people by the keyed hash of their addresses"),
        issued("GetSecretValue", why="the token for requests to Meta"),
        called_by(Resource.FETCHES),
        asks(Resource.FETCHES, "requests another attempt, a little later"),
    ),
)
ROUTE = Function(
    name="route",
    entry="functions.route.handler.handler",
    does="unrouted leads from the stream: an offer, an owner or the pool; starts and stops clocks",
    variables=environment.RouteEnvironment,
    trigger=Trigger.STREAM,
    memory=1024,
    timeout_seconds=60,
    grants=(
        table("BatchGetItem", "Query", why="the plan, the batch's leads, rotations and workloads"),
        table("PutItem", "UpdateItem", why="commits the batch's decisions"),
        STREAM,
        Grant(Resource.STREAM_DEAD_LETTERS, ("sqs:SendMessage",), "Lambda puts aside records that failed ten times"),
        Grant(Resource.CLOCK, ("states:StartExecution",), "starts clocks after the commit"),
        Grant(Resource.CLOCK_RUNS, ("states:StopExecution",), "stops clocks that are no longer needed, to save cost"),
    ),
)
CLAIM = Function(
    name="claim",
    entry="functions.claim.handler.handler",
    does="offers, claim, pass, give back, hand over, interactions, pool, assign, release, send through routing",
    variables=environment.ClaimEnvironment,
    http=(
        *_signed_in("GET /me/offers", "POST /leads/{lead_id}/claim", "POST /leads/{lead_id}/pass"),
        *_signed_in("POST /leads/{lead_id}/give-back", "POST /leads/{lead_id}/handover"),
        *_signed_in("POST /leads/{lead_id}/interactions", "GET /pool", "POST /leads/{lead_id}/assign"),
        *_signed_in("POST /leads/{lead_id}/release", "POST /leads/{lead_id}/route"),
        Http("GET /claim-links/{token}", public=True),
        Http("POST /claim-links/{token}", public=True),
    ),
    grants=(
        table(
            *("GetItem", "BatchGetItem", "Query"),
            why="the lead, the plan's version, the caller's workload; the answer to a repeated request",
        ),
        table("PutItem", "UpdateItem", why="the guarded write that makes exactly one owner"),
        Grant(Resource.QUEUE, ("dynamodb:Query",), "my offers, and the pool"),
        master("signs the pool's cursors, and verifies claim links"),
    ),
)
EXPIRE = Function(
    name="expire",
    entry="functions.expire.handler.handler",
    does="a deadline has passed: the lead goes on to the next agent, or held leads are routed",
    variables=environment.ExpireEnvironment,
    trigger=Trigger.CLOCK,
    grants=(
        table("BatchGetItem", "Query", why="the current lead, and the plan for the team's working days"),
        table("PutItem", "UpdateItem", why="the guarded write that ends the offer, or routes a lead again"),
        Grant(Resource.DUE, ("dynamodb:Query",), "leads held until now"),
    ),
)
SWEEP = Function(
    name="sweep",
    entry="functions.expire.sweeping.handler.handler",
    does="does the clock's work where a clock or an event was lost",
    variables=environment.SweepEnvironment,
    trigger=Trigger.EVERY_MINUTE,
    layers=("base", "holidays"),
    timeout_seconds=55,
    grants=(
        table("BatchGetItem", "Query", why="the leads found, read again before anything is decided"),
        table("PutItem", "UpdateItem", why="ends offers past their deadline, routes leads that were left behind"),
        Grant(Resource.QUEUE, ("dynamodb:Query",), "leads that are offered, and leads that are unrouted"),
        Grant(Resource.DUE, ("dynamodb:Query",), "late responses, leads held until now, tasks that are due"),
        Grant(Resource.CONVERSATION, ("dynamodb:Query",), "conversations that have been open for too long"),
        *schedules("sets the next changes of a special route that it switched"),
        asks(Resource.FETCHES, "requests details again where a message was lost"),
        asks(Resource.IMPORTS, "requests an import's rows again where a message was lost"),
        asks(Resource.OUTGOING, "requests outbound webhooks that are due for another attempt"),
    ),
)
ACTIVATE = Function(
    name="activate",
    entry="functions.activate.handler.handler",
    does="switches special routes on and off by their schedules",
    variables=environment.ActivateEnvironment,
    trigger=Trigger.SCHEDULE,
    layers=("base", "holidays"),
    timeout_seconds=30,
    grants=(
        table("BatchGetItem", "Query", why="the plan"),
        table("PutItem", "UpdateItem", why="the switch, the plan's version and the audit entry in one transaction"),
        *schedules("sets the next changes of the route it switched"),
    ),
)
PLAN = Function(
    name="plan",
    entry="functions.plan.handler.handler",
    does="routes, their order, members, sources, targets, settings",
    variables=environment.PlanEnvironment,
    memory=1024,  # coverage of a large plan is the only long calculation
    layers=("base", "holidays"),
    http=_signed_in(
        *("GET /routes", "POST /routes", "GET /routes/order", "PUT /routes/order"),
        *("GET /routes/{route_id}", "PUT /routes/{route_id}", "DELETE /routes/{route_id}"),
        *("POST /routes/{route_id}/pause", "POST /routes/{route_id}/activate"),
        *("GET /agents", "POST /agents", "GET /agents/{agent_id}", "PATCH /agents/{agent_id}"),
        *("DELETE /agents/{agent_id}", "PUT /agents/{agent_id}/limits"),
        *("PUT /agents/{agent_id}/pause", "DELETE /agents/{agent_id}/pause"),
        *("GET /sources", "POST /sources"),
        *("GET /sources/{source_id}", "PATCH /sources/{source_id}", "DELETE /sources/{source_id}"),
        *("GET /sources/{source_id}/deliveries", "POST /sources/{source_id}/test"),
        *("POST /plan/preview", "GET /plan/lint", "GET /plan/coverage"),
        *("POST /sources/{source_id}/secret", "GET /settings", "PATCH /settings", "GET /audit", "GET /directory"),
        *("GET /outbound", "POST /outbound", "PATCH /outbound/{target_id}", "DELETE /outbound/{target_id}"),
        "GET /outbound/{target_id}/deliveries",
        "POST /outbound/{target_id}/deliveries/{delivery_id}/resend",
    ),
    grants=(
        table("GetItem", "BatchGetItem", "Query", why="the plan"),
        table(
            "PutItem",
            "UpdateItem",
            "DeleteItem",
            why="every change of the plan is its item, the version and the audit entry in one transaction",
        ),
        Grant(Resource.QUEUE, ("dynamodb:Query",), "leads that a removed member still has"),
        Grant(Resource.ALL, ("dynamodb:Query",), "deliveries of a source, and deliveries to a target"),
        master("shows a source or a target its secret, once; signs the audit's cursors"),
        asks(Resource.OUTGOING, "sends an outbound webhook again"),
        issued("CreateSecret", "GetSecretValue", "DeleteSecret", why="keeps a provider's secret; shows it once"),
        pool(
            *("CreateUser", "GetUser", "DeleteUser", "AddUserToGroup", "RemoveUserFromGroup"),
            why="invites members and deletes removed ones; the groups mirror their roles",
        ),
        *schedules("sets the next changes of a special route when it is created or changed"),
    ),
)
BOOTSTRAP = Function(
    name="bootstrap",
    entry="functions.plan.bootstrapping.handler.handler",
    does="creates settings and the first Rainmaker, if there are none",
    variables=environment.BootstrapEnvironment,
    trigger=Trigger.DEPLOYMENT,
    timeout_seconds=30,
    grants=(
        table("Query", why="checks whether there is a Rainmaker"),
        table("PutItem", "UpdateItem", why="seeds settings and the first member, guarded"),
        pool(*("CreateUser", "GetUser", "DeleteUser", "AddUserToGroup"), why="invites the first Rainmaker"),
    ),
)
SUPERVISE = Function(
    name="supervise",
    entry="functions.supervise.handler.handler",
    does="the caller's profile, and the leads they may see; closing, reopening and merging leads; do not contact; "
    "messages, comments and tasks; notifications, dashboard and report",
    variables=environment.SuperviseEnvironment,
    http=_signed_in(
        *("GET /me", "PATCH /me", "PUT /me/pause", "DELETE /me/pause", "GET /leads"),
        *("GET /leads/{lead_id}", "GET /leads/{lead_id}/timeline", "GET /leads/{lead_id}/trace"),
        *("POST /leads/{lead_id}/close", "POST /leads/{lead_id}/reopen", "POST /leads/{lead_id}/merge"),
        *("PUT /leads/{lead_id}/do-not-contact", "GET /me/changes", "GET /notifications"),
        *("POST /notifications/{notification_id}/archive", "POST /notifications/{notification_id}/unarchive"),
        "POST /notifications/archive-all",
        *("GET /dashboard", "GET /reports/routing", "GET /reports/routing.csv"),
        *("GET /me/push-subscriptions", "POST /me/push-subscriptions", "DELETE /me/push-subscriptions"),
        "POST /me/push-subscriptions/test",
        *("PATCH /leads/{lead_id}", "POST /leads/search", "POST /leads/bulk"),
        *("POST /leads/{lead_id}/conversation", "GET /tasks"),
        *("GET /leads/{lead_id}/messages", "POST /leads/{lead_id}/messages"),
        *("GET /leads/{lead_id}/comments", "POST /leads/{lead_id}/comments"),
        "PATCH /leads/{lead_id}/comments/{comment_id}",
    ),
    layers=("base", "contacts"),
    grants=(
        table("GetItem", "BatchGetItem", "Query", why="current leads, before they are shown"),
        table(
            "PutItem",
            "UpdateItem",
            why="the first request activates an invited member; changes of leads; messages, comments, tasks",
        ),
        table("DeleteItem", why="removes a push subscription, and an address's entry that no longer leads to a lead"),
        Grant(Resource.QUEUE, ("dynamodb:Query",), "lists by state and owner; new notifications; tasks"),
        Grant(Resource.ALL, ("dynamodb:Query",), "lists by time"),
        Grant(Resource.NAME, ("dynamodb:Query",), "searches by name"),
        Grant(Resource.CONVERSATION, ("dynamodb:Query",), "the dashboard's open conversations"),
        master("signs the lists' cursors; finds people by the keyed hash of their addresses; the key of pushes"),
        asks(Resource.OUTGOING, "sends a test push"),
    ),
)
NOTIFY = Function(
    name="notify",
    entry="functions.notify.handler.handler",
    does="turns changes on the stream into notifications; asks deliver to send emails, pushes and outbound webhooks",
    variables=environment.NotifyEnvironment,
    trigger=Trigger.NEWS,
    timeout_seconds=60,
    grants=(
        table("GetItem", "BatchGetItem", "Query", why="the plan, and the inboxes of the members to notify"),
        table("PutItem", "UpdateItem", why="writes notifications and change counters"),
        STREAM,
        Grant(Resource.NEWS_DEAD_LETTERS, ("sqs:SendMessage",), "Lambda puts aside records that failed ten times"),
        asks(Resource.OUTGOING, "requests emails, pushes and outbound webhooks"),
    ),
)
DELIVER = Function(
    name="deliver",
    entry="functions.deliver.handler.handler",
    does="sends one email, push or outbound webhook; slow work with retries, apart from everything else",
    variables=environment.DeliverEnvironment,
    trigger=Trigger.OUTGOING,
    layers=("base", "push"),
    timeout_seconds=30,
    grants=(
        table("GetItem", "BatchGetItem", "Query", why="the notification, the current lead, and the plan"),
        table("PutItem", "UpdateItem", why="records the result; disables a target that keeps failing"),
        table("DeleteItem", why="removes the subscription of a browser that has unsubscribed"),
        master("signs what is sent"),
        Grant(Resource.SENDER, ("ses:SendEmail",), "sends emails from the tenant's address"),
        Grant(Resource.SENDER_DOMAIN, ("ses:SendEmail",), "likewise, where the whole domain is verified"),
        called_by(Resource.OUTGOING),
        asks(Resource.OUTGOING, "requests another attempt, a little later"),
    ),
)
LOST = Function(
    name="lost",
    entry="functions.lost.handler.handler",
    does="answers unknown paths with 404, or 405 with Allow; and GET /health",
    variables=environment.LostEnvironment,
    http=(Http("$default", public=True), Http("GET /health", public=True)),
    memory=256,
    timeout_seconds=5,
)

FUNCTIONS = (
    INGEST,
    FETCH,
    IMPORT,
    ROUTE,
    CLAIM,
    EXPIRE,
    SWEEP,
    ACTIVATE,
    PLAN,
    BOOTSTRAP,
    SUPERVISE,
    NOTIFY,
    DELIVER,
    LOST,
)
