"""Can one caller use up what is everybody's, or try things out by the thousand? (OWASP API4, API6 of 2023)"""

import json

import pytest

from tests.documented import DOCUMENT
from tests.e2e.owasp.attacker import NOBODYS, NOBODYS_IDS, TAKE_BODIES
from tests.functions.matrix import BODIES
from tests.soak import SOAK

LISTS = [
    path for path, item in DOCUMENT["paths"].items()
    if "cursor" in {one["name"] for one in item.get("get", {}).get("parameters", ())}
]  # fmt: skip
NEEDS = {"/audit/seen": "&of=lead_" + "0" * 32}  # what a list asks for besides
DEEP = 100_000
NASTY = {
    "arrays within arrays": b"[" * DEEP,
    "objects within objects": b'{"a":' * DEEP,
    "closed arrays": b"[" * DEEP + b"]" * DEEP,
    "a field that nests": b'{"body": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "a long text": json.dumps({"body": "x" * 300_000}).encode(),
    "many fields": json.dumps({f"f{number}": 1 for number in range(20_000)}).encode(),
    "a long number": b'{"limit": ' + b"7" * 5_000 + b"}",
    "an endless number": b'{"limit": 1e999999999, "at": -1E-999999999}',
    "no number": b'{"limit": NaN, "at": Infinity}',
    "half of a character": b'{"body": "\\ud800", "\\udfff": 1}',
    "no text": b"\xff\xfe\x00{\x00}",
    "a zero": b'{"body": "\x00"}',
    "another type": b"[1, 2]",
    "null": b"null",
}
HUGE = ("0", "-1", "101", "9" * 400, "NaN", "")


@pytest.mark.sampled
@pytest.mark.parametrize("operation", TAKE_BODIES)
def test_no_body_breaks_an_operation(world, operation):
    """An answer is a refusal in words of ours, never a fault: `request` holds every status below 500.

    The gate tries a few of the bodies on each operation, others on the next one.
    """
    method, path = operation.split(" ")[0], world.path(operation, NOBODYS_IDS)
    first = TAKE_BODIES.index(operation) * (0 if SOAK else 3)
    for name in list(NASTY)[first % len(NASTY) :][: len(NASTY) if SOAK else 3]:
        got = world.hit("rainmaker", method, path, raw=NASTY[name])
        assert 400 <= got.status < 500, (name, got.text[:200])
        assert got.headers["content-type"] == "application/problem+json", name
        assert len(got.text) < 100_000, name


@pytest.mark.parametrize("name", NASTY)
def test_no_signed_delivery_breaks_a_webhook(world, name):
    """What is JSON is kept as a lead to read, however odd; what is none is refused."""
    answer = world.stack.post(world.source, content=NASTY[name])
    assert answer.status == 202 or 400 <= answer.status < 500, answer


def test_of_two_fields_of_one_name_the_last_counts_for_everybody(world):
    """One reader decides and writes, so no two parts of us take different ones."""
    raw = b'{"contact": {"first_name": "Uno"}, "contact": {"first_name": "Dos"}, "routing": "pool", "routing": 7}'
    assert world.hit("manager", "POST", "/leads", raw=raw).code == "invalid"
    answer = world.stack.post(world.source, content=raw)
    assert world.stack.see(answer.body["lead_id"])["contact"]["first_name"] == "Dos"


@pytest.mark.parametrize("path", LISTS)
def test_a_page_is_never_larger_than_100(world, path):
    for limit in HUGE:
        got = world.hit("rainmaker", "GET", f"{path.format_map(world.ids)}?limit={limit}")
        assert got.status == 422, (limit, got.text[:200])


@pytest.fixture(scope="module")
def cursor(world):
    """Provide a cursor of the Rainmaker's list of leads."""
    world.stack.lead(world.source)
    return world.hit("rainmaker", "GET", "/leads?limit=1").body["next"]


@pytest.mark.parametrize("path", LISTS)
def test_a_forged_or_borrowed_cursor_is_refused_by_every_list(world, cursor, path):
    mine = path == "/leads"
    forged = ["x", "A" * 400, cursor[4:], cursor[:40] + "AAAA" + cursor[44:], cursor + cursor, "%00"]
    for one in [*forged, *([] if mine else [cursor])]:
        got = world.hit("rainmaker", "GET", f"{path.format_map(world.ids)}?cursor={one}{NEEDS.get(path, '')}")
        # What is not there, such as a target of nobody, may be told first.
        assert got.code in {"cursor_invalid", "not_found"}, (one[:40], got.text[:200])


def test_a_cursor_is_good_for_its_caller_and_filters_alone(world, cursor):
    assert world.hit("rainmaker", "GET", f"/leads?limit=1&cursor={cursor}").code == "ok"
    for who, path in (("manager", "/leads?limit=1"), ("agent", "/leads?limit=1"), ("rainmaker", "/leads?state=owned"),
                      ("rainmaker", "/leads?owner=me"), ("rainmaker", "/pool?limit=1")):  # fmt: skip
        assert world.hit(who, "GET", f"{path}&cursor={cursor}").code == "cursor_invalid", (who, path)
    searched = {"q": "Lucía", "cursor": cursor}
    assert world.hit("rainmaker", "POST", "/leads/search", searched).code == "cursor_invalid"


def test_bulk_operations_take_bounded_amounts(world):
    many = [f"lead_{number:032x}" for number in range(101)]
    for operation, name in (("POST /leads/bulk", "ids"), ("POST /contacts/export", "lead_ids"),
                            ("POST /contacts/erase", "lead_ids")):  # fmt: skip
        path = operation.split(" ")[1]
        got = world.hit("rainmaker", "POST", path, BODIES[operation] | {name: many * 10})
        assert (got.code, got.body["errors"][0]["reason"]) == ("invalid", "too_many"), operation
        assert world.hit("rainmaker", "POST", path, BODIES[operation] | {name: []}).code == "invalid", operation
    order = {"ids": [f"route_{NOBODYS}"] * 5_000, "version": 1}
    assert world.hit("rainmaker", "PUT", "/routes/order", order).status == 422


@pytest.mark.parametrize("key", ["k" * 129, "k" * 10_000])
def test_an_idempotency_key_is_bounded(world, key):
    body = {"contact": {"first_name": "X"}, "routing": "pool"}
    assert world.hit("manager", "POST", "/leads", body, **{"Idempotency-Key": key}).status in {422, 431}
