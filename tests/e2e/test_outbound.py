"""Does a team's CRM receive its leads' events: signed, after retries, again on request, and whatever others do?"""

import json
import threading

import pytest

from local.serving import outbox
from tests.e2e.stack import HOURS
from tests.functions.deliver.pushing import Browser
from tests.functions.deliver.receiver import Receiver

# A target receives events of all leads of the team, and its first answer goes to whichever event comes first: no others
# meanwhile.


EVERYTHING = ["lead.received", "lead.offered", "lead.claimed", "lead.assigned", "lead.pooled", "lead.closed"]


class Crm(Receiver):
    """Act as a target of the team, on this machine."""

    def __init__(self, stack, events=EVERYTHING):
        super().__init__()
        self._ask = stack.rainmaker.ask
        made = self._ask("POST", "/outbound", {"url": self.url, "events": events})
        self.target_id, self.secret = made["target_id"], made["secret"]

    def told(self, lead_id):
        """Return the events that it received about the lead, in order, each with a verified signature."""
        bodies = (body for body in self.verified(self.secret) if body["data"]["lead"]["lead_id"] == lead_id)
        return sorted(bodies, key=lambda body: body["timestamp"])

    def types(self, lead_id):
        return [body["type"] for body in self.told(lead_id)]

    def deliveries(self, lead_id):
        found = self._ask("GET", f"/outbound/{self.target_id}/deliveries?limit=100")["items"]
        return [one for one in found if one["lead_id"] == lead_id]

    def resend(self, delivery_id):
        return self._ask("POST", f"/outbound/{self.target_id}/deliveries/{delivery_id}/resend")

    def leave(self):
        self._ask("DELETE", f"/outbound/{self.target_id}")
        self.close()


@pytest.fixture
def crm(stack):
    crm = Crm(stack)
    yield crm
    crm.leave()


@pytest.fixture
def source(stack):
    source = stack.source()
    stack.route([stack.agents[0]], HOURS, source)
    return source


def test_the_crm_receives_the_events_of_a_received_offered_and_claimed_lead(stack, crm, source, until):
    lead_id = stack.lead(source)
    until(lambda: stack.offered_to(stack.agents[0], lead_id))
    stack.agents[0].ask("POST", f"/leads/{lead_id}/claim")
    until(lambda: len(crm.told(lead_id)) == 3)
    assert crm.types(lead_id) == ["lead.received", "lead.offered", "lead.claimed"]
    claimed = crm.told(lead_id)[-1]["data"]
    assert claimed["event"]["by"] == claimed["lead"]["owner"] == stack.id_of(stack.agents[0])
    assert claimed["lead"]["contact"] == stack.see(lead_id)["contact"]
    until(lambda: {one["status"] for one in crm.deliveries(lead_id)} == {"delivered"})
    assert [one["event"] for one in crm.deliveries(lead_id)] == ["lead.claimed", "lead.offered", "lead.received"]


def test_a_target_that_answers_500_is_retried(stack, crm, source, until):
    crm.answers = [500]
    lead_id = stack.lead(source)
    until(lambda: crm.types(lead_id) and {one["status"] for one in crm.deliveries(lead_id)} == {"delivered"})
    tried = [attempt["status"] for one in crm.deliveries(lead_id) for attempt in one["attempts"]]
    assert sorted(tried) == [204, 204, 500]
    assert len({headers["webhook-id"] for headers, _ in crm.got}) == 2


def test_a_delivered_event_is_sent_again_under_the_same_id_on_request(stack, crm, source, until):
    lead_id = stack.lead(source)
    [first, second] = until(lambda: len(found := crm.deliveries(lead_id)) == 2
                            and {one["status"] for one in found} == {"delivered"} and found)  # fmt: skip
    assert crm.resend(second["delivery_id"])["status"] == "pending"
    until(lambda: len(crm.told(lead_id)) == 3)
    ids = [headers["webhook-id"] for headers, _ in crm.got]
    assert sorted(ids) == sorted([first["delivery_id"], second["delivery_id"], second["delivery_id"]])
    until(lambda: {one["status"] for one in crm.deliveries(lead_id)} == {"delivered"})


def test_a_target_that_answers_410_is_disabled_with_an_audit_entry(stack, crm, source, until):
    crm.answers = [410] * 9
    stack.lead(source)

    def target():
        [found] = [one for one in stack.rainmaker.ask("GET", "/outbound")["items"] if one["target_id"] == crm.target_id]
        return found

    until(lambda: target()["status"] == "disabled")
    assert target()["trouble"] == "gone"
    audit = f"/audit?subject={crm.target_id}"
    [entry] = until(lambda: [one for one in stack.rainmaker.ask("GET", audit)["items"] if one["by"] == "deliver"])
    assert entry["what"] == "target.disabled"


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "https://169.254.169.254/latest", "http://crm.example.com/"])
def test_private_networks_are_refused_here_too(stack, url):
    status, problem = stack.ask(stack.rainmaker, "POST", "/outbound", {"url": url, "events": EVERYTHING})
    assert (status, problem["code"]) == (422, "invalid")


BROWSERS, MESSAGES = 10, 30


@pytest.fixture
def silent():
    """Provide a server that accepts requests and never answers one while the test runs."""
    receiver, ends = Receiver(), threading.Event()
    receiver.meanwhile = ends.wait
    yield receiver
    ends.set()
    receiver.close()


def mails_to(stack, member):
    port = int(stack.told["aws_endpoint"].rpartition(":")[2])
    return sum(member.email in mail["To"] for mail in outbox.mails(port))


def test_servers_that_never_answer_delay_neither_a_mail_nor_another_targets_webhook(stack, crm, source, silent, until):
    """A member of ill will names them as browsers; the team's own CRM hangs too."""
    target = stack.rainmaker.ask("POST", "/outbound", {"url": silent.url, "events": EVERYTHING})["target_id"]
    attacker, agent = stack.newcomer(), stack.agents[0]
    for number in range(1, BROWSERS + 1):
        browser = {"endpoint": f"{silent.url}/{number}", "keys": Browser(number).keys}
        attacker.ask("POST", "/me/push-subscriptions", browser)
    for _ in range(MESSAGES):  # past the limit of the API, as if many members asked
        message = json.dumps({"channel": "push_test", "agent_id": stack.id_of(attacker)})
        stack.client("sqs").send_message(QueueUrl=stack.queues["Pushes"], MessageBody=message)
    until(lambda: silent.got)
    before = mails_to(stack, agent)
    leads = [stack.lead(source) for _ in range(5)]
    try:
        until(lambda: mails_to(stack, agent) > before)
        until(lambda: all("lead.offered" in crm.types(lead_id) for lead_id in leads))
        assert len(silent.got) < BROWSERS * MESSAGES / 3, "most messages open no connection"
    finally:
        stack.rainmaker.ask("DELETE", f"/outbound/{target}")


def test_a_mail_that_release_0_1_left_in_its_one_queue_is_sent(stack, source, until):
    agent = stack.agents[0]
    lead_id = stack.lead(source)
    until(lambda: stack.offered_to(agent, lead_id))
    notices = until(lambda: [one for one in agent.ask("GET", "/notifications")["items"] if lead_id in one["lead_ids"]])
    until(stack.is_quiet)
    before = mails_to(stack, agent)
    ids = {"agent_id": stack.id_of(agent), "notification_id": notices[0]["notification_id"], "lead_id": lead_id}
    message = json.dumps({"channel": "email", **ids})
    stack.client("sqs").send_message(QueueUrl=stack.queues["Outgoing"], MessageBody=message)
    until(lambda: mails_to(stack, agent) > before)
