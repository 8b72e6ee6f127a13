"""Does the Rainmaker read every change, newest first, with any page size?"""

from datetime import timedelta

import pytest

from functions.plan.audits import Audits
from functions.plan.plan_session import PlanSession
from shared.domain.kernel.audit import AuditCopy
from shared.store.caller_rates import CallerRequests
from shared.store.table import put
from shared.web import auth
from shared.web.app import Api
from tests.functions import planning, team
from tests.make import ANN, BOSS, CHIEF, MAIN, NOON, WEB, id_of
from tests.watch import Watch

DAY = timedelta(days=1)
NOW = NOON + 200 * DAY  # the team began at noon: there are months to read


@pytest.fixture
def watch():
    return Watch(NOW)


@pytest.fixture
def ask(table, secret, event, watch):
    return planning.seated(table, secret, event, now=watch)


def entry(number, at, subject=MAIN, by=CHIEF):
    return AuditCopy(audit_id=id_of("audit", f"{number:04}"), at=at, by=by, what="route.changed", subject=subject,
                     before={"title": "A", "response": None}, after={"title": "B"})  # fmt: skip


def write(table, *entries):
    for start in range(0, len(entries), 50):
        table.commit([put(one) for one in entries[start : start + 50]])
    return [one.audit_id for one in sorted(entries, key=lambda one: (one.at, one.audit_id), reverse=True)]


def pages(ask, **query):
    """Return the pages until the end."""
    found, after = [], {}
    while True:
        status, page = ask("GET", "/audit", **query, **after)
        assert status == 200
        found.append([one["audit_id"] for one in page["items"]])
        if page["next"] is None:
            return found
        after = {"cursor": page["next"]}


def flat(found):
    return [one for page in found for one in page]


def test_a_change_has_author_time_old_and_new_values(ask, table):
    ask("PATCH", f"/sources/{WEB}", {"title": "Casa"})
    planning.keep_audits(table)
    [shown] = ask("GET", "/audit")[1]["items"]
    assert {name: shown[name] for name in ("by", "by_name", "what", "subject", "before", "after")} == {
        "by": CHIEF, "by_name": "Ana García", "what": "source.changed", "subject": WEB,
        "before": {"title": "Web"}, "after": {"title": "Casa"},
    }  # fmt: skip
    assert shown["audit_id"].startswith("audit_")


def test_an_entry_that_is_changed_later_is_shown_as_it_was_first_written(ask, table):
    ask("PATCH", f"/sources/{WEB}", {"title": "Casa"})
    planning.keep_audits(table)
    [entry] = planning.audits(table)
    table.commit([put(entry.model_copy(update={"by": BOSS, "after": {"title": "Nada"}}))])
    planning.keep_audits(table)
    [shown] = ask("GET", "/audit")[1]["items"]
    assert (shown["by"], shown["after"]) == (CHIEF, {"title": "Casa"})


def test_an_empty_old_value_is_shown_as_empty(ask, table):
    write(table, entry(1, NOON))
    [shown] = ask("GET", "/audit")[1]["items"]
    assert shown["before"] == {"title": "A", "response": None}


def test_an_author_who_is_no_member_has_no_name(ask, table):
    write(table, entry(1, NOON, by="bootstrap"))
    [shown] = ask("GET", "/audit")[1]["items"]
    assert shown["by"] == "bootstrap"
    assert "by_name" not in shown


