"""Does the Rainmaker read who saw a lead, and which leads a member saw, with any page size?"""

import datetime as dt

import pytest

from shared.domain.lead_records.seen import SeenCopy
from shared.store.table import put
from tests.functions import planning
from tests.make import ANN, BOB, BOSS, CHIEF, LEAD, NOON, id_of

OTHER = id_of("lead", "other")
DAY = dt.timedelta(days=1)


@pytest.fixture
def ask(table, secret, event):
    return planning.seated(table, secret, event)


@pytest.fixture
def told(table, ask):
    """Store what two members saw of two leads on three days; return a function that reads all pages."""
    for number in range(3):
        at = NOON + number * DAY
        table.commit([
            put(SeenCopy(agent_id=agent_id, lead_id=lead_id, day=at.date(), at=at))
            for agent_id in (ANN, BOB) for lead_id in (LEAD, OTHER)
        ])  # fmt: skip

    def read(of, limit):
        found, after = [], {}
        while True:
            status, page = ask("GET", "/audit/seen", of=of, limit=limit, **after)
            assert status == 200
            found += page["items"]
            if page["next"] is None:
                return [(one["day"], one["agent_id"], one["lead_id"]) for one in found]
            after = {"cursor": page["next"]}

    return read


@pytest.mark.parametrize("limit", [1, 2, 3, 6, 100])
def test_who_saw_a_lead_and_what_a_member_saw_are_listed_latest_first(told, limit):
    days = [str((NOON + number * DAY).date()) for number in (2, 1, 0)]
    assert told(LEAD, limit) == [(day, one, LEAD) for day in days for one in sorted((ANN, BOB), reverse=True)]
    assert told(ANN, limit) == [(day, ANN, one) for day in days for one in sorted((LEAD, OTHER), reverse=True)]
    assert told(BOSS, limit) == []


def test_a_member_has_their_name(ask, told):
    [shown, *_] = ask("GET", "/audit/seen", of=ANN)[1]["items"]
    assert (shown["name"], shown["at"]) == ("Ana García", (NOON + 2 * DAY).strftime("%Y-%m-%dT%H:%M:%SZ"))


def test_a_cursor_is_valid_for_its_lead_or_member_only(ask, told):
    after = ask("GET", "/audit/seen", of=LEAD, limit=1)[1]["next"]
    assert ask("GET", "/audit/seen", of=OTHER, cursor=after)[1]["code"] == "cursor_invalid"


@pytest.mark.parametrize("of", ["route_1", "", "lead_1"])
def test_what_is_no_lead_or_member_is_refused(ask, of):
    assert ask("GET", "/audit/seen", of=of)[0] == 422
    assert ask("GET", "/audit/seen", me=CHIEF)[0] == 422
