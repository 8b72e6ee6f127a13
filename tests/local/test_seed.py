"""Is the demo team complete after the first start, and unchanged after the second?"""

import itertools

import pytest

from local.demo.seed import seed
from local.demo.team import ORIGINS, PEOPLE, WAYS


class Team:
    """Stand in for the API: record what was created, in order."""

    def __init__(self):
        self.lists = {"/agents": [], "/sources": [], "/routes": []}
        self.posts = []
        self.active = set()
        self.ids = map(str, itertools.count())

    def caller(self, *arguments):
        *_, email, _ = arguments
        return Caller(self, email)


class Caller:
    api = endpoint = client_id = ""

    def __init__(self, team, email):
        self.team, self.email, self.password = team, email, "secret"

    def ask(self, method, path, body=None, key=None):
        path = path.partition("?")[0]
        if path == "/me":
            self.team.active.add(self.email)
            return {"role": "rainmaker", "agent_id": "r"}
        if method == "GET":
            return {"items": self.team.lists[path]}
        self.team.posts.append((path, key))
        if path.endswith("/secret"):
            return {"secret": "again"}
        made = {**body, f"{path[1:-1]}_id": next(self.team.ids)}
        self.team.lists[path].append(made)
        return {**made, "secret": "once", "webhook_path": f"/webhooks/{made.get('source_id')}"}


@pytest.fixture
def team():
    return Team()


@pytest.fixture
def rainmaker(team):
    return Caller(team, "rocio@example.com")


def seeded(rainmaker):
    return seed(rainmaker, "pool", give_password=lambda *_: None, sign_in=rainmaker.team.caller)


def test_everyone_is_invited_and_has_signed_in(team, rainmaker):
    users, _ = seeded(rainmaker)
    assert {user["email"] for user in users} == team.active == {"rocio@example.com", *(who.email for who in PEOPLE)}


def test_routes_are_created_from_general_to_special(team, rainmaker):
    """A new route goes to the top of the list, so the particular ones end up there; above all, the holidays."""
    seeded(rainmaker)
    assert [route["sources"] == "all" for route in team.lists["/routes"]] == [True, True, False, True]


def test_every_creation_has_its_own_idempotency_key(team, rainmaker):
    seeded(rainmaker)
    keys = [key for _, key in team.posts]
    assert None not in keys
    assert len(set(keys)) == len(keys) == len(PEOPLE) + len(ORIGINS) + len(WAYS)
    assert max(map(len, keys)) <= 128


def test_a_second_seeding_creates_nothing(team, rainmaker):
    seeded(rainmaker)
    before = {path: list(items) for path, items in team.lists.items()}
    seeded(rainmaker)
    assert team.lists == before


def test_unknown_secrets_are_renewed(team, rainmaker):
    _, first = seeded(rainmaker)
    _, second = seeded(rainmaker)
    assert [webhook["secret"] for webhook in first] == ["once"] * 4
    assert [webhook["secret"] for webhook in second] == ["again", "again", "demo-app-secret", "again"]
    assert [webhook["path"] for webhook in first] == [webhook["path"] for webhook in second]
