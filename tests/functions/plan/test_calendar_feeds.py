"""Is a calendar feed made, renewed and ended by its member, kept as a hash, and ended with the sessions?"""

import json

import pytest

from shared.domain.plan_records.calendar_feed import token_hash
from shared.domain.plan_records.member import Member
from shared.store import keys
from tests.functions import planning
from tests.make import ANN, BOSS, NOON

TOKENS = ("a" * 43, "b" * 43)


@pytest.fixture
def ask(table, secret, event):
    left = iter(TOKENS)
    return planning.seated(table, secret, event, new_secret=lambda: next(left))


def feed(table, agent_id=ANN):
    return table.get(Member, keys.member(agent_id)).calendar


def made(ask, me=ANN):
    status, body = ask("POST", "/me/calendar", me=me)
    assert status == 201
    return body


def test_the_address_is_shown_once_and_kept_as_a_hash(ask, table):
    assert made(ask)["path"] == f"/calendars/{TOKENS[0]}.ics"
    assert (feed(table).hash, feed(table).made_at) == (token_hash(TOKENS[0]), NOON)
    assert TOKENS[0] not in json.dumps(planning.everything())


def test_renewing_ends_the_former_address(ask, table):
    assert made(ask) != made(ask)
    assert feed(table).hash == token_hash(TOKENS[1])


def test_ending_is_done_once_and_audited_without_the_hash(ask, table):
    made(ask)
    assert [ask("DELETE", "/me/calendar", me=ANN)[0] for _ in range(2)] == [204, 204]
    assert feed(table) is None
    entries = planning.audits(table)
    assert [one.what for one in entries] == ["member.calendar_made", "member.calendar_ended"]
    assert token_hash(TOKENS[0]) not in str(entries)


def test_it_is_nobody_elses_and_no_list_of_members_shows_it(ask, table):
    made(ask)
    assert feed(table, BOSS) is None
    assert "calendar" not in json.dumps(ask("GET", "/agents")[1])


@pytest.mark.parametrize(("request_of", "me"), [
    (("POST", "/me/sign-out", {"everywhere": True}), ANN), (("POST", f"/agents/{ANN}/sign-out"), None),
])  # fmt: skip
def test_it_ends_with_all_sessions(ask, table, request_of, me):
    made(ask)
    assert ask(*request_of, **({"me": me} if me else {}))[0] == 204
    assert feed(table) is None


def test_it_stays_when_one_session_ends(ask, table):
    made(ask)
    here = {"origin_jti": "here", "auth_time": str(int(NOON.timestamp()))}
    assert ask("POST", "/me/sign-out", {}, me=ANN, claims=here)[0] == 204
    assert feed(table) is not None


def test_it_ends_with_the_removal_and_a_demotion(ask, table):
    made(ask), made(ask, BOSS)
    assert ask("DELETE", f"/agents/{ANN}", leads_to="pool")[0] == 204
    assert ask("PATCH", f"/agents/{BOSS}", {"role": "agent"})[0] == 200
    assert (feed(table), feed(table, BOSS)) == (None, None)
