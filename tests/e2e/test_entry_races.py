"""Do many simultaneous deliveries of one event, or of one person, make one lead?"""

import json
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import pytest

from shared import ids
from shared.domain.intake.admit import admit
from shared.domain.kernel.contact import Address, Card, Contact
from shared.domain.kernel.errors import Busy
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.inquiry import Inquiry, ToRouting
from shared.domain.lead_records.lead import Lead
from shared.store import keys
from shared.store.admissions import AdmissionAttempt
from shared.store.retry import retry_on_conflict
from shared.store.table import put
from tests import make
from tests.e2e.stack import at_once
from tests.soak import rounds

pytestmark = pytest.mark.sampled


def asking(name):
    """Return an inquiry of a person with one email address, whose keyed hash is `name`."""
    contact = Contact(first_name="Lucía", emails=(Address(given=f"{name}@example.com", normal=f"{name}@example.com"),))
    return Inquiry(contact=contact, emails=(name,), phones=(), attributes={}, message=None, source_id=make.WEB,
                   source_title="Web", by="provider")  # fmt: skip


def take_delivery(table, asked, event):
    """Admit an inquiry with its event, as ingest does; return the stored event, and whether we were first."""
    lead_id = ids.new("lead")
    attempt = AdmissionAttempt(table, lead_id, lambda kind, parts: (tuple(f"{kind} {part}" for part in parts),))

    def once():
        if attempt.delivery:
            return attempt.delivery, False
        admission = admit(asked, ToRouting(), attempt.known(asked), make.plan(), make.NOON,
                          lead_id=lead_id, audit_id=ids.new("audit"))  # fmt: skip
        delivery = Delivery(source_id=make.WEB, hash=event, at=make.NOON, repeat=admission.repeat,
                            lead_id=admission.decision.lead.lead_id)  # fmt: skip
        attempt.commit(admission, [put(delivery)])
        return delivery, True

    while True:
        with suppress(Busy):  # its provider delivers again
            return retry_on_conflict(table, once)


def deliver_at_once(tables, asked, events):
    """Deliver each event through its own client of the engine, all at the same moment."""
    ready = threading.Barrier(len(events))

    def one(table, event):
        ready.wait()
        return take_delivery(table, asked, event)

    with ThreadPoolExecutor(len(events)) as pool:
        return list(pool.map(one, (tables * len(events))[: len(events)], events))


def test_of_a_hundred_simultaneous_copies_of_a_delivery_one_is_accepted(tables):
    """Each round uses a new person."""
    for number in rounds(2, 200):
        answers = deliver_at_once(tables, asking(f"copies{number}"), [f"event-{number}"] * 100)
        assert sum(first for _, first in answers) == 1
        [delivery] = {delivery.lead_id: delivery for delivery, _ in answers}.values()
        assert not delivery.repeat
        assert [event.kind for event in tables[0].get(Lead, keys.lead(delivery.lead_id)).history] == ["received"]


def test_of_thirty_two_simultaneous_first_inquiries_of_a_person_one_makes_the_lead_and_the_others_join_it(tables):
    answers = deliver_at_once(tables, asking("eager"), [f"first-{n}" for n in range(32)])
    assert all(first for _, first in answers)
    assert sorted(delivery.repeat for delivery, _ in answers) == [False] + [True] * 31
    [lead_id] = {delivery.lead_id for delivery, _ in answers}
    lead = tables[0].get(Lead, keys.lead(lead_id))
    assert tables[0].get(Card, keys.card("eager")).current == lead_id
    pages = [json.loads(page["body"]["S"]) for page in tables[0].query(f"LEAD#{lead_id}", "HISTORY#")]
    kinds = [event["kind"] for page in pages for event in page["events"]] + [event.kind for event in lead.history]
    assert kinds == ["received"] + ["repeated"] * 31


@pytest.mark.parametrize("kind", ["standard", "api_key"])
def test_a_hundred_simultaneous_copies_of_a_delivery_make_one_lead_on_the_deployed_stack(stack, kind):
    """Recognised by the signed id or, without one, by the content."""
    source = stack.source(kind)
    content = json.dumps({"contact": {"first_name": "Lucía", "emails": [f"c{time.time_ns()}@example.com"]}}).encode()
    copy = partial(stack.post, source, event_id=f"event-{time.time_ns()}", content=content)
    answers = at_once([copy] * 100)
    assert Counter(answer.status for answer in answers) == {202: 1, 200: 99}
    [lead_id] = {answer.body["lead_id"] for answer in answers}
    assert "repeated" not in stack.kinds(lead_id)
    told = stack.rainmaker.ask("GET", f"/sources/{source['source_id']}/deliveries")["items"]
    assert [(one["outcome"], one["lead_id"]) for one in told] == [("accepted", lead_id)]
