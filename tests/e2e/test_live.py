"""Are members told over live connections that something moved, and is nobody else, on the deployed stack?"""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.store.partitions import PartitionKey
from tests.e2e.live import LiveConnection, Refused, connected, ticket
from tests.e2e.stack import HOURS, began_earlier


def hears(connection, true):
    """Read hints until what one of them told of is there; each says only that something moved."""
    while True:
        message, _ = connection.read()
        assert json.loads(message) == {"kind": "moved"}
        if true():
            return


def ends(connection):
    """Read hints of earlier changes until the connection is closed."""
    while connection.read() is not None:
        pass


@pytest.fixture
def source(stack):
    """Provide a source whose leads are offered to all agents together."""
    made = stack.source()
    stack.route(stack.agents, HOURS, made, rule="jump_ball")
    return made


def stored(stack):
    """Return the ids of the connections in the table."""
    key = {":pk": {"S": PartitionKey.CONNECTIONS.of()}}
    found = stack.client("dynamodb").query(
        TableName=stack.told["table"], KeyConditionExpression="PK = :pk", ExpressionAttributeValues=key
    )
    return {item["SK"]["S"] for item in found["Items"]}


def test_every_agent_of_a_jump_ball_is_told(stack, source):
    connections = {agent.email: connected(stack, agent) for agent in stack.agents}
    lead = stack.lead(source)
    with ThreadPoolExecutor(len(connections)) as pool:
        told = [
            pool.submit(hears, connections[agent.email], lambda agent=agent: stack.offered_to(agent, lead))
            for agent in stack.agents
        ]
        for one in told:
            one.result()
    for connection in connections.values():
        connection.close()


def test_a_claim_is_told_to_the_rivals(stack, source, until):
    winner, rival, *_ = stack.agents
    lead = stack.lead(source)
    with connected(stack, rival) as connection:
        until(lambda: stack.offered_to(winner, lead))
        winner.ask("POST", f"/leads/{lead}/claim")
        hears(connection, lambda: not stack.offered_to(rival, lead))


def test_a_ticket_opens_one_connection_of_the_site_that_asked_for_it(stack):
    agent, console = stack.agents[0], stack.told["console"]
    used = ticket(agent)
    with LiveConnection(console, used):
        for text, origin in ((used, None), ("never-issued", None), ("", None), (ticket(agent), "https://evil.example")):
            with pytest.raises(Refused) as refused:
                LiveConnection(console, text, origin)
            assert refused.value.status == 403


def test_what_a_client_sends_changes_nothing_and_is_not_answered(stack, source):
    with connected(stack, stack.agents[0]) as connection:
        before = stored(stack)
        for text in ('{"kind": "here"}', '{"kind": "$connect"}', '{"kind": "$disconnect"}', "{", ""):
            connection.say(text)
        lead = stack.lead(source)
        hears(connection, lambda: stack.offered_to(stack.agents[0], lead))
        assert before <= stored(stack)


def test_who_signs_out_everywhere_is_told_nothing_more_and_gets_no_ticket(stack, until):
    member = stack.newcomer()
    until(lambda: began_earlier(member.token()))
    with connected(stack, member) as connection:
        assert stack.ask(member, "POST", "/me/sign-out", {"everywhere": True})[0] == 204
        ends(connection)
    status, body = stack.ask(member, "POST", "/me/live-ticket")
    assert (status, body["code"]) == (401, "session_ended")


def test_who_comes_back_finds_what_moved_meanwhile(stack, source, until):
    agent = stack.agents[0]

    def counter():
        return agent.ask("GET", "/me/changes")["counter"]

    connected(stack, agent).close()
    before, lead = counter(), stack.lead(source)
    until(lambda: stack.offered_to(agent, lead))
    with connected(stack, agent) as connection:
        if counter() == before:
            hears(connection, lambda: counter() > before)


def test_a_connection_that_ended_is_forgotten(stack, until):
    member = stack.newcomer()
    before = stored(stack)
    connection = connected(stack, member)
    opened = stored(stack) - before
    assert len(opened) == 1
    connection.close()
    until(lambda: not opened & stored(stack))
