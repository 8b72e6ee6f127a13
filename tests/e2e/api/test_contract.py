"""Does the deployed API keep to docs/openapi.json for any request and any role?"""

import json
import re
import string
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import get_args

import pytest
import requests
import schemathesis
from hypothesis import given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection

from local.deployment import stack_outputs
from local.lead import headers
from shared.domain.kernel.clean_text import clean_value
from shared.domain.leads import claim_link
from shared.domain.leads.claim_link import ClaimLink
from shared.domain.plan_records.route import RULES
from shared.domain.plan_records.source import Kind
from shared.secrets import MasterSecret
from tests.e2e.stack import HOURS, pooled
from tests.soak import SOAK, often

# Requests with any permission change what tests share, so this module has its own stack.
pytestmark = [pytest.mark.slow, pytest.mark.sampled]

pytest_plugins = ("schemathesis.pytest.plugin",)  # not loaded for other tests, see pyproject.toml

DOCUMENT = json.loads((Path(__file__).parents[3] / "docs" / "openapi.json").read_text())
SCHEMAS = DOCUMENT["components"]["schemas"]
OPERATIONS = [(method.upper(), path) for path, item in DOCUMENT["paths"].items() for method in item]
METHODS = {"DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"}
ROLES = ("rainmaker", "manager", "agent")
WEBHOOK = "/webhooks/{source_id}"
# These ids do not exist. Requests are sent with ids of existing records in their place.
NOBODYS_IDS = {
    name: f"{name[:-3]}_{'0' * 32}"
    for _, path in OPERATIONS
    for _, name, _, _ in string.Formatter().parse(path)
    if name is not None
}
SOMEBODY, SOURCE, ROUTE, LEAD, IMPORT, NOTICE, TARGET, COMMENT = (
    NOBODYS_IDS[f"{kind}_id"]
    for kind in ("agent", "source", "route", "lead", "import", "notification", "target", "comment")
)
NOWHERE = {"url": "http://127.0.0.1:9/", "events": ["lead.closed"]}  # a target where nobody listens
NO_LINK = "A" * 92
# Values that chance would not guess: requests choose among these.
CHOICES = {name: [value] for name, value in NOBODYS_IDS.items()} | {
    "owner": [SOMEBODY], "source": [SOURCE], "route": [ROUTE], "rule": list(RULES), "kind": list(get_args(Kind)),
    "token": [NO_LINK],
}  # fmt: skip


def told(method, path):
    """Return what the document says about an operation."""
    return DOCUMENT["paths"][path][method.lower()]


def choosing(node):
    """Return the same part of the document, with choices."""
    if isinstance(node, list):
        return [choosing(one) for one in node]
    if not isinstance(node, dict):
        return node
    if node.get("in") in ("path", "query") and node["name"] in CHOICES:
        return node | {"schema": {"enum": CHOICES[node["name"]]}}
    node = {name: choosing(part) for name, part in node.items()}
    for name, field in node.get("properties", {}).items():
        # Words of one's own, such as the source of a consent, are no choice.
        if name in CHOICES and "enum" not in field and not (name == "source" and "maxLength" in field):
            node["properties"][name] = {"enum": CHOICES[name] + [None] * ("anyOf" in field)}
    return node


def contract(*modes):
    """Return the document's requests, with choices, and its answers.

    A soak also sends every case that the document's coverage gives, dozens for each operation. Three operations
    remove what all the others use: the fixture sends those.
    """
    bodies = ("Body", "Draft", "Patch", "ToAgent")
    schemas = {name: choosing(schema) if name.endswith(bodies) else schema for name, schema in SCHEMAS.items()}
    paths = {
        path: {method: told | {"parameters": choosing(told["parameters"])} for method, told in item.items()}
        for path, item in DOCUMENT["paths"].items()
    }
    components = DOCUMENT["components"] | {"schemas": schemas}
    schema = schemathesis.openapi.from_dict(DOCUMENT | {"paths": paths, "components": components})
    schema.config.generation.update(modes=list(modes))
    schema.config.phases.coverage.enabled = SOAK
    schema.config.phases.coverage.unexpected_methods = set()  # tested below, apart from unknown paths
    checks = schema.config.checks
    checks.not_a_server_error.expected_statuses = ["2xx", "4xx", "503"]
    checks.positive_data_acceptance.enabled = False  # a body of the right shape may still be invalid: 422
    # The embedded gateway answers OPTIONS itself, which AWS leaves to the route of an API without CORS settings.
    return schema.exclude(method="DELETE", path_regex="_id}$").exclude(method="OPTIONS")


