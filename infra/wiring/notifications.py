"""Notifications of members, their live connections, and outbound webhooks to other programs."""

from infra.grants import STREAM, Grant, Resource, asks, called_by, deletes, live, master, reads, writes
from infra.wiring.function import Function, Trigger
from shared.environment import notifications as environment
from shared.store.partitions import PartitionKey

NOTIFY = Function(
    name="notify",
    entry="functions.notify.handler.handler",
    does="turns changes on the stream into notifications; asks for emails, pushes and outbound webhooks",
    variables=environment.NotifyEnvironment,
    trigger=Trigger.NEWS,
    memory=1024,  # hints to a whole team are signed and sent at once
    timeout_seconds=60,
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.LEADS, PartitionKey.WORKLOADS, PartitionKey.INBOXES),
            PartitionKey.CONNECTIONS,
            why="the plan, the inboxes of the members to notify, whose limits are reached, and who is connected",
        ),
        deletes(PartitionKey.CONNECTIONS, why="forgets connections that ended"),
        writes(
            *(PartitionKey.INBOXES, PartitionKey.CHANGES, PartitionKey.OUTBOUND, PartitionKey.KEPT),
            why="writes notifications, change counters, outbound deliveries, and copies of audit entries",
        ),
        Grant(Resource.DUE, ("dynamodb:Query",), "how many mails wait to be read"),
        STREAM,
        Grant(Resource.NEWS_DEAD_LETTERS, ("sqs:SendMessage",), "Lambda puts aside records that failed ten times"),
        asks(Resource.OUTGOING, "requests outbound webhooks"),
        asks(Resource.MAILS, "requests emails"),
        asks(Resource.PUSHES, "requests pushes"),
        live(Resource.LIVE_MESSAGES, "tells members' consoles that something moved"),
        live(Resource.LIVE_ENDS, "closes connections of sessions that ended"),
    ),
)

LIVE = Function(
    name="live",
    entry="functions.live.handler.handler",
    does="opens members' live connections by their tickets, and forgets closed ones",
    variables=environment.LiveEnvironment,
    socket=("$connect", "$disconnect"),
    reserved=10,
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.TICKETS, PartitionKey.CONNECTIONS),
            why="the ticket, whether its session has ended, and how many connections its member has",
        ),
        writes(PartitionKey.CONNECTIONS, why="stores an open connection"),
        deletes(PartitionKey.TICKETS, PartitionKey.CONNECTIONS, why="uses a ticket up; forgets a closed connection"),
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
    does="sends one email, apart from all that reaches strangers' servers; pauses addresses that refuse them",
    variables=environment.MailEnvironment,
    trigger=Trigger.MAILS,
    timeout_seconds=30,
    grants=(
        reads(
            *(PartitionKey.PLAN, PartitionKey.LEADS, PartitionKey.INBOXES, PartitionKey.ADDRESSES),
            why="the notification, the current lead, the plan, and whether the address is paused",
        ),
        writes(PartitionKey.ADDRESSES, why="pauses an address from which mails came back"),
        master("signs claim links"),
        Grant(Resource.IDENTITIES, ("ses:SendEmail",), "sends emails from the tenant's address"),
        Grant(Resource.CONFIGURATION_SETS, ("ses:SendEmail",), "likewise, where its identity has such a set"),
        called_by(Resource.MAILS),
        called_by(Resource.MAIL_EVENTS),
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
            *(PartitionKey.RESTS, PartitionKey.OFFERS_SEEN),
            why="the notification, the current lead, the plan, the member's browsers and their rests",
        ),
        writes(PartitionKey.RESTS, why="records what rests"),
        writes(PartitionKey.OFFERS_SEEN, why="records that a push service accepted an offer's push"),
        deletes(
            *(PartitionKey.SUBSCRIPTIONS, PartitionKey.RESTS),
            why="removes the subscription of a browser that has unsubscribed, and the rest of one that answers again",
        ),
        master("derives the key that identifies the team to push services"),
        called_by(Resource.PUSHES),
        asks(Resource.PUSHES, "requests another attempt, a little later"),
    ),
)
