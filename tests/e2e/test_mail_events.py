"""On the deployed stack, does a mail that came back pause its address, from SES's topic to the member's screen?"""

import json
from datetime import UTC, datetime

from tests.e2e.test_notifications import lead, mails


def tell(stack, email):
    """Publish what SES tells of a mail that came back; return its topic's name."""
    topics = stack.client("sns").list_topics()["Topics"]
    (topic,) = (one["TopicArn"] for one in topics if "SentMails" in one["TopicArn"])
    event = {
        "eventType": "Bounce",
        "mail": {"timestamp": datetime.now(UTC).isoformat(), "destination": [email]},
        "bounce": {"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": email}]},
    }
    stack.client("sns").publish(TopicArn=topic, Message=json.dumps(event))


def told(caller, agent_id):
    """Return the caller's new notifications that the member's address is paused."""
    items = caller.ask("GET", "/notifications?limit=100")["items"]
    return [one for one in items if one["kind"] == "address_paused" and one["detail"]["agent_id"] == agent_id]


def assigned(stack, agent):
    """Assign a lead to an agent, which is mailed."""
    lead_id = stack.rainmaker.ask("POST", "/leads", lead(9))["lead_id"]
    stack.manager.ask("POST", f"/leads/{lead_id}/assign", {"agent_id": stack.id_of(agent)})
    return lead_id


def test_a_bounce_pauses_an_address_until_its_member_uses_it_again(stack, until):
    agent, other = stack.newcomer(), stack.newcomer()
    agent_id = stack.id_of(agent)
    before = len(mails(stack, agent))
    tell(stack, agent.email)
    until(lambda: agent.ask("GET", "/address-pauses")["items"])
    assert other.ask("GET", "/address-pauses")["items"] == []
    for who in (agent, stack.rainmaker):
        assert until(lambda who=who: told(who, agent_id))
    assigned(stack, agent)
    assigned(stack, other)
    until(lambda: [one for one in mails(stack, other) if "asign" in one or "Es para ti" in one])
    assert len(mails(stack, agent)) == before
    assert stack.ask(other, "DELETE", f"/address-pauses/{agent_id}")[0] == 403
    assert stack.ask(agent, "DELETE", f"/address-pauses/{agent_id}")[0] == 204
    until(lambda: not told(agent, agent_id) and not told(stack.rainmaker, agent_id))
    assigned(stack, agent)
    until(lambda: len(mails(stack, agent)) > before)
