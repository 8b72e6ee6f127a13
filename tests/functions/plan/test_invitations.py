"""Is an invitation sent again to who has not signed in, and to nobody else, and not again and again?"""

from datetime import timedelta

import pytest

from shared.domain.plan_records.member import Member
from shared.identity import UserPool
from shared.store import keys
from tests import make
from tests.functions import planning
from tests.make import ANN, BOSS, NOON

FAY = {"email": "fay@example.com", "first_name": "Fay", "last_name": "Ruiz", "role": "agent"}
LATER = timedelta(minutes=10)


class Clock:
    """Tell the time that a test sets."""

    def __init__(self):
        self.at = NOON

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pool(table):
    """Provide the user pool's client and id."""
    return planning.pool()


@pytest.fixture
def ask(table, secret, event, pool, clock):
    return planning.seated(table, secret, event, identity=UserPool(*pool), now=clock)


def invite(ask, pool):
    """Invite somebody; return the path that invites them again."""
    made = ask("POST", "/agents", FAY)[1]
    pool[0].asked.clear()
    return f"/agents/{made['agent_id']}/invitation"


def sent_again(pool):
    return [given["Username"] for _, given in pool[0].asked if given.get("MessageAction") == "RESEND"]


def test_an_invitation_is_sent_again_once_in_ten_minutes(ask, pool, clock, table):
    path = invite(ask, pool)
    assert ask("POST", path)[0] == 200
    assert sent_again(pool) == [], "the first one has just gone out"
    clock.at = NOON + LATER
    for _ in range(2):
        status, shown = ask("POST", path)
        assert (status, shown["status"]) == (200, "invited")
    assert sent_again(pool) == ["fay@example.com"]
    clock.at += LATER
    ask("POST", path)
    assert len(sent_again(pool)) == 2
    entry = planning.audits(table)[-1]
    assert (entry.what, entry.by, entry.subject) == ("member.invited_again", make.CHIEF, shown["agent_id"])


def test_only_the_rainmaker_sends_one_and_may_says_so(ask, pool):
    path = invite(ask, pool)
    assert ask("POST", path, me=BOSS)[0] == 403
    assert "invite_again" in ask("GET", path.removesuffix("/invitation"))[1]["may"]
    assert "invite_again" not in ask("GET", path.removesuffix("/invitation"), me=BOSS)[1]["may"]
    assert "invite_again" not in ask("GET", f"/agents/{ANN}")[1]["may"]


def test_who_has_signed_in_or_left_is_not_invited_again(ask, pool, table):
    status, problem = ask("POST", f"/agents/{ANN}/invitation")
    assert (status, problem["code"]) == (409, "changed_by_other")
    assert ask("POST", f"/agents/{make.id_of('agent', 'nobody')}/invitation")[0] == 404
    assert sent_again(pool) == []


def test_what_the_pool_refuses_is_asked_again_by_the_same_request(ask, pool, clock, logged):
    path = invite(ask, pool)
    clock.at = NOON + LATER
    pool[0].fails.add("admin_create_user")
    status, problem = ask("POST", path)
    assert (status, problem["code"]) == (503, "invitation_pending")
    pool[0].fails.clear()
    pool[0].asked.clear()
    assert ask("POST", path)[0] == 200
    assert sent_again(pool) == ["fay@example.com"]
    assert "fay@" not in logged().lower()


def test_an_invitation_that_never_went_out_is_sent(ask, pool, table):
    pool[0].fails.add("admin_create_user")
    assert ask("POST", "/agents", FAY)[0] == 503
    pool[0].fails.clear()
    [pending] = [one for one in ask("GET", "/agents")[1]["items"] if one["email"] == FAY["email"]]
    assert ask("POST", f"/agents/{pending['agent_id']}/invitation")[0] == 200
    assert table.get(Member, keys.member(pending["agent_id"])).sub


def test_a_user_whose_mail_the_pool_could_not_send_is_sent_it_by_the_same_invitation(ask, pool):
    """Cognito keeps the user that it made, so the second time there is one already."""
    pool[0].fails.add("admin_add_user_to_group")
    assert ask("POST", "/agents", FAY)[0] == 503
    pool[0].fails.clear()
    assert ask("POST", "/agents", FAY)[0] == 201
    assert sent_again(pool) == ["fay@example.com"]
