"""List what may be done to which resource, and why. Pure data: `infra.tenant` maps resources to ARNs.

A `*` may only end a named resource, and only where `WILDCARDS` gives the reason.
"""

from dataclasses import dataclass
from enum import StrEnum

from shared.store.partitions import PartitionKey


class Resource(StrEnum):
    """Name a resource that a grant can be about; `infra.tenant` maps it to ARNs."""

    TABLE = "the table"
    QUEUE = "the table's index queue"
    ALL = "the table's index all"
    NAME = "the table's index name"
    DUE = "the table's index due"
    CONVERSATION = "the table's index conversation"
    STREAM = "the table's stream"
    STREAM_DEAD_LETTERS = "the queue of stream records that route could not process"
    NEWS_DEAD_LETTERS = "the queue of stream records that notify could not process"
    DEAD_LETTERS = "the queues of what was given up"
    CLOCK = "the Clock state machine"
    CLOCK_RUNS = "the Clock's executions"
    SCHEDULES = "the schedules in the tenant's group"
    SCHEDULE_ROLE = "the role in which EventBridge Scheduler calls activate"
    MASTER_SECRET = "the tenant's master secret"  # noqa: S105 - the secret's name, not its value
    CONTACT_SECRET = "the secret by which people are recognised"  # noqa: S105 - likewise
    SOURCE_SECRETS = "the secrets that providers issued for sources"
    FETCHES = "the queue of details to be fetched"
    IMPORTS = "the queue of imports to be worked off"
    OUTGOING = "the queue of outbound webhooks"
    MAILS = "the queue of mails"
    PUSHES = "the queue of pushes"
    MAIL_EVENTS = "the queue of what SES tells of mails that were sent"
    IDENTITIES = "identities in SES, in mails from the tenant's address only"
    CONFIGURATION_SETS = "configuration sets in SES, likewise"
    UPLOADS = "the files that people upload to be imported"
    WAITING = "the queue of deliveries that were put off"
    WAITING_FILES = "those deliveries"
    WAITING_BUCKET = "the bucket of those deliveries"
    INBOX = "the queue of mails that were received"
    INBOX_FILES = "those mails"
    KEPT_FILES = "large deliveries, as they were received"
    UPLOADS_BUCKET = "the bucket of those files"
    PHOTOS = "the photos of notes"
    PHOTOS_BUCKET = "the bucket of those photos"
    LEDGER = "the entries of the ledger of erased leads"
    LEDGER_BUCKET = "the bucket of that ledger"
    BLOCKED = "the won deals in the blocked store"
    LIVE_MESSAGES = "messages over members' live connections"
    LIVE_ENDS = "the closing of members' live connections"
    USER_POOL = "the user pool"
    OWN_LOG = "the function's own log group"


WILDCARDS: dict[Resource, str] = {
    Resource.CLOCK_RUNS: "a run's ARN ends in its clock's id, which is new with every offer",
    Resource.SCHEDULES: "a schedule's ARN ends in its route's id, which is new with every special route",
    Resource.SOURCE_SECRETS: "a secret's ARN ends in its source's id and six random characters",
    Resource.UPLOADS: "an upload's key ends in its import's id, which is new with every import",
    Resource.WAITING_FILES: "a delivery's key ends in its keyed hash, which is new with every delivery",
    Resource.INBOX_FILES: "a mail's key ends in the id that SES gives it, which is new with every mail",
    Resource.PHOTOS: "a photo's key ends in its lead's id and its own, which is new with every photo",
    Resource.KEPT_FILES: "a file's key ends in a keyed hash of its content, which is new with every delivery",
    Resource.LEDGER: "an entry's key ends in its lead's id, which is new with every erasure",
    Resource.BLOCKED: "a deal's key ends in its lead's id, which is new with every erasure",
    Resource.LIVE_MESSAGES: "a message's ARN ends in its connection's id, which is new with every connection",
    Resource.LIVE_ENDS: "likewise",
    Resource.IDENTITIES: "SES asks for the sender's address or domain, and for a receiver's that is verified there too",
    Resource.CONFIGURATION_SETS: "SES also asks for the set that the sender's identity has by default, if it has one",
    Resource.OWN_LOG: "Lambda names a log stream per execution environment",
}


