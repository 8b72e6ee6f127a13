"""Does a team see its sources' deliveries, and where a lead would go, without creating one?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.field_error import FieldError
from shared.domain.lead_records.delivery import Delivery, PreviewedPlace
from shared.domain.lead_records.source_watch import SourceWatch, WatchedSources
from shared.store import deliveries
from shared.store.table import put
from tests import make
from tests.counting import Counting
from tests.functions import planning
from tests.functions.planning import everything
from tests.make import BOSS, DAN, NOON, PORTAL, SECOND, WEB

LIST, TEST = f"/sources/{WEB}/deliveries", f"/sources/{WEB}/test"


@pytest.fixture
def ask(table, secret, event):
    return planning.seated(table, secret, event)


def delivered(table, name, **given):
    record = Delivery(**{"source_id": WEB, "hash": name.rjust(64, "0"), "at": NOON, **given})
    deliveries.keep(table, record)
    return record


def test_deliveries_are_listed_with_their_results_newest_first(ask, table):
    foreseen = PreviewedPlace(outcome="pooled", reason="no_route", sentences={"es": ("Nadie.",), "en": ("Nobody.",)})
    delivered(table, "a", lead_id=make.LEAD)
    delivered(table, "b", lead_id=make.LEAD, repeat=True, at=NOON + SECOND)
    delivered(table, "c", outcome="pending", points_to="17", due=NOON, tries=2, reason="token_refused",
              at=NOON + 2 * SECOND)  # fmt: skip
    delivered(table, "d", outcome="unreadable", reason="invalid", at=NOON + 3 * SECOND,
              mistakes=(FieldError.of(("body", "contact"), "missing", "x"),))  # fmt: skip
    delivered(table, "e", outcome="test", foreseen=foreseen, at=NOON + 4 * SECOND)
    delivered(table, "f", source_id=PORTAL, lead_id=make.LEAD)
    status, page = ask("GET", LIST, me=BOSS)
    assert (status, page["next"]) == (200, None)
    test, unreadable, pending, repeat, accepted = page["items"]
    assert test["preview"] == {"outcome": "pooled", "reason": "no_route", "agent_ids": [],
                               "sentences": {"es": ["Nadie."], "en": ["Nobody."]}}  # fmt: skip
    assert (unreadable["outcome"], unreadable["errors"]) == (
        "unreadable",
        [{"loc": ["body", "contact"], "reason": "missing", "msg": "x"}],
    )
    assert pending == {"at": "2026-01-05T12:00:02Z", "outcome": "pending", "reason": "token_refused", "tries": 2,
                       "due": "2026-01-05T12:00:00Z", "delivery_id": pending["delivery_id"],
                       "id_reused": False, "nobody_found": False}  # fmt: skip
    assert (repeat["outcome"], repeat["lead_id"]) == ("repeat", make.LEAD)
    assert accepted == {"at": "2026-01-05T12:00:00Z", "outcome": "accepted", "lead_id": make.LEAD,
                        "delivery_id": accepted["delivery_id"], "id_reused": False, "nobody_found": False}  # fmt: skip
    assert len({one["delivery_id"] for one in page["items"]}) == 5


def test_a_sender_that_uses_an_id_twice_is_told_of(ask, table):
    delivered(table, "a", lead_id=make.LEAD, id_reused=True)
    assert ask("GET", LIST, me=BOSS)[1]["items"][0]["id_reused"] is True


def test_the_last_hundred_deliveries_are_listed(ask, table):
    for number in range(103):
        delivered(table, str(number), at=NOON + number * SECOND, lead_id=make.LEAD)
    items = ask("GET", LIST)[1]["items"]
    assert [items[0]["at"], items[-1]["at"], len(items)] == ["2026-01-05T12:01:42Z", "2026-01-05T12:00:03Z", 100]


def test_a_source_shows_its_last_delivery(ask, table):
    assert "last_delivery_at" not in ask("GET", f"/sources/{WEB}")[1]
    delivered(table, "a", lead_id=make.LEAD)
    delivered(table, "b", lead_id=make.LEAD, at=NOON + timedelta(days=1))
    assert ask("GET", f"/sources/{WEB}")[1]["last_delivery_at"] == "2026-01-06T12:00:00Z"
    listed = {one["source_id"]: one.get("last_delivery_at") for one in ask("GET", "/sources")[1]["items"]}
    assert (listed[WEB], listed[PORTAL]) == ("2026-01-06T12:00:00Z", None)


def test_finding_the_last_delivery_takes_one_query():
    from shared.store.table import Table

    class Empty:
        def query(self, **_):
            return {"Items": []}

    client = Counting(Empty())
    assert deliveries.latest(Table(client, "relevo"), WEB) is None
    assert client.calls == ["query"]


def test_a_test_lead_is_stored_with_its_preview_and_creates_nothing_else(ask):
    before = everything()
    status, told = ask("POST", TEST, {"attributes": {"place": "Retiro"}})
    assert (status, told["outcome"], told["preview"]["outcome"]) == (201, "test", "offered")
    assert told["preview"]["sentences"]["es"]
    [kept] = [item for item in everything() if item not in before]
    assert kept["PK"]["S"] == f"DELIVERY#{WEB}"
    assert "ttl" in kept
    assert ask("GET", LIST)[1]["items"] == [told]


def test_a_test_lead_uses_no_turn(ask):
    first = ask("POST", TEST, {})[1]["preview"]["agent_ids"]
    assert ask("POST", TEST, {})[1]["preview"]["agent_ids"] == first


def test_a_test_lead_with_a_key_is_sent_once(ask):
    first = ask("POST", TEST, {}, key="k")
    assert ask("POST", TEST, {}, key="k") == first
    assert ask("POST", TEST, {"attributes": {"a": 1}}, key="k")[1]["code"] == "key_reused"
    assert len(ask("GET", LIST)[1]["items"]) == 1


@pytest.mark.parametrize(("me", "method", "path", "status"), [
    (DAN, "GET", LIST, 403),
    (DAN, "POST", TEST, 403),
    (BOSS, "POST", TEST, 403),
    (BOSS, "GET", f"/sources/{make.id_of('source', 'none')}/deliveries", 404),
])  # fmt: skip
def test_callers_without_permission_are_refused(ask, me, method, path, status):
    assert ask(method, path, {} if method == "POST" else None, me=me)[0] == status


def test_an_archived_source_accepts_no_test_but_lists_its_deliveries(ask, table):
    delivered(table, "a", lead_id=make.LEAD)
    ask("DELETE", f"/sources/{WEB}")
    assert ask("POST", TEST, {})[1]["code"] == "source_archived"
    assert len(ask("GET", LIST)[1]["items"]) == 1


def test_a_source_says_that_it_is_silent_and_what_is_usual(ask, table):
    every_day = f"{sum(1 << 24 * n for n in range(28)):x}"
    watch = SourceWatch(last_at=NOON, hours=every_day, silent_since=NOON, silent_told_at=NOON, failing_since=NOON)
    table.commit([put(WatchedSources(sources={WEB: watch}))])
    [listed] = [one for one in ask("GET", "/sources")[1]["items"] if one["source_id"] == WEB]
    for one in (listed, ask("GET", f"/sources/{WEB}")[1]):
        assert one["silent_since"] == one["failing_since"] == "2026-01-05T12:00:00Z"
        assert one["usual_seconds"] == 24 * 3600
    assert "silent_since" not in ask("GET", f"/sources/{PORTAL}")[1]
