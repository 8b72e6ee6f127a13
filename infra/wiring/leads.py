"""Routing, claims and clocks, and what members see of leads and do with them."""

from infra.grants import STREAM, Grant, Resource, asks, master, schedules, table
from infra.wiring.function import Function, Http, Trigger, signed_in
from shared import environment

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
        *signed_in("GET /me/offers", "POST /leads/{lead_id}/claim", "POST /leads/{lead_id}/pass"),
        *signed_in("POST /leads/{lead_id}/give-back", "POST /leads/{lead_id}/handover"),
        *signed_in("POST /leads/{lead_id}/interactions", "GET /pool", "POST /leads/{lead_id}/assign"),
        *signed_in("POST /leads/{lead_id}/release", "POST /leads/{lead_id}/route"),
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

SUPERVISE = Function(
    name="supervise",
    entry="functions.supervise.handler.handler",
    does="the caller's profile, and the leads they may see; closing, reopening and merging leads; do not contact; "
    "messages, comments and tasks; notifications, dashboard and report",
    variables=environment.SuperviseEnvironment,
    http=signed_in(
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