@pytest.mark.parametrize("limit", [1, 3, 4, 100])
def test_all_changes_are_listed_once_newest_first_over_months_with_any_page_size(ask, table, limit):
    wanted = write(table, *(entry(number, NOW - number * 9 * DAY) for number in range(12)))
    found = pages(ask, limit=limit)
    assert flat(found) == wanted
    assert all(len(page) <= limit for page in found)


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_a_subject_filters_its_own_changes(ask, table, limit):
    mine = [entry(number, NOW - number * 20 * DAY, "settings") for number in range(4)]
    wanted = write(table, *mine)
    write(table, *(entry(100 + number, NOW - number * 20 * DAY) for number in range(4)))
    assert flat(pages(ask, limit=limit, subject="settings")) == wanted
    assert flat(pages(ask, subject="order")) == []


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        pytest.param({"by": BOSS}, [1], id="by a member"),
        pytest.param({"what": "member.invited"}, [2], id="of one kind"),
        pytest.param({"what": "member"}, [3, 2], id="of kinds with one first word"),
        pytest.param({"what": "mem"}, [], id="of no whole word"),
        pytest.param({"from": "2026-01-08"}, [3], id="from a day"),
        pytest.param({"to": "2026-01-06"}, [1, 0], id="to a day, included"),
        pytest.param({"from": "2026-01-06", "to": "2026-01-07", "what": "member"}, [2], id="of some days and a kind"),
        pytest.param({"from": "2027-01-01"}, [], id="from a day to come"),
    ],
)
@pytest.mark.parametrize("limit", [1, 100])
def test_filters_select_by_member_kind_and_days_of_the_team(ask, table, query, numbers, limit):
    changes = [{}, {"by": BOSS}, {"what": "member.invited"}, {"what": "member.changed"}]
    entries = [entry(n, NOON + n * DAY).model_copy(update=change) for n, change in enumerate(changes)]
    write(table, *entries)
    assert flat(pages(ask, limit=limit, **query)) == [entries[number].audit_id for number in numbers]


def test_a_day_is_the_teams(table, secret, event, watch):
    ask = planning.seated(table, secret, event, now=watch)
    late = entry(1, NOON + timedelta(hours=11, minutes=30))  # past midnight in Madrid
    write(table, late)
    assert flat(pages(ask, to="2026-01-05")) == []
    assert flat(pages(ask, **{"from": "2026-01-06"})) == [late.audit_id]


def test_days_backwards_are_refused(ask):
    status, refusal = ask("GET", "/audit", **{"from": "2026-01-08", "to": "2026-01-07"})
    assert (status, refusal["errors"][0]["reason"]) == (422, "to_before_from")


@pytest.mark.parametrize("query", [{"to": "9999-12-31"}, {"from": "0001-01-01"}, {"from": "2101-01-01"}])
@pytest.mark.parametrize("path", ["/audit", "/audit.csv"])
def test_a_day_far_away_is_refused(ask, path, query):
    status, refusal = ask("GET", path, **query)
    [name] = query
    assert (status, refusal["errors"][0]["reason"]) == (422, "date_out_of_years")
    assert refusal["errors"][0]["loc"] == ["query", name]


def test_the_first_and_the_last_day_that_may_be_asked_for_are_answered(ask):
    assert ask("GET", "/audit", **{"from": "2000-01-01", "to": "2100-12-31"})[0] == 200


def test_a_page_reads_a_bounded_number_of_entries(table, secret, event):
    """A rare subject among many changes: pages may be empty, and only the last has no cursor."""
    doors = planning.doors(table, secret, now=lambda: NOW)
    api = Api(lambda: NOW, auth.guard(doors.plans, CallerRequests(doors.table, doors.request_step).take))
    desk = PlanSession(table, doors.plans, secret, doors.new_id)
    api.route("GET", "/audit", who="rainmaker")(Audits(desk, table, secret, most=5).list_audit)
    ask = planning.caller(api, event)
    team.seat(table)
    write(table, *(entry(number, NOW - timedelta(minutes=number)) for number in range(12)))
    [rare] = write(table, entry(99, NOW - DAY, "settings"))
    found = pages(ask, subject="settings")
    assert flat(found) == [rare]
    assert found[0] == []


def test_years_without_changes_are_crossed(ask, table, watch):
    watch.now = NOON + 3 * 365 * DAY
    wanted = write(table, entry(1, NOON))
    first, second = pages(ask)
    assert (first, second) == ([], wanted)


def test_a_cursor_is_valid_for_its_subject_and_caller_only(ask, table):
    write(table, *(entry(number, NOON) for number in range(3)))
    after = ask("GET", "/audit", limit=1)[1]["next"]
    assert ask("GET", "/audit", cursor=after)[0] == 200
    for query in ({"cursor": after, "subject": MAIN}, {"cursor": after[:-2]}, {"cursor": "x"}):
        assert ask("GET", "/audit", **query)[1]["code"] == "cursor_invalid"


def test_only_the_rainmaker_reads_the_audit(ask):
    assert [ask("GET", "/audit", me=me)[0] for me in (BOSS, ANN, None)] == [403] * 3


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 101}, {"limit": "x"}, {"who": ANN}, {"subject": "x" * 61}])
def test_an_invalid_query_is_refused(ask, query):
    assert ask("GET", "/audit", **query)[0] == 422
