"""Does a team's CRM receive its leads' events: signed, after retries, and again on request?"""

import pytest

from tests.e2e.stack import HOURS
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
    [entry] = [
        one for one in stack.rainmaker.ask("GET", f"/audit?subject={crm.target_id}")["items"] if one["by"] == "deliver"
    ]
    assert entry["what"] == "target.disabled"


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "https://169.254.169.254/latest", "http://crm.example.com/"])
def test_private_networks_are_refused_here_too(stack, url):
    status, problem = stack.ask(stack.rainmaker, "POST", "/outbound", {"url": url, "events": EVERYTHING})
    assert (status, problem["code"]) == (422, "invalid")
