"""Does any role reach an object, a field or a function that is not its own? (OWASP API1, API3, API5 of 2023)"""

import json
import re

import pytest

from tests.documented import DOCUMENT
from tests.e2e.owasp.attacker import MEMBERS_ONLY, NOBODYS_IDS, SURNAME, TAKE_BODIES
from tests.functions.matrix import QUERIES, expected, rows

CELLS = {**rows("Leads"), **rows("All else")}
READS = [operation for operation in MEMBERS_ONLY if operation.startswith("GET ")]
ROLES = ("manager", "agent", "agent of an open team")
# What is decided by the server, by the names it is stored and shown with.
READ_ONLY = {
    "owner", "state", "version", "sub", "status", "secret", "secret_version", "created_at", "lead_id", "agent_id",
    "by", "erased_at", "merged_into", "may", "rule_state", "turns", "tried", "history", "sessions_valid_from",
    "ended_sessions", "PK", "SK", "todo", "tell", "__proto__", "constructor", "is_admin", "Role",
}  # fmt: skip

# What records hold and no answer shows, or shows again.
STORED = {
    "sub", "secret", "secret_version", "former", "hash", "normal", "PK", "SK", "ended_sessions", "sessions_valid_from",
    "todo", "tell", "forget_at", "session_id", "origin_jti", "auth_time",
}  # fmt: skip
# A route may be sent back as it was read: what is decided elsewhere is left out of it, not refused.
IGNORED = {"POST /routes": {"may"}, "PUT /routes/{route_id}": {"may"}}
# Parts of bodies that take names of the caller's own, and are given back as they came.
MAPPINGS = ("PUT /sources/{source_id}/mapping", "POST /sources/{source_id}/mapping/preview")  # by a sender's names
OPEN = {("PUT /views/{view_id}", ("wanted",)), *((operation, ()) for operation in MAPPINGS)}
NO_REFUSAL = {"ok", "changed_by_other"}  # the second depends on the object's state, for those who may


def cell(operation):
    """Return what the matrix says of an operation on what is another's."""
    row = CELLS[f"`{operation}`"]
    return expected(row.get("another's") or row["own"])


def seen(world):
    """Return the victim's lead, but for who may read it, which changes with each member whom another test invites."""
    return {name: value for name, value in world.stack.see(world.lead_id).items() if name != "readers"}


@pytest.mark.parametrize("who", ROLES)
def test_every_operation_on_the_victims_objects_is_refused_as_the_matrix_says(world, who):
    """Only what must be refused is sent, so nothing changes unless something is wrong."""
    before = seen(world)
    wanted = {operation: cell(operation)[who] for operation in MEMBERS_ONLY}
    wanted = {operation: code for operation, code in wanted.items() if code not in NO_REFUSAL}
    found = {}
    for operation in wanted:
        query = "&".join(f"{name}={value}" for name, value in QUERIES.get(operation, {}).items())
        path = world.path(operation) + (f"?{query}" if query else "")
        found[operation] = world.hit(who, operation.split(" ")[0], path, world.body(operation)).code
    assert found == wanted
    assert seen(world) == before


def test_a_lead_that_an_agent_may_not_see_answers_like_one_that_does_not_exist(world):
    """Not a word more, and whatever the body: nothing tells that it is there."""
    for operation in (one for one in MEMBERS_ONLY if "{lead_id}" in one):
        method = operation.split(" ")[0]
        for body in (world.body(operation), {"wrong": 1}):
            there, nowhere = (
                world.hit("agent", method, world.path(operation, ids), body)
                for ids in (world.ids, world.ids | {"lead_id": NOBODYS_IDS["lead_id"]})
            )
            assert (there.status, there.body) == (nowhere.status, nowhere.body), operation


def names(value):
    """Return every field name within a JSON value."""
    if isinstance(value, dict):
        return set(value) | {name for part in value.values() for name in names(part)}
    return {name for part in value for name in names(part)} if isinstance(value, list) else set()


@pytest.mark.parametrize("who", ["rainmaker", *ROLES])
def test_no_answer_holds_what_is_masked_or_stored_for_us_alone(world, who):
    for operation in READS:
        got = world.hit(who, "GET", world.path(operation))
        # The audit shows the Rainmaker records as they were stored, which hold no secret.
        assert operation in {"GET /audit", "GET /audit.json"} or not names(got.body) & STORED, operation
        assert not re.search(r"whsec_|arn:aws:secretsmanager", got.text), operation
        if who.startswith("agent"):
            assert not [one for one in (*world.private, world.victim.email) if one in got.text], operation
        if who == "agent":
            assert world.lead_id not in got.text, operation


def test_searching_by_what_is_masked_finds_nothing(world):
    for q in (f"Lucía {SURNAME}", f"Lucía {SURNAME[:2]}", world.email, world.phone, world.phone[3:]):
        assert world.lead_id in world.hit("manager", "POST", "/leads/search", {"q": q}).text, q
        for who in ("agent", "agent of an open team"):
            assert world.lead_id not in world.hit(who, "POST", "/leads/search", {"q": q}).text, q
    assert world.lead_id not in world.hit("agent", "POST", "/leads/search", {"q": "Lucía"}).text


def objects(body, at=()):
    """Yield each closed object within a body, with its place."""
    yield at, body
    for name, part in body.items():
        if isinstance(part, dict) and name != "attributes":
            yield from objects(part, (*at, name))


def own_names(operation):
    """Return the field names that an operation's body takes at its top."""
    method, path = operation.split(" ")
    schema = DOCUMENT["paths"][path][method.lower()]["requestBody"]["content"]["application/json"]["schema"]
    return DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]].get("properties", {}).keys()


@pytest.mark.parametrize("operation", TAKE_BODIES)
def test_no_body_takes_a_field_that_is_read_only(world, operation):
    """Mass assignment: each such field is named in the refusal, at every depth."""
    whole = world.body(operation)
    for at in [at for at, _ in objects(whole) if (operation, tuple(at)) not in OPEN]:
        body = json.loads(json.dumps(whole))
        part = body
        for name in at:
            part = part[name]
        extras = READ_ONLY - part.keys() - own_names(operation) - IGNORED.get(operation, set())
        part |= dict.fromkeys(extras, "x")
        method, path = operation.split(" ")[0], world.path(operation, NOBODYS_IDS)
        got = world.hit("rainmaker", method, path, body)
        told = {one["loc"][-1] for one in got.body["errors"] if one["reason"] == "unknown_field"}
        assert (got.status, extras - told) == (422, set()), at


def test_a_delivery_decides_nothing_but_what_was_asked(world):
    """Webhook bodies are open, so the victim's lead was posted with an owner, a state, an id and a version."""
    lead = world.stack.see(world.lead_id)
    assert (lead["owner"], lead["state"]) == (world.ids["agent_id"], "owned")
    assert lead["lead_id"] != NOBODYS_IDS["lead_id"]
