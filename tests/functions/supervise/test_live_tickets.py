"""Does a ticket belong to the member, session and page that ask for it, and how many does one get?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.rates import LIVE_TICKETS
from shared.domain.notifications.live_connection import LiveTicket
from shared.domain.plan_records.member import Member
from shared.store import keys, live
from tests.functions import supervising, team
from tests.make import ANN, CHIEF, NOON, SECOND

PATH = "/me/live-ticket"
SITE = "https://relevo.example.com"


@pytest.fixture
def call(table, secret, event):
    team.seat(table)
    numbers = iter(range(10_000))
    return supervising.caller(table, secret, event, new_secret=lambda: f"secret {next(numbers)}")


def stored(table, text):
    return table.get(LiveTicket, keys.live_ticket(live.ticket_hash(text)))


def test_a_ticket_is_for_the_session_and_the_page_that_ask(table, call):
    expires = NOON + timedelta(minutes=50)
    claims = {"origin_jti": "one", "auth_time": str(int(NOON.timestamp())), "exp": str(int(expires.timestamp()))}
    status, body = call(PATH, method="POST", claims=claims, headers={"Origin": SITE})
    assert (status, body) == (201, {"ticket": "secret 0", "valid_seconds": 60, "open_seconds": 3000})
    one = stored(table, "secret 0")
    assert (one.agent_id, one.session_id, one.signed_in_at, one.origin) == (ANN, "one", NOON, SITE)
    assert (one.until, one.open_until) == (NOON + timedelta(minutes=1), expires)


def test_a_token_that_does_not_say_when_it_expires_opens_two_hours(call):
    assert call(PATH, method="POST")[1]["open_seconds"] == 7200


def test_each_ticket_is_another(call):
    assert call(PATH, method="POST")[1]["ticket"] != call(PATH, method="POST")[1]["ticket"]


def test_an_ended_session_gets_none(table, call):
    member = table.get(Member, keys.member(ANN))
    team.change(table, member.model_copy(update={"sessions_valid_from": NOON + SECOND}))
    status, body = call(PATH, method="POST")
    assert (status, body["code"]) == (401, "session_ended")


def test_nobody_gets_more_tickets_than_a_console_can_need(table, call):
    for who in (ANN, CHIEF):
        for _ in range(LIVE_TICKETS.most):
            assert call(PATH, who, method="POST")[0] == 201
        before = supervising.everything()
        status, body = call(PATH, who, method="POST")
        assert (status, body["code"]) == (429, "too_many_requests")
        assert supervising.everything() == before