def asked(gate, night=100):
    """Return the number of requests: in the gate the same few each time."""
    return {"max_examples": often(gate, night), "derandomize": not SOAK}


ANYTHING, WELL_MADE = contract(*GenerationMode), contract(GenerationMode.POSITIVE)


def commented(stack, lead_id):
    """Return a comment on the lead, with a task."""
    body = {"body": "x", "task": {"due_at": "2099-01-01T00:00:00Z"}}
    return stack.rainmaker.ask("POST", f"/leads/{lead_id}/comments", body)["comment_id"]


class World:
    """Hold people, sources, routes and leads of this module's own: what other tests use stays unchanged."""

    def __init__(self, stack):
        self.stack, self.api = stack, stack.told["api"]
        self.people = {role: stack.newcomer(role) for role in ROLES}
        self.keeper, somebody = stack.newcomer(), stack.newcomer()
        self.sources = {kind: stack.source(kind) for kind in ("standard", "api_key")}
        for source in self.sources.values():
            # Assigned at once, so that no agent of the demo team is offered any of it.
            stack.route([self.people["agent"]], HOURS, source, rule="assign_to_agent")
        source = self.sources["standard"]
        self.there = {SOMEBODY: stack.id_of(somebody), SOURCE: source["source_id"],
                      ROUTE: stack.route([somebody], HOURS, source)["route_id"],
                      IMPORT: stack.rainmaker.ask("POST", "/imports", {"routing": "pool"})["import_id"],
                      TARGET: stack.rainmaker.ask("POST", "/outbound", NOWHERE)["target_id"]}  # fmt: skip
        self.leads = {role: stack.lead(source) for role in ROLES}
        self.comments = {role: commented(stack, lead_id) for role, lead_id in self.leads.items()}
        self.there[NO_LINK] = self._link(self.leads["agent"])

    def _link(self, lead_id):
        """Return a claim link of a lead that the agent was assigned."""
        stack = self.stack
        arn = stack_outputs(stack.told["aws_endpoint"], f"relevo-{stack.told['tenant']}")["MasterSecretArn"]
        key = MasterSecret(stack.client("secretsmanager"), arn).claim_link_keys()[0]
        until = datetime.now(UTC) + timedelta(hours=2)
        agent_id = stack.id_of(self.people["agent"])
        return claim_link.to_token(key, ClaimLink(lead_id, f"offer_{'0' * 32}", agent_id, until))

    def ask(self, role, case):
        """Send the case as a member of `role`; check the answer against the document."""
        # Who asks is said here, so a case is judged as one that says it: nothing is wrong with it if that alone was.
        case.headers["Authorization"] = f"Bearer {self.people[role].token()}"
        # How a body is framed is the client's; a proxy refuses another framing before the API is asked.
        for name in [name for name in case.headers if name.lower() == "transfer-encoding"]:
            del case.headers[name]
        # Characters that nobody may see are taken out before anything is judged, so a text may come to fit.
        lenient = [negative_data_rejection] if clean_value(case.body) != case.body else []
        answer = case.call_and_validate(base_url=self.api, auth=partial(self._fill, role), excluded_checks=lenient)
        assert answer.status_code != 503 or "retry-after" in answer.headers
        if case.operation.path == "/me/sign-out":
            self.people[role]._token = ""  # its session may have ended: sign in anew

    def _fill(self, role, request):
        """Replace placeholders by real ids, which are equally long."""
        mine = {LEAD: self.leads[role], COMMENT: self.comments[role]}
        for nobody, somebody in {**self.there, **mine}.items():
            request.url = request.url.replace(nobody, somebody)
            if isinstance(request.body, bytes):
                request.body = request.body.replace(nobody.encode(), somebody.encode())
        return request


