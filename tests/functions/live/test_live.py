"""Does a ticket open one connection, once, and does nothing else open any?"""

import json
from datetime import timedelta

import pytest

from functions.live.build import build
from shared.domain.notifications.live import issue_ticket
from shared.domain.notifications.live_connection import LiveConnection, LiveTicket
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.session import Session
from shared.doors import Doors
from shared.store import keys, live
from shared.store.table import put
from tests import make
from tests.functions import team
from tests.granted import granted
from tests.make import ANN, NOON, SECOND

SITE = "https://relevo.example.com"
TICKET = "the text of a ticket"


@pytest.fixture
def handle(table):
    """Provide the function over the tests' table, with a plan in it, at noon."""
    team.seat(table)
    return build(Doors(table=granted(table, "live"), now=lambda: NOON))


def event(kind, connection_id="c1", ticket=TICKET, origin=SITE):
    """Return an event as API Gateway sends it."""
    return {
        "requestContext": {"eventType": kind, "connectionId": connection_id, "routeKey": f"${kind.lower()}"},
        "headers": {"Origin": origin} if origin else {},
        "queryStringParameters": {"ticket": ticket} if ticket is not None else None,
    }


def issue(table, agent_id=ANN):
    one = issue_ticket(live.ticket_hash(TICKET), make.member(agent_id), Session("s", NOON), SITE, None, NOON)
    table.commit([put(one)])


def test_a_ticket_opens_a_connection_and_is_used_up(table, handle):
    issue(table)
    assert handle(event("CONNECT"), None) == {"statusCode": 200}
    [one] = live.connections(table)
    assert (one.connection_id, one.agent_id, one.session_id) == ("c1", ANN, "s")
    assert table.get(LiveTicket, keys.live_ticket(live.ticket_hash(TICKET))) is None


def test_a_ticket_opens_nothing_twice(table, handle):
    issue(table)
    handle(event("CONNECT"), None)
    assert handle(event("CONNECT", "c2"), None) == {"statusCode": 403}
    assert [one.connection_id for one in live.connections(table)] == ["c1"]


def test_of_two_who_use_a_ticket_at_once_one_gets_in(table, handle):
    issue(table)

    def overtaken(real, *given, **more):
        table.around("commit", lambda real, *given, **more: real(*given, **more))
        assert handle(event("CONNECT", "first"), None) == {"statusCode": 200}
        return real(*given, **more)

    table.around("commit", overtaken)
    assert handle(event("CONNECT", "second"), None) == {"statusCode": 403}
    assert [one.connection_id for one in live.connections(table)] == ["first"]


@pytest.mark.parametrize("ticket", ["another", "", None, "ñ\ud800", "x" * 8000])
def test_whoever_has_no_ticket_is_refused_by_one_read(table, handle, ticket):
    issue(table)
    table.calls.clear()
    assert handle(event("CONNECT", ticket=ticket), None) == {"statusCode": 403}
    assert table.calls == ["get_item"]


@pytest.mark.parametrize("origin", ["https://evil.example.com", None])
def test_a_page_of_another_site_opens_nothing_with_a_stolen_ticket(table, handle, origin):
    issue(table)
    assert handle(event("CONNECT", origin=origin), None) == {"statusCode": 403}
    assert live.connections(table) == []


def test_an_ended_session_opens_nothing(table, handle):
    issue(table)
    member = table.get(Member, keys.member(ANN))
    team.change(table, member.model_copy(update={"sessions_valid_from": NOON + SECOND}))
    assert handle(event("CONNECT"), None) == {"statusCode": 403}


def test_a_connection_that_ended_is_forgotten_and_ends_twice_without_harm(table, handle):
    issue(table)
    handle(event("CONNECT"), None)
    for _ in range(2):
        assert handle(event("DISCONNECT"), None) == {"statusCode": 200}
    assert live.connections(table) == []


def test_a_message_changes_nothing(table, handle):
    """The API answers messages itself; one that names another route shall not open anything either."""
    issue(table)
    assert handle(event("MESSAGE"), None) == {"statusCode": 200}
    assert live.connections(table) == []


def test_tickets_and_connections_are_deleted_in_time(table, handle):
    issue(table)
    [stored] = table.query(keys.live_ticket(live.ticket_hash(TICKET)).pk)
    assert int(stored["ttl"]["N"]) == (NOON + timedelta(minutes=1)).timestamp()
    handle(event("CONNECT"), None)
    [stored] = table.query(keys.live_connection("").pk)
    assert int(stored["ttl"]["N"]) == (NOON + timedelta(hours=2)).timestamp()


def test_no_ticket_is_stored_or_logged(table, handle, logged):
    issue(table)
    handle(event("CONNECT", origin=None), None)
    handle(event("CONNECT"), None)
    assert TICKET not in json.dumps([*logged(), *map(str, team.everything(table._client))])


def test_connections_are_read_as_they_were_written(table):
    one = LiveConnection(connection_id="L0SM9cOFvHcCIhw=", agent_id=ANN, until=NOON)
    table.commit([put(one)])
    assert live.connections(table) == [one.stored()]
    live.forget(table, [one.connection_id])
    assert live.connections(table) == []
