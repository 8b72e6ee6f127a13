"""Does an emailed link claim on the deployed stack, once and for its own agent; and do pushes reach a browser?"""

import json
import re
import time
from datetime import UTC, datetime, timedelta

import pytest
import requests

from local.deployment import stack_outputs
from local.serving import outbox
from shared.domain.kernel.notification import Notification
from shared.domain.leads import claim_link
from shared.domain.leads.claim_link import ClaimLink
from shared.secrets import MasterSecret
from shared.store.table import Table, put
from tests.e2e.stack import HOURS, at_once
from tests.functions.deliver.pushing import Browser, PushService

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


class Post:
    """Send what `notify` would ask for, and read the result."""

    def __init__(self, stack):
        self.stack, self.table = stack, Table(stack.client("dynamodb"), stack.told["table"])
        name = f"relevo-{stack.told['tenant']}"
        arn = stack_outputs(stack.told["aws_endpoint"], name)["MasterSecretArn"]
        self.key = MasterSecret(stack.client("secretsmanager"), arn).claim_link_keys()[0]
        self.engine_port = int(stack.told["aws_endpoint"].rpartition(":")[2])

    def tell(self, channel, agent_id, kind, lead_id):
        """Request an email or a push, as for a notification of this kind."""
        now = datetime.now(UTC)
        notice = Notification(
            notification_id=f"notification_{time.time_ns():032x}",
            agent_id=agent_id,
            kind=kind,
            at=now,
            lead_ids=(lead_id,),
            forget_at=now + timedelta(hours=1),
        )
        self.table.commit([put(notice)])
        message = {
            "channel": channel,
            "agent_id": agent_id,
            "notification_id": notice.notification_id,
            "lead_id": lead_id,
        }
        queue = self.stack.queues["Mails" if channel == "email" else "Pushes"]
        self.stack.client("sqs").send_message(QueueUrl=queue, MessageBody=json.dumps(message))
        return notice

    def links(self, email, lead_id):
        """Return the claim links of this lead that were emailed to this address."""
        sent = [mail for mail in outbox.mails(self.engine_port) if email in mail["To"]]
        found = {link for mail in sent for link in re.findall(r"http://\S+/claim-links/[\w-]{92}", mail["BodyText"])}
        return {link for link in found if claim_link.from_token([self.key], link[-92:]).lead_id == lead_id}

    def signed(self, lead_id, agent_id, offer):
        """Return the link that an email about this offer would hold."""
        until = datetime.fromisoformat(offer["deadline"])
        token = claim_link.to_token(self.key, ClaimLink(lead_id, offer["offer_id"], agent_id, until))
        return f"{self.stack.told['api']}/claim-links/{token}"


@pytest.fixture(scope="module")
def post(stack):
    return Post(stack)


def offered(stack, until, agents, **change):
    """Return a lead that is offered to these agents, and the offer."""
    source = stack.source()
    stack.route(agents, HOURS, source, **change)
    lead_id = stack.lead(source)
    return lead_id, until(lambda: stack.offered_to(agents[0], lead_id))


def test_the_link_of_an_offer_email_claims_once_and_never_by_opening_it(stack, until, post):
    agent = stack.agents[0]
    lead_id, _ = offered(stack, until, [agent])
    post.tell("email", stack.id_of(agent), "offer", lead_id)
    [link] = until(lambda: post.links(agent.email, lead_id))
    for headers in ({}, BROWSER, {}):
        assert requests.get(link, headers=headers, timeout=60).status_code == 200
    assert requests.head(link, timeout=60).status_code == 405
    assert stack.see(lead_id)["state"] == "offered"
    looked = requests.get(link, timeout=60).json()
    assert (looked["state"], looked["lead"]["contact"]["emails"]) == ("open", [])
    answer = requests.post(link, timeout=60)
    assert (answer.status_code, answer.json()["owner"]) == (200, stack.id_of(agent))
    assert answer.json()["contact"]["emails"]
    assert requests.post(link, timeout=60).json() == answer.json()
    assert requests.get(link, timeout=60).json()["state"] == "yours"
    assert stack.kinds(lead_id) == ["received", "offered", "claimed"]


