"""Set up in memory all of AWS that the functions use, and tell what it holds in the end."""

import json
import re
from itertools import batched

from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import FakeKey, s3_backends
from moto.scheduler.models import scheduler_backends
from moto.sesv2.models import sesv2_backends
from moto.sqs.models import sqs_backends
from moto.stepfunctions.models import stepfunctions_backends

from shared import ids
from shared.domain.lead_records.delivery import Delivery
from shared.domain.plan_records import probes
from shared.secrets import MasterSecret
from shared.store import codec
from tests import make, memory
from tests.tables import StagedTable, create_table

REGION = "eu-west-1"
QUEUES = ("fetches", "imports", "outgoing", "mails", "pushes", "waiting")
BUCKETS = UPLOADS, LEDGER, WAITING, BLOCKED = "relevo-imports", "relevo-ledger", "relevo-waiting", "relevo-blocked"
GROUP = "relevo"
SENDER = "relevo@example.com"
NEW_ID = re.compile(r"\b([a-z]+)_(?!0{4})[0-9a-f]{32}\b")
"""Match an id that a function made: those of tests begin with zeros."""
UUID = re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
HASH = re.compile(r"\b[0-9a-f]{64}\b")


class Cloud:
    """Hold the services, empty but for what a stack deploys.

    Attributes:
        posted: the addresses that `deliver` has posted to, and what.
        status: what these answer.
        graph: Meta's Graph API, for `fetch`.
        flooded: whether every source has sent too much already.
    """

    def __init__(self):
        memory.begin(_tenant)
        self.queues, self.clock_arn = _deployed()
        self.table = StagedTable(memory.client("dynamodb"))
        self.secret = MasterSecret(memory.client("secretsmanager"), "master")
        self.pool, self.posted, self.status, self.graph = UserPoolClient(), set(), 200, None
        self.flooded = False

    def put(self, *records):
        """Store records as they are, and increment nothing."""
        self.write({"PutRequest": {"Item": codec.to_item(record)}} for record in records)

    def write(self, requests):
        """Make these requests of a batch, however many."""
        for some in batched(requests, 25, strict=False):
            memory.client("dynamodb").batch_write_item(RequestItems={"relevo": list(some)})

    def post(self, url, body, _headers):
        """Stand in for `deliver`'s HTTP."""
        self.posted.add((url, masked(body.decode(errors="replace")) if body[:1] == b"{" else ""))
        return self.status

    def public_api(self, path, _body, _headers):
        """Stand in for the team's own API, as a probe calls it: its lead is offered at once, and claimed."""
        if path.startswith("/webhooks"):
            lead_id = ids.new("lead")
            offered = make.offered(probes.MACHINE, lead_id=lead_id, origin="synthetic", source_id=probes.SOURCE)
            self.put(
                offered, Delivery(source_id=probes.SOURCE, hash=ids.new("delivery"), at=make.NOON, lead_id=lead_id)
            )
            return 202, json.dumps({"lead_id": lead_id}).encode()
        return 200, json.dumps({"owner": probes.MACHINE}).encode()

    def end(self):
        """Return all that is there, without ids that functions made.

        Messages and mails count once: each may come again, and whoever takes them expects that.
        """
        runs = memory.client("stepfunctions").list_executions(stateMachineArn=self.clock_arn)["executions"]
        schedules = memory.client("scheduler").list_schedules(GroupName=GROUP)["Schedules"]
        secrets = memory.client("secretsmanager").list_secrets()["SecretList"]
        return {
            "table": sorted(masked(json.dumps(item, sort_keys=True)) for item in self.items()),
            "messages": {(name, masked(one.body)) for name, url in self.queues.items() for one in _messages(url)},
            "clocks": sorted((masked(one["name"]), one["status"]) for one in runs),
            "schedules": sorted(masked(one["Name"]) for one in schedules),
            "secrets": sorted(masked(one["Name"]) for one in secrets),
            "users": self.pool.users(),
            "files": sorted(masked(name) for bucket in BUCKETS for name in _files(bucket)),
            "mails": {mail.subject for mail in _mails()},
            "posted": self.posted,
        }

    def items(self):
        """Return the whole table."""
        return memory.items()


