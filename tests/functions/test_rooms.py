"""Is a room of operations opened with the first request that needs it, and no other?"""

import pytest

from shared.web.app import Api
from tests.make import NOON

PATHS = ("/first", "/second", "/third")


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

        made.room(declare)

    for path in PATHS:
        room(path)
    return made


@pytest.mark.parametrize(
    ("path", "status", "open_then"),
    [
        pytest.param("/first", 204, PATHS[:1], id="the first"),
        pytest.param("/second", 204, PATHS[:2], id="one behind it"),
        pytest.param("/fourth", 404, PATHS, id="none has the operation"),
    ],
)
def test_rooms_are_opened_until_one_has_the_operation(api, opened, event, path, status, open_then):
    assert api.handler(event("GET", path), None)["statusCode"] == status
    assert tuple(opened) == open_then


def test_a_room_is_opened_once(api, opened, event):
    for path in ("/second", "/first", "/second"):
        assert api.handler(event("GET", path), None)["statusCode"] == 204
    assert opened == ["/first", "/second"]


def test_the_operations_of_all_rooms_are_listed(api):
    assert [one.path for one in api.operations] == [*PATHS]