def test_in_a_browser_the_button_claims_and_a_second_press_says_so(stack, until, post):
    agent = stack.agents[0]
    lead_id, offer = offered(stack, until, [agent])
    link = post.signed(lead_id, stack.id_of(agent), offer)
    shown = requests.get(link, headers=BROWSER, timeout=60)
    assert '<form method="post">' in shown.text
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert shown.headers["content-type"].startswith("text/html")
    pressed = [requests.post(link, data={}, headers=BROWSER, timeout=60) for _ in range(2)]
    assert ["Reclamado: es tuyo" in answer.text for answer in pressed] == [True, False]
    assert "Ya es tuyo" in pressed[1].text
    assert stack.see(lead_id)["owner"] == stack.id_of(agent)


def test_of_all_who_press_at_once_one_claims_and_the_others_are_refused(stack, until, post):
    agents = stack.agents[:3]
    lead_id, offer = offered(stack, until, agents, rule="jump_ball")
    links = [post.signed(lead_id, stack.id_of(agent), offer) for agent in agents]
    answers = at_once([lambda link=link: requests.post(link, timeout=60) for link in links * 3])
    assert {answer.status_code for answer in answers} == {200, 409}
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"already_claimed"}
    assert len({answer.json()["owner"] for answer in answers if answer.status_code == 200}) == 1
    assert sorted(requests.get(link, timeout=60).json()["state"] for link in links) == ["taken", "taken", "yours"]
    assert stack.kinds(lead_id).count("claimed") == 1


def test_a_forged_link_is_404_and_an_expired_one_410(stack, until, post):
    agent = stack.agents[0]
    lead_id, offer = offered(stack, until, [agent])
    link = post.signed(lead_id, stack.id_of(agent), offer)
    for forged in (link[:-1], link[:-1] + ("A" if link[-1] != "A" else "B"), link + "A"):
        assert requests.post(forged, timeout=60).status_code == 404
    over = post.signed(lead_id, stack.id_of(agent), offer | {"deadline": "2026-01-05T12:00:00Z"})
    assert requests.post(over, timeout=60).json()["code"] == "offer_expired"
    assert stack.see(lead_id)["state"] == "offered"


def test_a_removed_member_claims_nothing(stack, until, post):
    agent = stack.newcomer()
    lead_id, offer = offered(stack, until, [agent])
    link = post.signed(lead_id, stack.id_of(agent), offer)
    assert requests.get(link, timeout=60).status_code == 200
    stack.rainmaker.ask("DELETE", f"/agents/{stack.id_of(agent)}?leads_to=pool")
    assert requests.post(link, timeout=60).json()["code"] == "forbidden"


def test_a_subscribed_browser_receives_pushes_until_it_unsubscribes(stack, until, post):
    agent, browser, service = stack.newcomer(), Browser(), PushService()
    with service.serve() as server:
        endpoint = f"{service.address}/send/abc"
        body = {"endpoint": endpoint, "keys": browser.keys}
        assert stack.ask(agent, "POST", "/me/push-subscriptions", body)[0] == 201
        assert stack.ask(agent, "POST", "/me/push-subscriptions/test")[0] == 202
        until(lambda: service.received)
        assert browser.open(service.received[0].body) == {"kind": "test", "count": 1}
        service.received[0].signed_by(agent.ask("GET", "/me/push-subscriptions")["public_key"])

        lead_id, _ = offered(stack, until, [agent])
        notice = post.tell("push", stack.id_of(agent), "offer", lead_id)
        told = {"kind": "offer", "notification_id": notice.notification_id, "lead_id": lead_id, "count": 1, "page": "/"}

        def pushed():
            opened = [browser.open(one.body) for one in service.received]
            return next((one for one in opened if one.get("notification_id") == notice.notification_id), None)

        push = until(pushed)
        token = push.pop("claim")
        assert push == told
        link = f"{stack.told['api']}/claim-links/{token}"
        assert requests.get(link, timeout=60).status_code == 200

        service.answers["/send/abc"] = 410
        stack.ask(agent, "POST", "/me/push-subscriptions/test")
        until(lambda: agent.ask("GET", "/me/push-subscriptions")["items"] == [])
        assert stack.ask(agent, "DELETE", "/me/push-subscriptions", {"endpoint": endpoint})[0] == 204
        server.shutdown()
