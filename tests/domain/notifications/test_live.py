"""Who may open a live connection, and who is told that something moved?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.event_details import ClaimedDetail, DoNotContactMarkedDetail
from shared.domain.notifications.live import (
    NOTHING_MOVED,
    Movement,
    is_over,
    is_told,
    issue_ticket,
    moved_by_leads,
    moves_plan,
    open_connection,
)
from shared.domain.notifications.live_connection import CONNECTION_LIFE, MAX_CONNECTIONS, TICKET_LIFE, LiveConnection
from shared.domain.plan_records.session import EndedSession, Session
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, CHIEF, DAN, EVE, NOON, SECOND

HASH = "a" * 64
HOUR = timedelta(hours=1)
SESSION = Session("one", NOON)
SITE = "https://relevo.example.com"


def ticket(agent_id=ANN, session=SESSION, origin=SITE, token_until=NOON + HOUR):
    return issue_ticket(HASH, make.member(agent_id), session, origin, token_until, NOON)


def opened(one=None, origin=SITE, plan=None, others=(), now=NOON):
    return open_connection(one or ticket(), "c1", origin, plan or make.plan(), others, now)


def connection(number=1, agent_id=ANN, **change):
    given = {"connection_id": f"c{number}", "agent_id": agent_id, "until": NOON + HOUR}
    return LiveConnection(**given | change)


def with_member(**change):
    return make.plan(members=[make.member(ANN, **change)])


def test_a_ticket_opens_a_connection_of_its_members_session_until_the_token_expires():
    made = LiveConnection(
        connection_id="c1", agent_id=ANN, session_id="one", signed_in_at=NOON, until=NOON + HOUR
    )  # fmt: skip
    assert opened() == made


def test_a_connection_lasts_no_longer_than_api_gateway_keeps_it():
    for token_until in (None, NOON + timedelta(days=1)):
        assert ticket(token_until=token_until).open_until == NOON + CONNECTION_LIFE


def test_a_ticket_is_valid_for_a_minute():
    assert opened(now=NOON + TICKET_LIFE - SECOND).connection_id == "c1"
    assert opened(now=NOON + TICKET_LIFE) == "ticket_unknown"


@pytest.mark.parametrize("origin", ["https://evil.example.com", "http://relevo.example.com", "null", None])
def test_a_page_of_another_site_opens_nothing(origin):
    assert opened(origin=origin) == "origin_differs"


def test_a_program_without_an_origin_opens_what_it_asked_for():
    assert opened(ticket(origin=None), origin=None).agent_id == ANN
    assert opened(ticket(origin=None)) == "origin_differs"


@pytest.mark.parametrize("change", [
    pytest.param({"sessions_valid_from": NOON + SECOND}, id="signed out everywhere"),
    pytest.param({"ended_sessions": (EndedSession(session_id="one", until=NOON + HOUR),)}, id="signed out"),
    pytest.param({"status": "removed"}, id="removed"),
    pytest.param({"status": "invited"}, id="not there yet"),
])  # fmt: skip
def test_an_ended_session_opens_nothing_and_ends_what_it_opened(change):
    plan = with_member(**change)
    assert opened(plan=plan) == "session_ended"
    assert is_over(opened(), plan, NOON)


def test_a_member_who_is_unknown_opens_nothing():
    assert opened(plan=make.plan(members=[make.member(BOB)])) == "session_ended"


def test_another_session_of_the_same_member_stays():
    plan = with_member(ended_sessions=(EndedSession(session_id="other", until=NOON + HOUR),))
    assert not is_over(opened(plan=plan), plan, NOON)


def test_a_token_that_has_expired_opens_nothing():
    assert opened(ticket(token_until=NOON)) == "session_ended"


def test_a_member_has_a_limited_number_of_connections():
    full = [connection(number) for number in range(MAX_CONNECTIONS)]
    assert opened(others=full) == "too_many"
    assert opened(others=full[1:]).connection_id == "c1"
    over, anothers = connection(99, until=NOON), connection(98, BOB)
    assert opened(others=[*full[1:], over, anothers]).connection_id == "c1"


def test_a_connection_is_over_when_its_time_is():
    assert not is_over(connection(), make.plan(), NOON)
    assert is_over(connection(until=NOON), make.plan(), NOON)


EVERYBODY = (ANN, BOB, CAT, DAN, EVE, BOSS, CHIEF)


def told(moved, **settings):
    plan = make.plan(**settings)
    return {one for one in EVERYBODY if is_told(connection(agent_id=one), moved, plan)}


def test_an_offer_is_told_to_its_agents_and_to_those_who_see_the_team():
    before = make.lead()
    moved = moved_by_leads([(before, before.offered(make.offer(ANN, BOB), place=0))])
    assert told(moved) == {ANN, BOB, BOSS, CHIEF}
    assert told(moved, agents_see="team") == set(EVERYBODY)


def test_a_claim_is_told_to_the_rivals_too():
    before = make.offered(ANN, BOB)
    assert told(moved_by_leads([(before, before.owned(ClaimedDetail(), ANN, at=NOON, by=ANN))])) >= {ANN, BOB}


def test_the_pool_is_told_to_those_who_see_it():
    before = make.lead()
    moved = moved_by_leads([(before, before.pooled("no_route", at=NOON, by="route"))])
    assert told(moved, agents_see_pool=True) == set(EVERYBODY)
    assert told(moved, agents_see_pool=False) == {BOSS, CHIEF}


def test_a_lead_of_another_is_no_hint():
    """Whoever may not see a lead shall not learn from hints when it is worked on."""
    lead = make.owned(CAT)
    moved = moved_by_leads([(lead, lead.with_event(DoNotContactMarkedDetail(channels="all"), at=NOON, by=CAT))])
    assert told(moved, agents_see_pool=True) == {CAT, BOSS, CHIEF}


def test_the_plan_is_told_to_everybody():
    assert told(Movement(plan=True)) == set(EVERYBODY)


def test_nothing_moves_nobody():
    assert moved_by_leads([]) == NOTHING_MOVED
    assert told(NOTHING_MOVED) == set()


@pytest.mark.parametrize(("what", "moves"), [
    ("route.changed", True), ("order.changed", True), ("member.signed_out", True), ("settings.changed", True),
    ("source.created", True), ("target.deleted", True), ("member.signed_in", False), ("contact.searched", False),
    ("lead.assigned", False), ("import.started", False),
])  # fmt: skip
def test_an_audit_entry_says_whether_the_plan_changed(what, moves):
    assert moves_plan(Audit(audit_id="a", at=NOON, by=CHIEF, what=what, subject="x")) is moves
