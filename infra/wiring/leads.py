"""Routing, claims and clocks, and what members see of leads and do with them."""

from infra.grants import STREAM, Grant, Resource, asks, contacts, deletes, files, master, reads, schedules, writes
from infra.wiring.function import Function, Http, Trigger, signed_in
from shared.environment import leads as environment
from shared.store.partitions import PartitionKey

_OF_LEADS = (PartitionKey.LEADS, PartitionKey.WORKLOADS, PartitionKey.COUNTERS)

ROUTE = Function(
    name="route",
    awaited=True,
    reserved=20,
    entry="functions.route.handler.handler",
    does="unrouted leads from the stream: an offer, an owner or the pool; starts and stops clocks; waiting leads "
    "follow the plan",
    variables=environment.RouteEnvironment,
    trigger=Trigger.STREAM,
    memory=1024,
    timeout_seconds=60,
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.LEADS, PartitionKey.ROTATIONS, PartitionKey.WORKLOADS),
            PartitionKey.CHANGES,
            why="the plan, the batch's leads, rotations and workloads; how far waiting leads follow the plan",
        ),
        writes(*_OF_LEADS, PartitionKey.ROTATIONS, why="commits the batch's decisions"),
        writes(PartitionKey.CHANGES, why="remembers how far waiting leads follow the plan"),
        Grant(
            Resource.DUE, ("dynamodb:Query",), "held leads, and those whose owner owes a response, to follow the plan"
        ),
        STREAM,
        Grant(Resource.STREAM_DEAD_LETTERS, ("sqs:SendMessage",), "Lambda puts aside records that failed ten times"),
        Grant(Resource.CLOCK, ("states:StartExecution",), "starts clocks after the commit"),
        Grant(Resource.CLOCK_RUNS, ("states:StopExecution",), "stops clocks that are no longer needed, to save cost"),
    ),
)

CLAIM = Function(
    name="claim",
    awaited=True,
    reserved=50,
    entry="functions.claim.handler.handler",
    does="offers, claim, pass, give back, hand over, interactions, pool, assign, release, send through routing",
    variables=environment.ClaimEnvironment,
    http=(
        *signed_in("GET /me/offers", "POST /leads/{lead_id}/claim", "POST /leads/{lead_id}/pass"),
        *signed_in("POST /leads/{lead_id}/give-back", "POST /leads/{lead_id}/handover"),
        *signed_in(
            "POST /leads/{lead_id}/interactions", "GET /pool", "GET /assignable", "POST /leads/{lead_id}/assign"
        ),
        *signed_in("POST /leads/{lead_id}/release", "POST /leads/{lead_id}/route"),
        Http("GET /claim-links/{token}", public=True),
        Http("POST /claim-links/{token}", public=True),
        Http("POST /claim-links/{token}/pass", public=True),
        Http("GET /calendars/{token}", public=True),
    ),
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.LEADS, PartitionKey.WORKLOADS, PartitionKey.ANSWERS),
            PartitionKey.OFFERS_SEEN,
            why="the lead, the plan's version, the caller's workload; the answer to a repeated request; when an offer "
            "was delivered and seen",
        ),
        writes(PartitionKey.OFFERS_SEEN, why="records that an agent saw an offer"),
        writes(
            *(*_OF_LEADS, PartitionKey.ANSWERS, PartitionKey.AUDITS),
            why="the guarded write that makes exactly one owner",
        ),
        writes(PartitionKey.SEEN, why="records who saw a lead's contact by a request that changed nothing"),
        writes(PartitionKey.RATES, why="counts a caller's requests"),
        Grant(Resource.QUEUE, ("dynamodb:Query",), "my offers, the pool, and the tasks of a calendar feed"),
        master("signs the pool's cursors, and verifies claim links"),
    ),
)

EXPIRE = Function(
    name="expire",
    awaited=True,
    reserved=20,
    entry="functions.expire.handler.handler",
    does="a deadline has passed: the lead goes on to the next agent, or held leads are routed",
    variables=environment.ExpireEnvironment,
    trigger=Trigger.CLOCK,
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.LEADS),
            why="the current lead, and the plan for the team's working days",
        ),
        writes(*_OF_LEADS, why="the guarded write that ends the offer, or routes a lead again"),
        Grant(Resource.DUE, ("dynamodb:Query",), "leads held until now"),
    ),
)

