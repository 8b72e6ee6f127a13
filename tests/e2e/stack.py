"""Use a running stack in tests: sign in, create sources and routes, post leads."""

import base64
import itertools
import json
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

from infra.tenant_file import TenantFile
from local import embedded
from local.api import Caller, send
from local.demo.seed import set_password
from local.demo.team import PASSWORD
from local.lead import headers
from tests import documented

AT_ONCE = 16  # concurrent requests
SENDING = ("Outgoing", "Mails", "Pushes")
HOURS = 86_400  # of an offer that a test answers, however slow the machine
SECONDS = 20  # of an offer that shall end unanswered, or be answered at once
_numbers = itertools.count(time.time_ns() % 10**9)


class Stack:
    """Represent the running stack. Each test creates its own source and route, so none meets another's leads."""

    def __init__(self, told):
        self.told = told
        everyone = [self._caller(user) for user in told["users"]]
        self.rainmaker, self.manager, *self.agents = everyone
        self.ids = {caller.email: user["agent_id"] for caller, user in zip(everyone, told["users"], strict=True)}

    def _caller(self, user):
        return Caller(
            self.told["api"],
            self.told["aws_endpoint"],
            self.told["user_pool_client_id"],
            user["email"],
            user["password"],
        )

    def newcomer(self, role="agent"):
        """Return a newly invited member who has signed in."""
        email = f"nuevo{time.time_ns()}@example.com"
        person = {"email": email, "first_name": "Nuria", "last_name": "Nieto", "role": role}
        self.ids[email] = self.rainmaker.ask("POST", "/agents", person)["agent_id"]
        set_password(self.told["aws_endpoint"], self.told["user_pool_id"], email)
        caller = self._caller({"email": email, "password": PASSWORD})
        caller.ask("GET", "/me")
        return caller

    def client(self, service):
        """Return a boto3 client of the engine."""
        return embedded.client(service, self.told["aws_endpoint"])

    def deploy_second_factor(self, mfa):
        """Deploy another `mfa` of the tenant file, as the pool and the bootstrap would."""
        self.client("cognito-idp").set_user_pool_mfa_config(
            UserPoolId=self.told["user_pool_id"], SoftwareTokenMfaConfiguration={"Enabled": mfa != "off"},
            MfaConfiguration="OFF" if mfa == "off" else "OPTIONAL",
        )  # fmt: skip
        seed = TenantFile.read(self.told["tenant"]).seed()
        answer = self.client("lambda").invoke(
            FunctionName=f"relevo-{self.told['tenant']}-bootstrap", Qualifier="live",
            Payload=json.dumps({**seed, "second_factor": mfa}),
        )  # fmt: skip
        assert "FunctionError" not in answer

    def id_of(self, caller):
        """Return the agent_id of a caller."""
        return self.ids[caller.email]

    def source(self, kind="standard"):
        """Create a source; return it with its secret."""
        return self.rainmaker.ask("POST", "/sources", {"title": f"Source {next(_numbers)}", "kind": kind})

    def route(self, agents, claim_seconds, source, weights=None, **change):
        """Create a route on top of the list, for this source alone."""
        seats = [{"agent_id": self.id_of(agent)} for agent in agents]
        for seat, weight in zip(seats, weights or (), strict=False):
            seat["weight"] = weight
        body = {
            "title": f"Route {next(_numbers)}",
            "rule": "round_robin",
            "sources": [source["source_id"]],
            "claim_seconds": claim_seconds,
            "agents": seats,
        }
        return self.rainmaker.ask("POST", "/routes", body | change)

    def open(self, route):
        """Replace a route by one without windows, that is always open."""
        kept = ("title", "rule", "sources", "claim_seconds", "agents")
        self.rainmaker.ask("PUT", f"/routes/{route['route_id']}", {name: route[name] for name in kept})

    def post(self, source, event_id=None, content=None, **changed):
        """Post a signed lead as its provider does; return the answer's status and body."""
        number = next(_numbers)
        event_id = event_id or f"event-{time.time_ns()}-{number}"
        content = (
            content
            or json.dumps(
                {"contact": {"first_name": f"Persona {number}", "emails": [f"p{number}-{time.time_ns()}@example.com"]}}
            ).encode()
        )
        signed = (
            headers({"kind": source["kind"], "secret": source["secret"]}, content, event_id, int(time.time())) | changed
        )
        return send(self.told["api"], "POST", source["webhook_path"], content, signed)

    def lead(self, source):
        """Post a lead and return its id."""
        answer = self.post(source)
        assert answer.status == 202, answer
        return answer.body["lead_id"]

    def leads_of(self, source):
        """Return all leads of a source: a page of the list may hold fewer than there are, and even none."""
        found, after = [], ""
        while after is not None:
            page = self.rainmaker.ask("GET", f"/leads?source={source['source_id']}&limit=100{after}")
            found += page["items"]
            after = f"&cursor={page['next']}" if page["next"] else None
        return found

    def see(self, lead_id):
        """Return the lead as the Rainmaker sees it."""
        return self.rainmaker.ask("GET", f"/leads/{lead_id}")

    def offered_to(self, caller, lead_id):
        """Return the caller's open offer of this lead, if there is one."""
        offers = caller.ask("GET", "/me/offers")["items"]
        return next((offer for offer in offers if offer["lead_id"] == lead_id), None)

    def kinds(self, lead_id):
        """Return the kinds of the lead's events, in order."""
        return [event["kind"] for event in self.rainmaker.ask("GET", f"/leads/{lead_id}/timeline")["items"]]

    @cached_property
    def queues(self):
        """Return the addresses of what is sent to others, by the names of the queues: Outgoing, Mails, Pushes."""
        urls = self.client("sqs").list_queues(QueueNamePrefix=f"relevo-{self.told['tenant']}")["QueueUrls"]
        return {name: url for name in SENDING for url in urls if f"-{name}Queue" in url}

    def waiting(self, name):
        """Return how many messages of a queue wait or are being worked on, apart from those waiting for a retry."""
        counts = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        told = self.client("sqs").get_queue_attributes(QueueUrl=self.queues[name], AttributeNames=counts)["Attributes"]
        return sum(int(told[one]) for one in counts)

    def is_quiet(self):
        """Return whether every notification has been sent, apart from those waiting for a retry."""
        return not any(self.waiting(name) for name in SENDING)

    def transitions(self, clock_id):
        """Return how a clock's execution ended, and the state transitions it took."""
        engine = self.client("stepfunctions")
        arn = f"{self.told['clock_arn'].replace(':stateMachine:', ':execution:')}:{clock_id}"
        events = engine.get_execution_history(executionArn=arn, maxResults=1000)["events"]
        entered = sum(event["type"].endswith("StateEntered") for event in events)
        return engine.describe_execution(executionArn=arn)["status"], entered

    def ask(self, caller, method, path, body=None):
        """Send one request; return the status and body, whatever they are."""
        answer = caller._send(method, path, body, None)
        documented.check(method, path, answer.status, answer.body)
        return answer.status, answer.body


def began_earlier(token):
    """Return whether the token's session began in an earlier second than this one: sessions end by the second."""
    payload = token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return int(time.time()) > claims["auth_time"]


def at_once(calls):
    """Run all these calls at the same moment; return their results in order."""
    calls = list(calls)
    with ThreadPoolExecutor(len(calls)) as pool:
        return [started.result() for started in [pool.submit(call) for call in calls]]


def offers(stack, ids):
    """Return the agent to whom each of these leads is offered."""
    leads = [stack.see(lead_id) for lead_id in ids]
    return [lead["offer"]["agent_ids"][0] if lead["state"] == "offered" else None for lead in leads]


def pooled(stack, who=None):
    """Return everything in the pool, as the Rainmaker or `who` sees it."""
    found, after = set(), ""
    while after is not None:
        page = (who or stack.rainmaker).ask("GET", f"/pool?limit=100{after}")
        found |= {lead["lead_id"] for lead in page["items"]}
        after = f"&cursor={page['next']}" if page["next"] else None
    return found
