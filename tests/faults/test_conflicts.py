"""Does each verb, and routing, try again when a transaction meets another one, and say `busy` if that does not end?

A refusal that is about something else, such as `already_claimed` when nobody claimed, would be a lie; a half-written
transaction would be worse.
"""

import json

import pytest

from tests.faults import requests
from tests.faults.conflicts import Conflicts
from tests.faults.events import EVENTS
from tests.faults.test_crashes import different, shown
from tests.functions import matrix
from tests.soak import SOAK

pytestmark = pytest.mark.sampled
TRANSACTION = "dynamodb.TransactWriteItems"
CHANGES = [one for one in matrix.OPERATIONS if not one.startswith("GET ") and one not in requests.NOT_TRIED]
# In the gate each kind of transaction once: one lead, several records, the plan, entry, a member's removal.
SAMPLE = {
    "POST /leads/{lead_id}/claim", "POST /leads/{lead_id}/pass", "POST /leads/{lead_id}/merge",
    "POST /leads", "POST /leads/bulk", "POST /webhooks/{source_id}", "PUT /routes/{route_id}",
    "DELETE /agents/{agent_id}", "POST /claim-links/{token}", "POST /contacts/erase",
}  # fmt: skip


class Conflicted:
    """Run a scenario whose transactions meet others."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.cloud, self.event = scenario.begin()
        self.before, self.client = self.cloud.items(), None

    def run(self, every, place=0):
        def around(client):
            self.client = Conflicts(client, every, place)
            return self.client

        return self.scenario.run(self.cloud, self.event, None, dynamodb=around)


def actions(scenario):
    """Return how many actions the largest transaction of a scenario has."""
    sizes = [0]

    def around(client):
        return _Sizes(client, sizes)

    cloud, event = scenario.begin()
    scenario.run(cloud, event, None, dynamodb=around)
    return max(sizes)


class _Sizes:
    def __init__(self, client, sizes):
        self._client, self._sizes, self.exceptions = client, sizes, client.exceptions

    def __getattr__(self, name):
        return getattr(self._client, name)

    def transact_write_items(self, **given):
        self._sizes.append(len(given["TransactItems"]))
        return self._client.transact_write_items(**given)


@pytest.mark.parametrize("operation", [one for one in CHANGES if SOAK or one in SAMPLE])
def test_a_request_whose_transaction_is_cancelled_tries_again_and_does_the_same(memory_of_process, event, operation):
    scenario, undisturbed = requests.scenario(operation, event)
    if TRANSACTION not in undisturbed.made:
        return
    last = actions(scenario) - 1
    for place in range(last + 1) if SOAK else sorted({0, last}):
        for every in (1, 2):
            conflicted = Conflicted(scenario)
            answer = conflicted.run(every, place)
            if every == 1:
                if operation == "POST /webhooks/{source_id}":  # what the table is too busy for is put off
                    assert json.loads(answer["body"]) == {"leads": [], "pending": 1}
                    continue
                busy(answer)
                assert conflicted.cloud.items() == conflicted.before, "half of it was written"
                answer = scenario.run(conflicted.cloud, conflicted.event)  # as Retry-After asks
            assert shown(answer) == shown(undisturbed.answer), (place, every)
            assert different(scenario.end(conflicted.cloud), undisturbed.end) == {}, (place, every)


def busy(answer):
    """Check that the answer says that the same request may succeed a little later."""
    if answer["statusCode"] == 200:  # many leads at once: each has its own answer
        assert {item["code"] for item in json.loads(answer["body"])["items"]} == {"busy"}
        return
    assert answer["statusCode"] == 503, answer
    assert json.loads(answer["body"])["code"] == "busy"
    assert int(answer["headers"]["Retry-After"]) >= 1


@pytest.mark.parametrize("scenario", EVENTS, ids=str)
def test_an_event_whose_transactions_are_cancelled_ends_the_same(memory_of_process, scenario):
    undisturbed = scenario.calls()
    if TRANSACTION not in undisturbed.made:
        return
    for place in range(actions(scenario) if SOAK else 1):
        conflicted = Conflicted(scenario)
        conflicted.run(2, place)
        assert different(scenario.end(conflicted.cloud), undisturbed.end) == {}, place