SWEEP = Function(
    name="sweep",
    entry="functions.expire.sweeping.handler.handler",
    does="does the clock's work where a clock or an event was lost; erases people's data",
    variables=environment.SweepEnvironment,
    trigger=Trigger.EVERY_MINUTE,
    layers=("base", "holidays"),
    timeout_seconds=55,
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.LEADS, PartitionKey.COUNTERS, PartitionKey.OUTBOUND),
            *(PartitionKey.CHANGES, PartitionKey.ERASURES, PartitionKey.CARDS, PartitionKey.IMPORTS),
            *(PartitionKey.AUDITS, PartitionKey.KEPT, PartitionKey.DELIVERIES),
            why="what was found, read again before anything is decided; the counters of a month to roll up; "
            "erasures, the entries of a person's addresses, and imports that an erasure waits for; audit entries, "
            "which are compared with their copies; what became of the last deliveries of each source",
        ),
        writes(PartitionKey.KEPT, why="copies audit entries of an earlier release, or lost on the stream"),
        writes(*_OF_LEADS, why="ends offers past their deadline, routes leads that were left behind"),
        writes(
            *(PartitionKey.PLAN, PartitionKey.AUDITS),
            why="switches special routes whose schedule failed, disables targets that deliveries were given up to; "
            "gives old audit entries a time to live",
        ),
        writes(PartitionKey.OUTBOUND, why="marks those deliveries as settled"),
        writes(
            *(PartitionKey.ERASURES, PartitionKey.CARDS),
            why="how far an erasure is, those of inactive leads too; entries of addresses that others have too",
        ),
        deletes(PartitionKey.LEADS, PartitionKey.CARDS, why="erases what was written about a person"),
        writes(
            PartitionKey.CHANGES,
            why="remembers how far closed leads of an earlier release are listed, leads searchable, audit entries "
            "compared and marked, open offers looked at, and retention is, and when sources delivered",
        ),
        Grant(
            Resource.QUEUE,
            ("dynamodb:Query",),
            "leads that are offered, unrouted, closed by an earlier release, or inactive",
        ),
        Grant(
            Resource.ALL,
            ("dynamodb:Query",),
            "leads of an earlier release, to make them searchable; when sources delivered",
        ),
        Grant(Resource.DUE, ("dynamodb:Query",), "late responses, leads held until now, tasks, erasures"),
        Grant(Resource.CONVERSATION, ("dynamodb:Query",), "conversations that have been open for too long"),
        *schedules("sets the next changes of a special route that it switched"),
        asks(Resource.FETCHES, "requests details again where a message was lost"),
        asks(Resource.IMPORTS, "requests an import's rows again where a message was lost"),
        asks(Resource.OUTGOING, "requests outbound webhooks that are due for another attempt"),
        Grant(Resource.DEAD_LETTERS, ("sqs:GetQueueAttributes",), "counts what was given up, for one alarm"),
        master("derives the hashes of addresses that release 0.1 stored"),
        contacts("finds the entries of an erased person's addresses"),
        files("DeleteObject", why="deletes files that may hold an erased person"),
        Grant(Resource.UPLOADS_BUCKET, ("s3:ListBucket",), "finds those files"),
        asks(Resource.WAITING, "requests the handling of a delivery again where a message was lost"),
        Grant(Resource.WAITING_BUCKET, ("s3:ListBucket",), "finds deliveries that have waited for too long"),
        Grant(Resource.PHOTOS, ("s3:DeleteObject",), "deletes the photos of an erased person"),
        Grant(Resource.PHOTOS_BUCKET, ("s3:ListBucket",), "finds those photos"),
        Grant(Resource.KEPT_FILES, ("s3:DeleteObject",), "deletes what an erased person had sent"),
        Grant(Resource.LEDGER, ("s3:PutObject",), "enters an erased lead, so that it is erased again after a restore"),
        Grant(
            Resource.BLOCKED,
            ("s3:PutObject", "s3:PutObjectRetention"),
            "keeps what the law asks to keep of a won deal, locked until its term; nobody may read it",
        ),
        Grant(Resource.LEDGER_BUCKET, ("s3:ListBucket",), "finds what must be erased again after a restore"),
    ),
)