LEADING_KEYS = "dynamodb:LeadingKeys"
FROM = "ses:FromAddress"
SENDING = (Resource.IDENTITIES, Resource.CONFIGURATION_SETS)
READ = ("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query")
WRITE = ("dynamodb:PutItem", "dynamodb:UpdateItem")
DELETE = ("dynamodb:DeleteItem",)


@dataclass(frozen=True)
class Grant:
    """Allow `actions` on `resource`, and say why they are needed; on the table, only in `partitions`."""

    resource: Resource
    actions: tuple[str, ...]
    why: str
    partitions: tuple[PartitionKey, ...] = ()

    def conditions(self, sender: str) -> dict[str, dict[str, str | list[str]]]:
        """Return the statement's conditions in IAM's language: which partition keys a request may name.

        A request that names none would satisfy `ForAllValues`, so the key's presence is required too. Mails may be sent
        from the address `sender` only.
        """
        if self.resource in SENDING:
            return {"StringEquals": {FROM: sender}}
        if not self.partitions:
            return {}
        patterns = [partition.pattern for partition in self.partitions]
        return {
            "ForAllValues:StringLike": {LEADING_KEYS: patterns},
            "Null": {LEADING_KEYS: "false"},
        }


def reads(*partitions: PartitionKey, why: str) -> Grant:
    """Allow reading items of these partitions of the table."""
    return Grant(Resource.TABLE, READ, why, partitions)


def writes(*partitions: PartitionKey, why: str) -> Grant:
    """Allow writing items of these partitions of the table."""
    return Grant(Resource.TABLE, WRITE, why, partitions)


def deletes(*partitions: PartitionKey, why: str) -> Grant:
    """Allow deleting items of these partitions of the table."""
    return Grant(Resource.TABLE, DELETE, why, partitions)


def pool(*actions: str, why: str) -> Grant:
    """Allow actions on the members' accounts."""
    return Grant(Resource.USER_POOL, tuple(f"cognito-idp:Admin{action}" for action in actions), why)


def master(why: str) -> Grant:
    """Allow reading the master secret, from which other secrets are derived."""
    return Grant(Resource.MASTER_SECRET, ("secretsmanager:GetSecretValue",), why)


def contacts(why: str) -> Grant:
    """Allow reading the secret that keys the hashes of e-mails and phones."""
    return Grant(Resource.CONTACT_SECRET, ("secretsmanager:GetSecretValue",), why)


def issued(*actions: str, why: str) -> Grant:
    """Allow actions on secrets that providers issued."""
    return Grant(Resource.SOURCE_SECRETS, tuple(f"secretsmanager:{action}" for action in actions), why)


def asks(queue: Resource, why: str) -> Grant:
    """Allow sending messages to a queue."""
    return Grant(queue, ("sqs:SendMessage",), why)


def called_by(queue: Resource) -> Grant:
    """Allow being called with a queue's messages."""
    actions = tuple(f"sqs:{action}" for action in ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes"))
    return Grant(queue, actions, "Lambda reads the queue in the function's name")


def files(*actions: str, why: str) -> Grant:
    """Allow actions on uploaded files."""
    return Grant(Resource.UPLOADS, tuple(f"s3:{action}" for action in actions), why)


def live(resource: Resource, why: str) -> Grant:
    """Allow sending over, or closing, connections of the WebSocket API."""
    return Grant(resource, ("execute-api:ManageConnections",), why)


def schedules(why: str) -> tuple[Grant, ...]:
    """Allow actions on the schedules of special routes."""
    actions = tuple(f"scheduler:{action}Schedule" for action in ("Create", "Update", "Delete"))
    return (
        Grant(Resource.SCHEDULES, actions, why),
        Grant(Resource.SCHEDULE_ROLE, ("iam:PassRole",), "gives each schedule the role in which it calls activate"),
    )


STREAM = Grant(
    Resource.STREAM,
    tuple(f"dynamodb:{action}" for action in ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")),
    "Lambda reads the stream in the function's name",
)
EVERY_FUNCTION = (
    Grant(Resource.OWN_LOG, ("logs:CreateLogStream", "logs:PutLogEvents"), "write its own log and no other"),
)
