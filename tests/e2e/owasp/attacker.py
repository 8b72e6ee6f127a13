"""Attack a running stack over HTTP alone, as each kind of caller; every answer is held to what all answers promise."""

import http.client
import json
import re
import string
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests import documented
from tests.e2e.stack import HOURS
from tests.functions import matrix
from tests.functions.matrix import BODIES, OPERATIONS, PUBLIC
from tests.make import BOB, CAT, MAIN, NIGHT, WEB

NOBODYS = "0" * 32
SURNAME, STREET, MESSAGE = "Zurbaranquez", "Calle del Secreto 7", "lo que nadie lea"


@dataclass(frozen=True)
class Got:
    """Hold an answer: status, headers in lower case, the text and, if it is JSON, the body."""

    status: int
    headers: dict
    text: str

    @property
    def body(self):
        try:
            return json.loads(self.text)
        except ValueError:
            return None

    @property
    def code(self):
        """Return `ok`, or the refusal's code; the gateway's own answers have none, only their status."""
        if self.status < 400:
            return "ok"
        return (self.body or {}).get("code", self.status)


def request(api, method, path, content=None, headers=None):
    """Send a request to the API; fail if the answer breaks what holds for every answer."""
    got = send(api, method, path, content, headers)
    judge(f"{method} {path[:200]}", got)
    return got


def send(api, method, path, content=None, headers=None):
    """Send exactly this path and body, as they are."""
    address = urlsplit(api)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
    try:
        connection.request(method, address.path + path, content, headers or {})
        answer = connection.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Got(answer.status, named, answer.read().decode(errors="replace"))
    finally:
        connection.close()


def judge(asked, got):
    """Fail if an answer names software, is open to another site, may be guessed at or kept, or shows a fault."""
    told = got.headers
    # 501: a method that nobody serves. 503: busy.
    assert got.status in {501, 503} or got.status < 500, (asked, got)
    assert not {"server", "x-powered-by", "x-aspnet-version", "via"} & told.keys(), (asked, told)
    assert not [name for name in told if name.startswith("access-control-")], (asked, told)
    assert told.get("x-content-type-options") == "nosniff", (asked, told)
    assert "max-age=63072000" in told.get("strict-transport-security", ""), (asked, told)
    if got.status < 400 and got.text:
        assert "no-store" in told.get("cache-control", ""), (asked, told)
    assert not re.search(r"Traceback|File \"/|botocore|pydantic|site-packages", got.text), (asked, got.text)


class World:
    """Hold attackers of each kind, and a victim: an Agent with a lead, a route, a notification and a task."""

    def __init__(self, stack, until):
        self.stack, self.api, ask = stack, stack.told["api"], stack.rainmaker.ask
        self.victim, removed = stack.newcomer(), stack.newcomer()
        self.people = {"rainmaker": stack.rainmaker, "manager": stack.manager, "agent": stack.agents[-1],
                       "agent of an open team": stack.newcomer()}  # fmt: skip
        ask("PATCH", f"/agents/{stack.id_of(self.people['agent of an open team'])}", {"sees": "team"})
        mark = time.time_ns()
        self.email, self.phone = f"lucia-{mark}@example.com", f"+346{mark % 10**8:08}"
        # What only the owner, Managers and the Rainmaker may read of the victim's lead.
        self.private = (SURNAME, self.email, self.phone[3:], STREET, MESSAGE)
        self.source = stack.source()
        route = stack.route([self.victim], HOURS, self.source, rule="assign_to_agent")
        self.lead_id = self._lead()
        until(lambda: stack.see(self.lead_id)["state"] == "owned")
        task = {"body": "x", "task": {"due_at": "2099-01-01T00:00:00Z"}, "mentions": [stack.id_of(self.victim)]}
        self.ids = {
            "lead_id": self.lead_id, "agent_id": stack.id_of(self.victim), "route_id": route["route_id"],
            "source_id": self.source["source_id"],
            "import_id": ask("POST", "/imports", {"routing": "pool"})["import_id"],
            "comment_id": ask("POST", f"/leads/{self.lead_id}/comments", task)["comment_id"],
            "notification_id": until(lambda: self.victim.ask("GET", "/notifications")["items"])[0]["notification_id"],
        }  # fmt: skip
        self.ids["task_id"] = self.ids["comment_id"].replace("comment_", "task_")
        self.ids = NOBODYS_IDS | self.ids | {"view_id": f"view_{mark:032x}"}
        ask("PUT", f"/views/{self.ids['view_id']}", {"name": "Ours", "team": True, "wanted": {"state": "pooled"}})
        self.removed_token = removed.token()
        ask("DELETE", f"/agents/{stack.id_of(removed)}?leads_to=pool")

    def _lead(self):
        body = {
            "contact": {"first_name": "Lucía", "last_name": SURNAME, "emails": [self.email], "phones": [self.phone]},
            "message": MESSAGE, "attributes": {"street": STREET, "place": "Ruzafa"},
            "owner": self.stack.id_of(self.people["agent"]), "state": "closed", "lead_id": f"lead_{NOBODYS}",
            "version": 99, "route_id": f"route_{NOBODYS}",
        }  # fmt: skip
        return self.stack.post(self.source, content=json.dumps(body).encode()).body["lead_id"]

    def hit(self, who, method, path, body=None, *, raw=None, **headers):
        """Send a request as `who`: a role, a token, or nobody (None)."""
        token = self.people[who].token() if who in self.people else who
        content = raw if raw is not None else None if body is None else json.dumps(body).encode()
        known = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        got = request(self.api, method, path, content, known | headers)
        documented.check(method, path, got.status, got.body)
        return got

    def path(self, operation, ids=None):
        """Return an operation's path about the victim's objects, or about nobody's."""
        return operation.split(" ")[1].format_map(ids or self.ids)

    def body(self, operation):
        """Return a valid body of an operation, about the victim's objects."""
        if operation not in BODIES:
            return None
        text, ids = json.dumps(BODIES[operation]), self.ids
        there = {CAT: "agent_id", BOB: "agent_id", WEB: "source_id", MAIN: "route_id", NIGHT: "route_id",
                 matrix.INTO: "lead_id"}  # fmt: skip
        for nobody, name in there.items():
            text = text.replace(nobody, ids[name])
        return json.loads(text)


MEMBERS_ONLY = [operation for operation in OPERATIONS if operation not in PUBLIC]
NOBODYS_IDS = {
    name: f"{name[:-3]}_{NOBODYS}"
    for operation in OPERATIONS
    for _, name, _, _ in string.Formatter().parse(operation)
    if name is not None
} | {"token": "A" * 92}
TAKE_BODIES = [operation for operation in MEMBERS_ONLY if operation in BODIES]
