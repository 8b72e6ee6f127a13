"""Notifications of members, and outbound webhooks to other programs."""

from infra.grants import STREAM, Grant, Resource, asks, called_by, deletes, master, reads, writes
from infra.wiring.function import Function, Trigger
from shared import environment
from shared.store.keys import PartitionKey

NOTIFY = Function(
    name="notify",
    entry="functions.notify.handler.handler",
    does="turns changes on the stream into notifications; asks deliver to send emails, pushes and outbound webhooks",
    variables=environment.NotifyEnvironment,
    trigger=Trigger.NEWS,
    timeout_seconds=60,
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.LEADS, PartitionKey.WORKLOADS),
            *(PartitionKey.INBOXES, PartitionKey.OUTBOUND),
            why="the plan, the inboxes of the members to notify, and whose limits are reached",
        ),
        writes(
            *(PartitionKey.INBOXES, PartitionKey.CHANGES, PartitionKey.OUTBOUND),
            why="writes notifications, change counters and outbound deliveries",
        ),
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
        reads(
            *(PartitionKey.PLAN, PartitionKey.LEADS, PartitionKey.INBOXES),
            *(PartitionKey.SUBSCRIPTIONS, PartitionKey.OUTBOUND),
            why="the notification, the current lead, and the plan",
        ),
        writes(PartitionKey.OUTBOUND, why="records the result"),
        deletes(PartitionKey.SUBSCRIPTIONS, why="removes the subscription of a browser that has unsubscribed"),
        master("signs what is sent"),
        Grant(Resource.SENDER, ("ses:SendEmail",), "sends emails from the tenant's address"),
        Grant(Resource.SENDER_DOMAIN, ("ses:SendEmail",), "likewise, where the whole domain is verified"),
        called_by(Resource.OUTGOING),
        asks(Resource.OUTGOING, "requests another attempt, a little later"),
    ),
)
