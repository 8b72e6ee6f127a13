"""Does nothing that reaches an agent before the claim hold an attribute that was not recognised?"""

import json

import pytest

from functions.claim.build import ClaimDoors
from functions.claim.build import build as build_claim
from functions.notify.build import NotifyDoors
from functions.notify.build import build as build_notify
from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import RepeatedDetail
from shared.domain.kernel.notification import Notification
from shared.domain.leads import claim_link
from shared.domain.leads.claim_link import ClaimLink
from shared.queue import Queue
from shared.store import codec, keys
from tests import make, memory
from tests.functions import supervising, team
from tests.functions.deliver.pushing import Browser, PushService, subscribe
from tests.functions.deliver.test_deliver import World
from tests.functions.live_sockets import Connections
from tests.functions.messages import Messages
from tests.granted import granted
from tests.make import ANN, BOSS, DAN, LEAD, NOON, OFFER, SECOND, WEB

PHONE = "600999888"
FREE = {"Llámame a": PHONE, "place_2": f"{PHONE}, Gracia", "Otros": {"móvil": [PHONE]}, "place": f"Gracia {PHONE}"}
KNOWN = {"intent": "rent", "price_max": 900}
READS = ["/me/offers", f"/leads/{LEAD}", f"/leads/{LEAD}/timeline", f"/leads/{LEAD}/trace", "/leads", "/notifications",
         "/me/changes"]  # fmt: skip


def asked_again(**change):
    """Return a lead that is offered to Ann, whose person asked again in words of their own."""
    again = RepeatedDetail(source_id=WEB, inquiry={"attributes": FREE, "message": PHONE})
    history = (Event(at=NOON, kind="received", by="provider"), Event.of(again, at=NOON, by="provider"))
    return make.offered(ANN, attributes=FREE | KNOWN, history=history, tell="offered", **change)


@pytest.fixture
def stored(table, secret):
    """Provide the lead, in the table of a team in which Dan sees all leads."""
    plan = make.plan()
    members = [one.model_copy(update={"sees": "team"}) if one.agent_id == DAN else one for one in plan.members.values()]
    team.seat(table, members=members)
    lead = asked_again()
    team.store(table, lead)
    team.make_searchable(table, secret, lead)
    return team.read(table)


@pytest.mark.parametrize("me", [ANN, DAN])
def test_no_answer_that_an_agent_gets_before_the_claim_holds_it(table, secret, event, stored, me):
    claiming = build_claim(ClaimDoors(table=granted(table, "claim"), secret=secret, now=lambda: NOON))
    ask = supervising.caller(table, secret, event)
    shown = ""
    for path in READS:
        answers = claiming.handler(event("GET", path, sub=make.member(me).sub), None), ask.whole(path, me)
        assert 200 in [answer["statusCode"] for answer in answers], path
        shown += json.dumps(answers)
        assert PHONE not in shown, path
    assert "rent" in shown, "a recognised attribute is shown"
    for text in (PHONE, "+34600999888", "llamame", "Gracia"):
        body = ask("/leads/search", me, method="POST", body={"q": text})[1]
        assert body["items"] == [], text
    assert PHONE in json.dumps(ask.whole(f"/leads/{stored.lead_id}", BOSS))


def test_the_claim_link_does_not_hold_it(table, secret, event, stored):
    claiming = build_claim(ClaimDoors(table=granted(table, "claim"), secret=secret, now=lambda: NOON))
    link = ClaimLink(stored.lead_id, OFFER, ANN, NOON + 60 * SECOND)
    token = claim_link.to_token(secret.claim_link_keys()[0], link)
    for accept in ("application/json", "text/html"):
        answer = claiming.handler(event("GET", f"/claim-links/{token}", headers={"accept": accept}), None)
        assert (answer["statusCode"], PHONE in answer["body"]) == (200, False)


def test_no_notification_mail_or_push_holds_it(table, secret, stored):
    queue = Messages()
    named = {name: Queue(lambda: queue, name) for name in ("outgoing", "mails", "pushes")}
    notify = build_notify(NotifyDoors(table=granted(table, "notify"), **named, live=Connections().sockets,
                                      now=lambda: NOON))  # fmt: skip
    images = {"NewImage": codec.to_item(stored)}
    notify({"Records": [{"eventName": "INSERT", "dynamodb": images}]}, None)
    (notice,) = (codec.from_item(Notification, one) for one in table.query(keys.inbox(ANN).pk, "notification_"))
    sent, service, browser = World(table, secret), PushService(), Browser()
    with service.serve() as server:
        subscribe(table, f"{service.address}/a", browser)
        for channel in ("email", "push"):
            sent.send(channel, notification_id=notice.notification_id)
        server.shutdown()
    told = [str(vars(mail)) for mail in sent.mails] + [str(browser.open(one.body)) for one in service.received]
    assert len(told) == 2
    assert [one for one in told if PHONE in one] == []


def test_no_index_holds_it(table, stored):
    items = team.everything(memory.client("dynamodb"))
    indexed = [{name: value for name, value in item.items() if name != "body"} for item in items]
    assert PHONE in str(items)
    assert PHONE not in str(indexed)
