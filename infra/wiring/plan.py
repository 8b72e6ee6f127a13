"""The team's plan: routes, members, sources and settings; and the schedules of special routes."""

from infra.grants import Grant, Resource, asks, deletes, issued, master, pool, reads, schedules, writes
from infra.wiring.function import Function, Trigger, signed_in
from shared.environment import plan as environment
from shared.store.partitions import PartitionKey

_PLAN = (PartitionKey.PLAN, PartitionKey.AUDITS)

PLAN = Function(
    name="plan",
    awaited=True,
    entry="functions.plan.handler.handler",
    does="routes, their order, members, sources, targets, templates, settings",
    variables=environment.PlanEnvironment,
    memory=1024,  # coverage of a large plan is the only long calculation
    layers=("base", "holidays"),
    http=signed_in(
        *("GET /routes", "POST /routes", "GET /routes/order", "PUT /routes/order"),
        *("GET /routes/{route_id}", "PUT /routes/{route_id}", "DELETE /routes/{route_id}"),
        *("POST /routes/{route_id}/pause", "POST /routes/{route_id}/activate"),
        *("GET /routes/{route_id}/rota", "PUT /routes/{route_id}/rota", "GET /me/shifts"),
        *("GET /agents", "POST /agents", "GET /agents/{agent_id}", "PATCH /agents/{agent_id}"),
        *("DELETE /agents/{agent_id}", "PUT /agents/{agent_id}/limits"),
        *("PUT /agents/{agent_id}/pause", "DELETE /agents/{agent_id}/pause"),
        *("GET /agents/{agent_id}/absences", "POST /agents/{agent_id}/absences"),
        *("PATCH /agents/{agent_id}/absences/{absence_id}", "DELETE /agents/{agent_id}/absences/{absence_id}"),
        *("POST /me/sign-out", "POST /agents/{agent_id}/sign-out", "POST /agents/{agent_id}/invitation"),
        *("POST /me/calendar", "DELETE /me/calendar"),
        *("GET /address-pauses", "DELETE /address-pauses/{agent_id}"),
        *("POST /me/mfa", "DELETE /agents/{agent_id}/mfa"),
        *("GET /sources", "POST /sources"),
        *("GET /sources/{source_id}", "PATCH /sources/{source_id}", "DELETE /sources/{source_id}"),
        "PUT /sources/{source_id}/mapping",
        *("GET /sources/{source_id}/deliveries", "POST /sources/{source_id}/test"),
        *("POST /plan/preview", "GET /plan/lint", "GET /plan/coverage", "GET /plan/holidays"),
        *("POST /sources/{source_id}/secret", "DELETE /sources/{source_id}/secret/former"),
        *("GET /settings", "PATCH /settings", "GET /settings/logo", "PUT /settings/logo"),
        *("GET /audit", "GET /audit/seen", "GET /audit.csv", "GET /audit.json"),
        "GET /directory",
        *("GET /templates", "POST /templates", "PATCH /templates/{template_id}"),
        *("GET /outbound", "POST /outbound", "PATCH /outbound/{target_id}", "DELETE /outbound/{target_id}"),
        *("POST /outbound/{target_id}/secret", "DELETE /outbound/{target_id}/secret/former"),
        "GET /outbound/{target_id}/deliveries",
        "POST /outbound/{target_id}/deliveries/{delivery_id}/resend",
    ),
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.LEADS, PartitionKey.WORKLOADS, PartitionKey.ROTATIONS),
            *(PartitionKey.DELIVERIES, PartitionKey.OUTBOUND, PartitionKey.ANSWERS, PartitionKey.KEPT),
            *(PartitionKey.CHANGES, PartitionKey.ADDRESSES),
            why="the plan; whose turn a preview would be; what a removed member has; deliveries, and which sources "
            "are silent or failing; the audit's copies; paused addresses",
        ),
        writes(
            *(*_PLAN, PartitionKey.ANSWERS),
            why="every change of the plan is its item, the version, the audit entry and the answer in one transaction",
        ),
        writes(
            *(PartitionKey.LEADS, PartitionKey.WORKLOADS, PartitionKey.COUNTERS),
            why="frees the leads of a removed member",
        ),
        writes(
            *(PartitionKey.DELIVERIES, PartitionKey.OUTBOUND),
            why="records a source's test, and sends an outbound webhook again",
        ),
        reads(PartitionKey.LOGO, why="shows the team's logo to its members"),
        writes(PartitionKey.LOGO, why="replaces the logo in the transaction that names it in the settings"),
        writes(PartitionKey.ADDRESSES, why="uses a paused address again"),
        writes(PartitionKey.RATES, why="counts a caller's requests"),
        deletes(PartitionKey.PLAN, why="deletes routes and targets"),
        Grant(Resource.QUEUE, ("dynamodb:Query",), "leads that a removed member still has"),
        Grant(Resource.ALL, ("dynamodb:Query",), "deliveries of a source and to a target; what a member saw"),
        master("shows a source or a target its secret, once; signs the audit's cursors"),
        asks(Resource.OUTGOING, "sends an outbound webhook again"),
        issued("CreateSecret", "GetSecretValue", "DeleteSecret", why="keeps a provider's secret; shows it once"),
        pool(
            *("CreateUser", "GetUser", "DeleteUser", "AddUserToGroup", "RemoveUserFromGroup"),
            *("UserGlobalSignOut", "SetUserMFAPreference"),
            why="invites and deletes members, signs them out, resets second factors; groups mirror their roles",
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
        reads(PartitionKey.PLAN, why="checks whether there is a Rainmaker, and the second factor's mode"),
        writes(*_PLAN, PartitionKey.WORKLOADS, why="seeds settings and the first member, guarded"),
        pool(*("CreateUser", "GetUser", "DeleteUser", "AddUserToGroup"), why="invites the first Rainmaker"),
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
        reads(PartitionKey.PLAN, why="the plan"),
        writes(*_PLAN, why="the switch, the plan's version and the audit entry in one transaction"),
        *schedules("sets the next changes of the route it switched"),
    ),
)