def _tenant():
    create_table(memory.client("dynamodb"))
    memory.client("secretsmanager").create_secret(Name="master", SecretString="of the crashes")


class UserPoolClient:
    """Wrap Cognito's client; create the pool with the first call, because that takes long.

    Attributes:
        factors: whether everybody has a second factor, which AWS in memory does not know of.
    """

    def __init__(self):
        self._client, self._pool_id, self.factors = memory.client("cognito-idp"), None, False
        self.exceptions = self._client.exceptions

    def __getattr__(self, name):
        def call(**given):
            if name == "admin_get_user" and self.factors:
                return {"UserMFASettingList": ["SOFTWARE_TOKEN_MFA"]}
            if given.get("MessageAction") == "RESEND":
                return {}  # AWS in memory would make another user; AWS mails the one that is there
            if self._pool_id is None:
                with memory.observed(None):
                    self._create()
            return getattr(self._client, name)(**given | {"UserPoolId": self._pool_id})

        return call

    def _create(self):
        made = self._client.create_user_pool(
            PoolName="relevo", UsernameAttributes=["email"], AutoVerifiedAttributes=["email"]
        )
        self._pool_id = made["UserPool"]["Id"]
        for role in ("rainmaker", "manager", "agent"):
            self._client.create_group(UserPoolId=self._pool_id, GroupName=role)

    def users(self):
        """Return everybody's address and groups."""
        if self._pool_id is None:
            return []
        found = self._client.list_users(UserPoolId=self._pool_id)["Users"]
        return sorted(self._user(user["Username"], user["Attributes"]) for user in found)

    def _user(self, name, attributes):
        groups = self._client.admin_list_groups_for_user(UserPoolId=self._pool_id, Username=name)["Groups"]
        [address] = [one["Value"] for one in attributes if one["Name"] == "email"]
        return address, *(group["GroupName"] for group in groups)


def masked(text):
    """Return a text in which ids that functions and AWS made, and keyed hashes, are replaced by their kinds."""
    return HASH.sub("hash_*", UUID.sub("uuid_*", NEW_ID.sub(r"\1_*", text)))


def _deployed():
    """Create what a stack deploys beside the table; return the queues' addresses, and the ARN of the clock.

    It is created within moto, as its handlers do: asked by clients, it took a third of the time of all scenarios.
    """
    sqs, s3 = sqs_backends[DEFAULT_ACCOUNT_ID][REGION], s3_backends[DEFAULT_ACCOUNT_ID]["aws"]
    for name in QUEUES:
        sqs.create_queue(name)
    for bucket in BUCKETS:
        s3.create_bucket(bucket, REGION)
    scheduler_backends[DEFAULT_ACCOUNT_ID][REGION].create_schedule_group(GROUP, [])
    sesv2_backends[DEFAULT_ACCOUNT_ID][REGION].create_email_identity(SENDER, None, None, None)
    definition = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 1, "End": True}}}
    role = f"arn:aws:iam::{DEFAULT_ACCOUNT_ID}:role/clock"
    clocks = stepfunctions_backends[DEFAULT_ACCOUNT_ID][REGION]
    place = f"https://sqs.{REGION}.amazonaws.com/{DEFAULT_ACCOUNT_ID}"
    machine = clocks.create_state_machine("clock", json.dumps(definition), role)
    return {name: f"{place}/{name}" for name in QUEUES}, machine.arn


def _messages(url):
    queue = sqs_backends[DEFAULT_ACCOUNT_ID][REGION].queues[url.rsplit("/", 1)[1]]
    return queue._messages


def _mails():
    return sesv2_backends[DEFAULT_ACCOUNT_ID][REGION].core_backend.sent_messages


def _files(bucket):
    keys = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets[bucket].keys.values()
    return [key.name for key in keys if isinstance(key, FakeKey)]
