"""On the deployed stack, is everybody notified of what concerns them, and nobody else?"""

from datetime import UTC, datetime, timedelta

from local.serving import outbox
from tests.e2e.stack import HOURS, SECONDS


def notices(stack, caller, kind, lead_id, tab="new"):
    """Return the caller's notifications of one kind about a lead."""
    items = caller.ask("GET", f"/notifications?tab={tab}&limit=100")["items"]
    return [one for one in items if one["kind"] == kind and lead_id in one["lead_ids"]]


def test_an_offer_notifies_its_agent_and_an_unclaimed_lead_managers(stack, until):
    agent, other, boss = stack.newcomer(), stack.newcomer(), stack.newcomer("manager")
    source = stack.source()
    stack.route([agent], SECONDS, source)
    lead_id = stack.lead(source)
    (offer,) = until(lambda: notices(stack, agent, "offer", lead_id))
    assert (offer["count"], offer["detail"]["deadline"][-1]) == (1, "Z")
    assert until(lambda: notices(stack, agent, "offer_missed", lead_id))
    assert until(lambda: notices(stack, boss, "pooled", lead_id))
    assert stack.ask(other, "GET", "/notifications?tab=all")[1]["items"] == []


def test_archived_notifications_are_listed_as_such_and_those_of_others_cannot_be_changed(stack, until):
    agent, other = stack.newcomer(), stack.newcomer()
    leads = {stack.rainmaker.ask("POST", "/leads", lead(number))["lead_id"] for number in range(2)}
    for lead_id in leads:
        stack.manager.ask("POST", f"/leads/{lead_id}/assign", {"agent_id": stack.id_of(agent)})
    until(lambda: {one for of in agent.ask("GET", "/notifications")["items"] for one in of["lead_ids"]} == leads)
    first = agent.ask("GET", "/notifications")["items"][0]["notification_id"]
    assert stack.ask(other, "POST", f"/notifications/{first}/archive")[0] == 404
    assert stack.ask(agent, "POST", f"/notifications/{first}/archive")[0] == 200
    assert first in [one["notification_id"] for one in agent.ask("GET", "/notifications?tab=archived")["items"]]
    assert agent.ask("POST", f"/notifications/{first}/unarchive")["unread"] >= 1
    assert agent.ask("POST", "/notifications/archive-all") == {"unread": 0}
    assert agent.ask("GET", "/notifications")["items"] == []


def lead(number):
    """Enter a lead by hand, into the pool."""
    return {"contact": {"first_name": f"Persona {number}"}, "routing": "pool"}


def test_half_time_of_a_response_reminds_its_owner(stack, until):
    agent = stack.newcomer()
    source = stack.source()
    response = {"within_seconds": 12, "actions": ["call"]}
    stack.route([agent], HOURS, source, rule="assign_to_agent", response=response)
    lead_id = stack.lead(source)
    assert until(lambda: notices(stack, agent, "response_due", lead_id))
    assert until(lambda: notices(stack, agent, "response_missed", lead_id))


LINK = "/claim-links/"


def mails(stack, caller):
    """Return the subjects of the emails that were sent to the caller, the invitation among them."""
    port = int(stack.told["aws_endpoint"].rpartition(":")[2])
    return [mail["Subject"] for mail in outbox.mails(port) if caller.email in mail["To"]]


def test_an_offer_is_emailed_with_its_link_through_all_functions(stack, until):
    agent = stack.newcomer()
    source = stack.source()
    stack.route([agent], HOURS, source)
    stack.lead(source)
    port = int(stack.told["aws_endpoint"].rpartition(":")[2])
    (mail,) = until(lambda: [one for one in outbox.mails(port) if agent.email in one["To"] and LINK in one["BodyText"]])
    assert "@example.com" not in mail["BodyText"]


def test_a_mention_is_notified_and_emailed_and_a_finished_task_is_not_reminded(stack, until):
    agent = stack.newcomer()
    lead_id = stack.rainmaker.ask("POST", "/leads", lead(7))["lead_id"]
    stack.manager.ask("POST", f"/leads/{lead_id}/assign", {"agent_id": stack.id_of(agent)})
    due = (datetime.now(UTC) + timedelta(seconds=2)).isoformat()
    asked = {"body": "Llámala hoy", "mentions": [stack.id_of(agent)], "task": {"due_at": due}}
    comment_id = stack.manager.ask("POST", f"/leads/{lead_id}/comments", asked)["comment_id"]
    (notice,) = until(lambda: notices(stack, agent, "mention", lead_id))
    assert notice["detail"]["comment_id"] == comment_id
    until(lambda: len(mails(stack, agent)) >= 3)
    stack.client("lambda").invoke(FunctionName=stack.told["sweep_function"])  # rather than wait for the minute
    assert until(lambda: notices(stack, agent, "task_due", lead_id))
    agent.ask("PATCH", f"/leads/{lead_id}/comments/{comment_id}", {"done": True})
    assert until(lambda: notices(stack, agent, "task_due", lead_id, "archived"))
    assert notices(stack, agent, "task_due", lead_id) == []


def test_a_message_of_the_person_notifies_the_owner_but_not_one_the_owner_recorded(stack, until):
    agent = stack.newcomer()
    lead_id = stack.rainmaker.ask("POST", "/leads", lead(8))["lead_id"]
    stack.manager.ask("POST", f"/leads/{lead_id}/assign", {"agent_id": stack.id_of(agent)})
    said = {"direction": "in", "channel": "text", "body": "¿Sigue libre?"}
    agent.ask("POST", f"/leads/{lead_id}/messages", said)
    stack.manager.ask("POST", f"/leads/{lead_id}/messages", said)
    until(lambda: notices(stack, agent, "message", lead_id))
    assert len(notices(stack, agent, "message", lead_id)) == 1
