"""Is the first request of each session recorded, once, and shown to its member alone?"""

from datetime import timedelta

import pytest

from shared.domain.plan_records.session import EndedSession
from shared.store import keys
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, NOON

HERE = {"origin_jti": "here", "auth_time": str(int(NOON.timestamp()) - 60)}
THERE = {"origin_jti": "there", "auth_time": str(int(NOON.timestamp()) - 3600)}
PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537"}


@pytest.fixture
def call(table, secret, event):
    team.seat(table)
    return supervising.caller(table, secret, event)


def sign_ins(call, claims, me=ANN):
    status, page = call("/me/sign-ins", me, claims=claims)
    assert status == 200
    return page["items"]


def test_nobody_has_signed_in_before_their_first_request(call):
    assert sign_ins(call, HERE) == []


def test_each_session_is_recorded_by_its_first_request_for_the_profile(call):
    assert call("/me", claims=THERE)[0] == 200
    assert call("/me", claims=HERE, headers=PHONE)[0] == 200
    at = [(NOON - timedelta(seconds=ago)).isoformat().replace("+00:00", "Z") for ago in (60, 3600)]
    assert sign_ins(call, HERE) == [
        {"at": at[0], "browser": "chrome", "system": "android", "current": True, "ended": False},
        {"at": at[1], "browser": "other", "system": "other", "current": False, "ended": False},
    ]
    assert sign_ins(call, HERE, BOB) == [], "they are shown to their member alone"


def test_a_sign_in_is_audited_once(call):
    call("/me", claims=HERE, headers=PHONE)
    call("/me", claims=HERE, headers=PHONE)
    [entry] = supervising.audits()
    assert (entry.what, entry.by, entry.subject, entry.after) == (
        "member.signed_in", ANN, ANN, {"browser": "chrome", "system": "android"}
    )  # fmt: skip


def test_later_requests_of_a_session_write_nothing(call):
    call("/me", claims=HERE)
    before = supervising.everything()
    call("/me", claims=HERE)
    assert supervising.everything() == before


def test_of_two_first_requests_of_different_sessions_at_once_both_are_recorded(call, table):
    raced = []

    def race(commit, writes):
        if not raced:
            raced.append(None)
            raced.append(call("/me", claims=THERE)[0])
        commit(writes)

    table.around("commit", race)
    assert (call("/me", claims=HERE)[0], raced[1]) == (200, 200)
    assert len(sign_ins(call, HERE)) == 2


def test_an_ended_session_is_shown_as_ended(call, table):
    call("/me", claims=THERE)
    there = table.get(type(make.member()), keys.member(ANN))
    ended = EndedSession(session_id="there", until=NOON + timedelta(days=30))
    team.change(table, there.model_copy(update={"ended_sessions": (ended,)}))
    assert [one["ended"] for one in sign_ins(call, HERE)] == [True]


def test_no_item_holds_what_the_browser_says_about_itself(call):
    call("/me", claims=HERE, headers=PHONE)
    assert "Android 14" not in str(supervising.everything())
