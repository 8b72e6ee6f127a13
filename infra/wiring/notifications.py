"""Notifications of members, and outbound webhooks to other programs."""

from infra.grants import STREAM, Grant, Resource, asks, called_by, deletes, master, reads, writes
from infra.wiring.function import Function, Trigger
from shared import environment
from shared.store.keys import PartitionKey

NOTIFY = Function(
    name="notify",
    entry="functions.notify.handler.handler",
    does="turns changes on the stream into notifications; asks for emails, pushes and outbound webhooks",
    variables=environment.NotifyEnvironment,
    trigger=Trigger.NEWS,
    timeout_seconds=60,
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.LEADS, PartitionKey.WORKLOADS, PartitionKey.INBOXES),
            why="the plan, the inboxes of the members to notify, and whose limits are reached",
        ),
        writes(
            *(PartitionKey.INBOXES, PartitionKey.CHANGES, PartitionKey.OUTBOUND, PartitionKey.KEPT),
            why="writes notifications, change counters, outbound deliveries, and copies of audit entries",
        ),
        STREAM,
        Grant(Resource.NEWS_DEAD_LETTERS, ("sqs:SendMessage",), "Lambda puts aside records that failed ten times"),
        asks(Resource.OUTGOING, "requests outbound webhooks"),
        asks(Resource.MAILS, "requests emails"),
        asks(Resource.PUSHES, "requests pushes"),
    ),
)

DELIVER = Function(
    name="deliver",
    entry="functions.deliver.webhooks.handler.handler",
    does="sends outbound webhooks; slow work with retries, apart from everything else",
    variables=environment.DeliverEnvironment,
    trigger=Trigger.OUTGOING,
    timeout_seconds=30,
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.LEADS, PartitionKey.OUTBOUND, PartitionKey.RESTS),
            why="the outbound delivery, its target's rest, the current lead, and the plan",
        ),
        writes(PartitionKey.OUTBOUND, PartitionKey.RESTS, why="records the result, and what rests"),
        deletes(PartitionKey.RESTS, why="ends the rest of a target that answers again"),
        master("signs what is sent"),
        called_by(Resource.OUTGOING),
        asks(Resource.OUTGOING, "requests another attempt, a little later"),
        asks(Resource.MAILS, "passes on mails that release 0.1 put into its queue"),
        asks(Resource.PUSHES, "likewise, pushes"),
    ),
)

MAIL = Function(
    name="mail",
    entry="functions.deliver.mails.handler.handler",
    does="sends one email, apart from all that reaches strangers' servers",
    variables=environment.MailEnvironment,
    trigger=Trigger.MAILS,
    timeout_seconds=30,
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.LEADS, PartitionKey.INBOXES),
            why="the notification, the current lead, and the plan",
        ),
        master("signs claim links"),
        Grant(Resource.SENDER, ("ses:SendEmail",), "sends emails from the tenant's address"),
        Grant(Resource.SENDER_DOMAIN, ("ses:SendEmail",), "likewise, where the whole domain is verified"),
        called_by(Resource.MAILS),
        asks(Resource.MAILS, "requests that a mail is sent later, when the team works"),
    ),
)

PUSH = Function(
    name="push",
    entry="functions.deliver.pushes.handler.handler",
    does="sends pushes to members' browsers; slow work with retries, apart from everything else",
    variables=environment.PushEnvironment,
    trigger=Trigger.PUSHES,
    layers=("base", "push"),
    timeout_seconds=30,
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.LEADS, PartitionKey.INBOXES, PartitionKey.SUBSCRIPTIONS),
            PartitionKey.RESTS,
            why="the notification, the current lead, the plan, the member's browsers and their rests",
        ),
        writes(PartitionKey.RESTS, why="records what rests"),
        deletes(
            *(PartitionKey.SUBSCRIPTIONS, PartitionKey.RESTS),
            why="removes the subscription of a browser that has unsubscribed, and the rest of one that answers again",
        ),
        master("derives the key that identifies the team to push services"),
        called_by(Resource.PUSHES),
        asks(Resource.PUSHES, "requests another attempt, a little later"),
    ),
)
