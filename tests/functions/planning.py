"""Call the plan function over a team in the table."""

from botocore.exceptions import ClientError

from functions.plan.build import PlanDoors, build
from shared.domain.kernel.audit import Audit
from shared.domain.planning.enrol import PoolUser
from shared.queue import Queue
from shared.secrets import SourceSecrets
from shared.store import audit_copies, codec, keys
from tests import documented, make, memory
from tests.functions import team
from tests.functions.messages import Messages
from tests.granted import granted
from tests.make import CHIEF, NOON

ROLES = ("rainmaker", "manager", "agent")


class People:
    """Stand in for a user pool in which everybody has a user.

    Attributes:
        forgotten: the ids of the users that were to be deleted.
        signed_out: the ids of the users whose refresh tokens were to be revoked.
        have_factor: the ids of the users who have a second factor.
        invited_again: the addresses to which the invitation was to be sent again.
    """

    def __init__(self):
        self.forgotten, self.signed_out, self.have_factor, self.invited_again = [], [], set(), []

    def find(self, sub):
        return PoolUser(sub, has_signed_in=True)

    def delete(self, sub):
        self.forgotten.append(sub)

    def has_second_factor(self, sub):
        return sub in self.have_factor

    def reset_second_factor(self, sub):
        self.have_factor.discard(sub)

    def sign_out(self, sub):
        self.signed_out.append(sub)

    def invite_again(self, email):
        self.invited_again.append(email)

    def sync_group(self, sub, role):
        """Do nothing: groups decide nothing."""


class Calendar:
    """Stand in for the schedules of special routes.

    Attributes:
        set_so_far: the routes whose schedules were set, each with the time zone.
    """

    def __init__(self):
        self.set_so_far = []

    def set(self, route, zone):
        self.set_so_far.append((route, zone.key))

    def delete(self, route_id):
        """Do nothing: there are none."""


class PoolClient:
    """Wrap the client of a user pool, and fail where a test says.

    Attributes:
        fails: the methods that are refused.
        asked: the calls so far: each method with its parameters.
    """

    def __init__(self, client):
        self._client, self.fails, self.asked = client, set(), []
        self.exceptions = client.exceptions

    def __getattr__(self, name):
        def call(**given):
            self.asked.append((name, given))
            if name in self.fails:
                code = {"Code": "TooManyRequestsException", "Message": "fay@example.com"}
                raise ClientError({"Error": code}, name)
            if given.get("MessageAction") == "RESEND":
                return {}  # AWS in memory would make another user; AWS mails the one that is there
            return getattr(self._client, name)(**given)

        return call


def pool():
    """Create a user pool as infra does; return its client and id. It takes a sixth of a second."""
    client = memory.client("cognito-idp")
    made = client.create_user_pool(PoolName="relevo", UsernameAttributes=["email"], AutoVerifiedAttributes=["email"])
    for role in ROLES:
        client.create_group(UserPoolId=made["UserPool"]["Id"], GroupName=role)
    return PoolClient(client), made["UserPool"]["Id"]


def doors(table, secret, **given):
    """Return the function's doors over the table, at noon; the others are stand-ins unless given."""
    return PlanDoors(**{
        "table": granted(table, "plan"), "secret": secret, "identity": People(), "schedules": Calendar(),
        "outgoing": Queue(Messages, "outgoing"),
        "secrets": SourceSecrets(secret, memory.client("secretsmanager"), "relevo/sources"), "now": lambda: NOON,
        **given,
    })  # fmt: skip


def seated(table, secret, event, **given):
    """Put a team of seven into the table, and return `caller` of the function over it."""
    team.seat(table)
    return caller(build(doors(table, secret, **given)), event)


def caller(api, event):
    """Return a function that calls the API as a member, by default the Rainmaker, and returns status and body.

    `ask.headers` are those of the last answer, and `ask.text` is its body as it is sent.
    """

    def ask(method, path, body=None, *, me=CHIEF, match=None, key=None, claims=None, **query):
        headers = {
            **({"if-match": match and f'"{match}"'} if match is not None else {}),
            **({"idempotency-key": key} if key else {}),
        }
        sub = make.member(me).sub if me else None
        given = {name: str(value) for name, value in query.items()} or None
        answer = api.handler(event(method, path, sub=sub, body=body, headers=headers, query=given, claims=claims), None)
        ask.headers, ask.text = answer["headers"], answer["body"]
        return documented.answered(method, path, answer)

    return ask


def everything():
    """Return the whole table, to compare before and after a refusal."""
    return memory.items()


def audits(table):
    """Return the audit entries, oldest first."""
    months = {item["PK"]["S"] for item in everything()}
    items = [item for month in sorted(months) if month.startswith("AUDIT#") for item in table.query(month)]
    return [codec.from_item(Audit, item) for item in items]


def keep_audits(table):
    """Copy all audit entries, as notify does from the stream."""
    audit_copies.keep(table, [item for item in everything() if item["PK"]["S"].startswith("AUDIT#")])


def version(table):
    """Return the plan's version."""
    return int(table.items([keys.VERSION])[keys.VERSION]["v"]["N"])


def route(**change):
    """Return the body that creates a route."""
    given = {
        "title": "Fines de semana",
        "rule": "round_robin",
        "sources": "all",
        "windows": [{"days": ["sat", "sun"], "from": "09:00", "to": "18:00"}],
        "claim_seconds": 120,
        "claim_clock": "always",
        "agents": [{"agent_id": make.ANN}, {"agent_id": make.BOB}],
        "when_nobody": "pool",
    }
    return {**given, **change}
