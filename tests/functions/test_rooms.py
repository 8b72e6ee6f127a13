"""Is a room of operations opened with the first request that needs it, and no other?"""

import json
from datetime import timedelta

import pytest

from shared.web.app import Api
from tests.make import NOON

PATHS = ("/first", "/second", "/third")
STARTS = {"/third": ("/thi", "/fourth")}


@pytest.fixture
def opened():
    """Return the paths of the rooms that were opened so far."""
    return []


@pytest.fixture
def api(opened):
    """Return an API whose rooms have one operation each."""
    made = Api(lambda: NOON)

    def room(path):
        def declare():
            opened.append(path)
            made.route("GET", path, who="anyone")(lambda request: None)  # noqa: ARG005 - an operation is given its request by name

        made.room(declare, *STARTS.get(path, ()))

    for path in PATHS:
        room(path)
    return made


@pytest.mark.parametrize(
    ("path", "status", "open_then"),
    [
        pytest.param("/first", 204, PATHS[:1], id="the first"),
        pytest.param("/second", 204, PATHS[:2], id="one behind it"),
        pytest.param("/third", 204, PATHS[2:], id="one that says how its paths begin"),
        pytest.param("/fifth", 404, PATHS, id="none has the operation"),
        pytest.param("/fourth", 404, (PATHS[2], *PATHS[:2]), id="none has it, though one says so"),
    ],
)
def test_rooms_are_opened_until_one_has_the_operation(api, opened, event, path, status, open_then):
    assert api.handler(event("GET", path), None)["statusCode"] == status
    assert tuple(opened) == open_then


def test_a_room_is_opened_once(api, opened, event):
    for path in ("/second", "/first", "/second"):
        assert api.handler(event("GET", path), None)["statusCode"] == 204
    assert opened == ["/first", "/second"]


def test_a_room_that_could_not_be_imported_is_a_failure_and_is_tried_again(event, logged):
    failures = [ImportError("secret words")]

    def declare():
        for failure in failures:
            raise failure
        api.route("GET", "/late", who="anyone")(lambda request: None)  # noqa: ARG005 - as above

    api = Api(lambda: NOON)
    api.room(declare)
    answer = api.handler(event("GET", "/late"), None)
    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (500, "internal")
    assert "request_failed" in logged()
    assert "secret words" not in logged()
    failures.clear()
    assert api.handler(event("GET", "/late"), None)["statusCode"] == 204


def test_a_request_came_before_its_room_was_opened(event, logged):
    clock = iter(NOON + timedelta(seconds=second) for second in range(9))

    def declare():
        next(clock)  # an import takes its time
        api.route("GET", "/late", who="anyone")(lambda request: None)  # noqa: ARG005 - as above

    api = Api(lambda: next(clock))
    api.room(declare)
    api.handler(event("GET", "/late"), None)
    assert '"ms":2000.0' in logged().replace(": ", ":")


def test_a_snapshot_has_all_rooms(event, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
    opened = []
    api = Api(lambda: NOON)
    for path in PATHS:
        api.room(lambda path=path: opened.append(path))
    assert opened == [*PATHS]


def test_a_path_with_an_empty_part_is_no_operation_whatever_the_gateway_takes_it_for(api, event):
    given = event("GET", "/first")
    assert api.handler({**given, "rawPath": "//first"}, None)["statusCode"] == 404


def test_the_operations_of_all_rooms_are_listed(api):
    assert [one.path for one in api.operations] == [*PATHS]