@pytest.fixture(scope="module")
def world(stack):
    ask, ids = stack.rainmaker.ask, {
        "agents": "agent_id", "routes": "route_id", "sources": "source_id", "outbound": "target_id"
    }  # fmt: skip

    def there():
        return {name: {item[key] for item in ask("GET", f"/{name}")["items"]} for name, key in ids.items()}

    before, kept, pool = there(), ask("GET", "/settings"), pooled(stack)
    world = World(stack)
    yield world
    changed = {name: kept.get(name) for name in SCHEMAS["SettingsPatch"]["properties"]}
    ask("PATCH", "/settings", changed)
    after = there()
    for route_id in after["routes"] - before["routes"]:
        ask("DELETE", f"/routes/{route_id}")
    for source_id in after["sources"] - before["sources"]:
        ask("DELETE", f"/sources/{source_id}")
    for target_id in after["outbound"] - before["outbound"]:
        ask("DELETE", f"/outbound/{target_id}")
    keeper = stack.id_of(world.keeper)
    for agent_id in after["agents"] - before["agents"] - {keeper}:
        ask("DELETE", f"/agents/{agent_id}?leads_to={keeper}")
    # Other tests look for their leads at the pool's end. A lead whose person was erased may go meanwhile.
    for lead_id in pooled(stack) - pool:
        assert stack.ask(world.keeper, "POST", f"/leads/{lead_id}/claim")[0] in (200, 404)


@pytest.mark.parametrize("role", ["rainmaker"])
@ANYTHING.parametrize()
@settings(**asked(5))
def test_every_answer_is_as_documented_for_any_request(case, world, role):
    world.ask(role, case)


@pytest.mark.parametrize("role", ROLES)
@WELL_MADE.parametrize()
@settings(**asked(2))
def test_every_answer_to_a_valid_request_is_as_documented_for_any_role(case, world, role):
    world.ask(role, case)


@pytest.mark.parametrize("path", sorted(DOCUMENT["paths"]))
def test_any_other_method_is_405_with_the_allowed_ones(world, path):
    there = {"OPTIONS"} | {method for method, known in OPERATIONS if known == path}
    # `DELETE /routes/order` is, for the gateway, the deletion of a route with the id "order".
    pattern = {known: re.sub(r"{\w+}", "[^/{}]+", known) for _, known in OPERATIONS}
    elsewhere = {method for method, known in OPERATIONS if known != path and re.fullmatch(pattern[known], path)}
    address = world.api + path.replace("{", "").replace("}", "")
    for method in METHODS - there - elsewhere - ({"HEAD"} if path == "/health" else set()):
        answer = requests.request(method, address, json={}, timeout=60)
        assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (405, there), method
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("operation", [
    operation for operation in OPERATIONS if operation[1] != WEBHOOK and "requestBody" in told(*operation)
], ids=" ".join)  # fmt: skip
def test_a_body_with_another_media_type_than_json_is_415(world, operation):
    method, path = operation
    token = {"Authorization": f"Bearer {world.people['rainmaker'].token()}"}
    address = world.api + path.format_map({name: values[0] for name, values in CHOICES.items()})
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/jsonp", "json", ""):
        answer = requests.request(method, address, data=b"{}", headers={"Content-Type": kind, **token}, timeout=60)
        assert (answer.status_code, answer.json()["code"]) == (415, "media_type_unsupported"), kind


SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ANY_JSON = st.recursive(SCALAR, lambda part: st.lists(part) | st.dictionaries(st.text(max_size=9), part), max_leaves=9)
PERSON = st.fixed_dictionaries(
    {}, optional={name: ANY_JSON | st.text() for name in ("first_name", "last_name", "emails", "phones")}
)
INQUIRY = st.fixed_dictionaries(
    {"contact": PERSON | ANY_JSON},
    optional={
        "id": ANY_JSON,
        "attributes": ANY_JSON,
        "message": ANY_JSON,
        "kind": st.just("message") | ANY_JSON,
        "channel": st.just("text") | ANY_JSON,
    },
)
BODY = st.binary() | (ANY_JSON | INQUIRY).map(lambda body: json.dumps(body).encode())


@pytest.mark.parametrize("kind", ["standard", "api_key"])
@settings(**asked(25, 1_000))
@given(content=BODY)
def test_any_signed_delivery_is_answered_as_documented(world, kind, content):
    source = world.sources[kind]
    signed = headers(source, content, f"event-{time.time_ns()}", int(time.time()))
    case = ANYTHING[WEBHOOK]["POST"].Case(path_parameters={"source_id": source["source_id"]})
    answer = requests.post(world.api + source["webhook_path"], content, headers=signed, timeout=60)
    case.validate_response(answer, headers=signed)