SUPERVISE = Function(
    name="supervise",
    awaited=True,
    entry="functions.supervise.handler.handler",
    does="the caller's profile, and the leads they may see; closing, reopening and merging leads; do not contact; "
    "messages, comments, photos and tasks; notifications, dashboard and report",
    variables=environment.SuperviseEnvironment,
    http=signed_in(
        *("GET /me", "PATCH /me", "PUT /me/pause", "DELETE /me/pause", "GET /me/sign-ins", "GET /leads"),
        *("GET /me/absences", "POST /me/absences"),
        *("PATCH /me/absences/{absence_id}", "DELETE /me/absences/{absence_id}"),
        "POST /me/live-ticket",
        *("GET /leads/{lead_id}", "GET /leads/{lead_id}/timeline", "GET /leads/{lead_id}/trace"),
        *("POST /leads/{lead_id}/close", "POST /leads/{lead_id}/reopen", "POST /leads/{lead_id}/merge"),
        "POST /leads/{lead_id}/not-a-lead",
        "POST /leads/{lead_id}/merge/undo",
        *("PUT /leads/{lead_id}/do-not-contact", "PUT /leads/{lead_id}/consents"),
        *("PUT /leads/{lead_id}/objection", "DELETE /leads/{lead_id}/objection"),
        *("POST /contacts/objections", "POST /contacts/objections/withdraw"),
        *("GET /me/changes", "GET /notifications"),
        *("POST /notifications/{notification_id}/archive", "POST /notifications/{notification_id}/unarchive"),
        "POST /notifications/{notification_id}/snooze",
        "POST /notifications/archive-all",
        *("GET /conversations", "GET /dashboard", "GET /reports/routing", "GET /reports/routing.csv"),
        *("GET /me/push-subscriptions", "POST /me/push-subscriptions", "DELETE /me/push-subscriptions"),
        "POST /me/push-subscriptions/test",
        *("PATCH /leads/{lead_id}", "POST /leads/search", "POST /leads/bulk"),
        "POST /leads/export",
        *("GET /sample", "POST /sample", "DELETE /sample"),
        *("GET /views", "PUT /views/{view_id}", "DELETE /views/{view_id}"),
        *("GET /bulk-acts", "POST /bulk-acts/{bulk_id}/undo"),
        *("POST /leads/{lead_id}/conversation", "GET /tasks"),
        *("GET /leads/{lead_id}/messages", "POST /leads/{lead_id}/messages"),
        *("GET /leads/{lead_id}/comments", "POST /leads/{lead_id}/comments"),
        "PATCH /leads/{lead_id}/comments/{comment_id}",
        "DELETE /leads/{lead_id}/comments/{comment_id}",
        "POST /leads/{lead_id}/tasks",
        "PATCH /leads/{lead_id}/tasks/{task_id}",
        "DELETE /leads/{lead_id}/tasks/{task_id}",
        *("POST /contacts/search", "POST /contacts/export", "POST /contacts/erase"),
        *("POST /leads/{lead_id}/photos", "GET /leads/{lead_id}/photos/{photo_id}"),
        *("GET /contacts/erasures/{erasure_id}", "GET /contacts/retention"),
    ),
    layers=("base", "contacts"),
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.LEADS, PartitionKey.CARDS, PartitionKey.WORKLOADS),
            *(PartitionKey.COUNTERS, PartitionKey.ANSWERS, PartitionKey.CHANGES),
            *(PartitionKey.INBOXES, PartitionKey.SUBSCRIPTIONS, PartitionKey.SIGN_INS),
            *(PartitionKey.ERASURES, PartitionKey.VIEWS, PartitionKey.OFFERS_SEEN),
            why="current leads, before they are shown; what concerns the caller; the figures",
        ),
        writes(
            *(*_OF_LEADS, PartitionKey.CARDS, PartitionKey.ANSWERS, PartitionKey.AUDITS),
            why="changes of leads; messages, comments, tasks",
        ),
        reads(PartitionKey.KEPT, why="the bulk acts of the last day, by their audit entries"),
        writes(PartitionKey.ERASURES, why="an erasure that is asked for; the sweep goes on with it"),
        writes(
            *(PartitionKey.INBOXES, PartitionKey.SUBSCRIPTIONS, PartitionKey.SIGN_INS),
            why="archives the caller's notifications, keeps the browsers they are pushed to, records their sign-ins",
        ),
        writes(PartitionKey.VIEWS, why="saves views of the list of leads, a member's own and the team's"),
        writes(PartitionKey.TICKETS, why="issues tickets for live connections"),
        writes(PartitionKey.SEEN, why="records who saw a lead's contact"),
        writes(PartitionKey.RATES, why="counts a caller's requests, the searches of an Agent, and test pushes"),
        writes(PartitionKey.PLAN, why="the first request activates an invited member; the caller's own settings"),
        deletes(
            *(PartitionKey.SUBSCRIPTIONS, PartitionKey.CARDS),
            why="removes a push subscription, and an address's entry that no longer leads to a lead",
        ),
        deletes(PartitionKey.SAMPLES, why="removes sample data"),
        Grant(Resource.QUEUE, ("dynamodb:Query",), "lists by state and owner; new notifications; tasks"),
        Grant(Resource.ALL, ("dynamodb:Query",), "lists by time"),
        Grant(Resource.NAME, ("dynamodb:Query",), "searches by name"),
        Grant(
            Resource.CONVERSATION, ("dynamodb:Query",), "the dashboard's open conversations; an Agent's closed leads"
        ),
        Grant(Resource.DUE, ("dynamodb:Query",), "the dashboard's leads that wait for a Manager's word"),
        master("signs the lists' cursors; the key of pushes"),
        contacts("finds people by the keyed hash of their addresses"),
        asks(Resource.PUSHES, "sends a test push"),
        Grant(
            Resource.PHOTOS,
            ("s3:PutObject", "s3:GetObject"),
            "signs for a member's browser where to upload a photo, and where to see it",
        ),
        Grant(Resource.KEPT_FILES, ("s3:GetObject",), "exports what a person had sent"),
    ),
)
