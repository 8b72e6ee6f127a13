"""Does the report show the counts to permitted members, in few calls, and its CSV the same?"""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.supervise.reporting.report_csv import FIGURES
from shared.domain.i18n.report_columns import COLUMNS
from shared.domain.lead_records.counters import TAKEN, VALUE, VALUE_TAKEN_OVER, CounterRow
from shared.domain.plan_records.member import Limits, Pause
from shared.domain.plan_records.workload import Workload
from shared.domain.reporting.rollup import MonthRollup, roll_up
from shared.store import codec
from shared.store.table import put_whole
from shared.web.formulas import guarded
from tests import make, memory
from tests.functions import counter_rows, supervising, team
from tests.functions.counter_rows import BEGAN, NOW, TODAY, fill, happen
from tests.make import ANN, BOB, BOSS, CAT, CHIEF, MAIN, NIGHT, PORTAL, WEB
from tests.paging import Paged, a_page, pages
from tests.tables import StagedTable

GONE = make.id_of("agent", "gone")
TEAM = [
    make.member(ANN, first_name="Ana"), make.member(BOB, first_name="Beto"),
    make.member(CAT, first_name="Caro", status="removed"), make.member(BOSS, role="manager", first_name="Marta"),
    make.member(CHIEF, role="rainmaker", first_name="Rita", language="en"),
]  # fmt: skip


@pytest.fixture
def call(table, secret, event):
    return supervising.caller(table, secret, event, now=lambda: NOW)


@pytest.fixture
def export(call):
    """Provide a function that requests the CSV; return its status, headers and body."""

    def ask(me=CHIEF, **query):
        answer = call.whole("/reports/routing.csv", me, **query)
        return answer["statusCode"], answer["headers"], answer["body"]

    return ask


def seat(table, **settings):
    settings = {"created_at": BEGAN, **settings}
    return team.seat(table, routes=[make.route(), make.route(NIGHT, (BOB,), title="Night")], members=TEAM, **settings)


def report(call, me=BOSS, **query):
    status, body = call("/reports/routing", me, **query)
    assert status == 200, body
    return body


def row(body, whose):
    [found] = [one for one in body["rows"] if whose in one.values()]
    return {name: value for name, value in found.items() if value and not isinstance(value, (str, list, dict))}


def a_week_of_work(table):
    """Count what agents, routes and sources achieved, one kind of event after another."""
    happen(table, TODAY, "2026-11-02", agent_id=None, received=5)
    happen(table, TODAY, claimed=2, t44=2, calls=3, appointments=1, responded=1, r60=1)
    happen(table, "2026-11-02", passed=1, expired=1, withdrawn=1, assigned=4, won=1, **{VALUE + "EUR": 250_000})
    happen(table, TODAY, route_id=None, pool_claimed=6, hand_assigned=7, won=1, calls=1)
    happen(table, TODAY, agent_id=None, route_id=NIGHT, source_id=PORTAL, expired=1, **{TAKEN + BOB: 2, TAKEN + CAT: 1})
    happen(table, TODAY, agent_id=None, route_id=None, received=1)
    happen(table, "2026-10-02", claimed=8, t44=8)
    happen(table, "2026-10-27", claimed=9)


def test_by_agent_received_means_offers_and_assignments_and_other_counts_are_as_counted(table, call):
    seat(table)
    a_week_of_work(table)
    body = report(call)
    assert (body["from"], body["to"], body["by"], body["step"]) == ("2026-11-01", TODAY, "agent", "day")
    assert row(body, ANN) == {
        "received": 9, "claimed": 2, "passed": 1, "expired": 1, "withdrawn": 1, "assigned": 4, "won": 1,
        "claim_rate": 0.5, "median_claim_seconds": 69, "p90_claim_seconds": 69, "pool_claimed": 6, "hand_assigned": 7,
        "calls": 4, "responded": 1, "appointments": 1, "median_response_seconds": 319, "p90_response_seconds": 319,
    }  # fmt: skip
    assert row(body, BOB) == {"taken": 2}
    assert row(body, CAT) == {"taken": 1}
    assert row(body, BOSS) == {}
    assert body["rows"][0]["name"] == "Ana García"
    assert "claim_rate" not in body["rows"][-1]
    named = {one["agent_id"]: (one["status"], [route["title"] for route in one["routes"]]) for one in body["rows"]}
    assert named[BOB] == ("active", ["Main", "Night"])
    assert named[CAT] == ("removed", ["Main"])
    assert set(named) == {ANN, BOB, CAT, BOSS, CHIEF}
    assert (body["totals"]["received"], body["totals"]["expired"], body["totals"]["taken"]) == (11, 2, 3)


def test_removed_members_without_counts_are_left_out_and_unknown_ones_have_no_name(table, call):
    seat(table)
    happen(table, TODAY, agent_id=GONE, claimed=1)
    rows = report(call)["rows"]
    assert {one.get("name") for one in rows} == {None, "Ana García", "Beto García", "Marta García", "Rita García"}


def test_by_route_and_source_received_means_leads(table, call):
    seat(table)
    a_week_of_work(table)
    gone = make.id_of("route", "gone")
    happen(table, TODAY, route_id=gone, claimed=1)
    routes, sources = report(call, by="route"), report(call, by="source")
    assert row(routes, MAIN)["received"] == 10
    assert row(routes, NIGHT) == {"expired": 1, "taken": 3}
    assert row(routes, gone)["claimed"] == 1
    assert [one.get("name") for one in routes["rows"]] == ["Main", "Night", None]
    assert (row(sources, WEB)["received"], row(sources, PORTAL)["taken"]) == (11, 3)
    assert routes["totals"] == sources["totals"] == report(call)["totals"]


def test_the_series_is_by_day_in_a_month_and_by_month_in_a_year(table, call):
    seat(table)
    a_week_of_work(table)
    month, year = report(call)["series"], report(call, range="ytd")["series"]
    assert [one["date"] for one in month] == [f"2026-11-{day:02}" for day in range(1, 27)]
    assert {one["date"]: one["received"] for one in month if one["received"]} == {"2026-11-02": 5, TODAY: 6}
    assert {one["date"]: one["claimed"] for one in year if one["claimed"]} == {"2026-10": 17, "2026-11": 2}
    assert len(year) == 11


def test_the_month_to_date_is_compared_with_the_same_days_of_the_month_before(table, call):
    seat(table)
    a_week_of_work(table)
    previous = report(call, compare="previous")["previous"]
    assert (previous["from"], previous["to"]) == ("2026-10-01", "2026-10-26")
    assert (previous["totals"]["claimed"], row(previous, ANN)["claimed"]) == (8, 8)  # of the 27th nothing
    assert "previous" not in report(call)
    assert "previous" not in report(call, range="all", compare="previous")


def test_a_range_of_dates_and_all_time(table, call):
    seat(table)
    a_week_of_work(table)
    assert report(call, range="2026-10-02..2026-10-26")["totals"]["claimed"] == 8
    body = report(call, range="all")
    assert (body["from"], body["totals"]["claimed"]) == ("2025-03-10", 19)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"range": "2026-11-27..2026-11-28"}, "range"), ({"range": "2026-11-26..2026-11-25"}, "range"),
        ({"range": "2026-02-30..2026-03-01"}, "range"), ({"range": "1850-01-01..1850-01-02"}, "range"),
        ({"range": "2019-01-01..2026-01-01"}, "range"), ({"range": "week"}, "range"), ({"by": "team"}, "by"),
        ({"range": "２026-01-01..2026-01-02"}, "range"), ({"compare": "next"}, "compare"), ({"agent": ANN}, "agent"),
    ],
)  # fmt: skip
def test_an_invalid_query_is_422_and_names_the_field(table, call, query, field):
    seat(table)
    for path in ("/reports/routing", "/reports/routing.csv"):
        status, body = call(path, BOSS, **query)
        assert (status, body["code"], body["errors"][0]["loc"]) == (422, "invalid", ["query", field])


def test_before_the_team_began_there_is_nothing_and_nothing_is_read(table, call):
    seat(table)
    report(call)
    table.calls.clear()
    body = report(call, range="2020-01-01..2024-12-31", by="route", compare="previous")
    assert (body["totals"]["received"], len(body["series"]), table.calls) == (0, 60, ["batch_get_item"])


def test_agents_and_unknown_callers_may_not_read_the_report(table, call):
    seat(table)
    for path in ("/reports/routing", "/reports/routing.csv", "/dashboard"):
        assert [call(path, who)[0] for who in (ANN, CAT, None)] == [403, 403, 403]


def test_managers_export_unless_the_rainmaker_has_disabled_it(table, export):
    seat(table, managers_export=False)
    assert export(BOSS)[0] == 403
    assert json.loads(export(BOSS)[2])["code"] == "forbidden"
    assert export(CHIEF)[0] == 200
    seat_again = team.read_settings(table).model_copy(update={"managers_export": True})
    team.change(table, seat_again)
    assert export(BOSS)[0] == 200


def as_told(value):
    """Return a figure of the answer as a cell of the CSV shows it; a sum where there is one currency alone."""
    if isinstance(value, list):
        return str(sum(one["amount"] for one in value))
    return "" if value is None else str(value)


@pytest.mark.parametrize("by", ["agent", "route", "source"])
def test_the_csv_holds_the_answers_rows(table, call, export, by):
    seat(table)
    a_week_of_work(table)
    body = report(call, by=by, compare="previous")
    status, headers, text = export(by=by, compare="previous")
    assert (status, headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert headers["Content-Disposition"] == f'attachment; filename="routing-{by}-2026-11-01-{TODAY}.csv"'
    header, *rows = csv.reader(io.StringIO(text))
    own, skip = len(FIGURES), 2 if by == "agent" else 1
    assert (header[0], header[-1], {len(one) for one in rows}) == (by.capitalize(), "Id", {len(header)})
    assert [one[-1] for one in rows] == [*(one[f"{by}_id"] for one in body["rows"]), ""]
    before = {one[f"{by}_id"]: one for one in body["previous"]["rows"]}
    for cells, told in zip(rows, [*body["rows"], body["totals"]], strict=True):
        earlier = body["previous"]["totals"] if told is body["totals"] else before.get(told[f"{by}_id"], {})
        assert cells[skip : skip + own] == [as_told(told.get(name)) for name in FIGURES]
        assert cells[skip + own : -1] == [as_told(earlier.get(name)) for name in FIGURES]
    if by == "agent":
        assert rows[0][:2] == ["Ana García", "Main"]
    assert rows[-1][0] == "Total"


def test_values_of_deals_are_added_up_in_each_currency_the_teams_first(table, call, export):
    """Nothing is converted; what was taken back is less, and what an agent took over is beside the rest."""
    seat(table)
    happen(table, "2026-11-02", "2026-11-03", won=1, **{VALUE + "EUR": 200_000})
    happen(table, "2026-11-04", won=-1, **{VALUE + "EUR": -200_000})
    taken = {VALUE + "AUD": 90, VALUE_TAKEN_OVER + "AUD": 90, VALUE + "EUR": 5, VALUE_TAKEN_OVER + "EUR": 5}
    happen(table, TODAY, won=2, won_taken_over=2, **taken)
    happen(table, TODAY, agent_id=BOB, source_id=PORTAL, won=0, **{VALUE + "EUR": 0})
    both = [{"currency": "EUR", "amount": 200_005}, {"currency": "AUD", "amount": 90}]
    by_agent, by_source = report(call), report(call, by="source")
    assert by_agent["totals"]["won_value"] == by_source["totals"]["won_value"] == both
    figures = {one.get("agent_id") or one["source_id"]: one for one in (*by_agent["rows"], *by_source["rows"])}
    assert figures[ANN]["won_value"] == [{"currency": "EUR", "amount": 200_000}]
    assert figures[ANN]["won_value_taken_over"] == [
        {"currency": "EUR", "amount": 5},
        {"currency": "AUD", "amount": 90},
    ]
    assert (figures[WEB]["won_value"], figures[PORTAL]["won_value"], by_agent["currency"]) == (both, [], "EUR")
    told = list(csv.DictReader(io.StringIO(export(by="source")[2])))
    assert [(one["Value won (EUR)"], one["Value won (AUD)"]) for one in told] == [
        ("0", "0"), ("200005", "90"), ("200005", "90"),
    ]  # fmt: skip


def test_each_export_is_audited_and_a_report_on_the_screen_is_not(table, call, export):
    seat(table)
    report(call)
    export(CHIEF, by="route")
    [entry] = supervising.audits()
    assert (entry.what, entry.by, entry.subject) == ("report.exported", CHIEF, "report")
    assert entry.after == {"range": "mtd", "by": "route", "compare": None}


def test_the_csv_is_in_the_callers_language_without_a_byte_order_mark(table, export):
    seat(table)
    assert export(CHIEF)[2].startswith("Agent,Routes,Received,")
    assert export(BOSS)[2].startswith("Agente,Rutas,Recibidos,")
    assert len(next(csv.reader(io.StringIO(export(BOSS)[2])))) == len(FIGURES) + 3


def test_every_column_has_a_unique_name_in_both_languages():
    es, en = COLUMNS["es"], COLUMNS["en"]
    assert set(es) == set(en) == {*FIGURES, "agent", "route", "source", "routes", "id", "total", "before"}
    assert all(len(set(one.values())) == len(one) for one in (es, en))


def test_claim_times_are_distributed_and_compared_with_the_teams_target(table, call):
    seat(table, claim_target_seconds=90)
    happen(table, TODAY, claimed=4, t10=1, t44=2, t90=1)  # 3 s, 69 s and 92 min
    body = report(call)
    assert body["claim_target_seconds"] == 90
    assert [one for one in body["claim_times"] if one["claims"]] == [
        {"from": 0, "to": 15, "claims": 1}, {"from": 60, "to": 120, "claims": 2}, {"from": 3600, "claims": 1},
    ]  # fmt: skip
    assert [one["median_claim_seconds"] for one in body["series"] if "median_claim_seconds" in one] == [69]
    assert [one["claim_rate"] for one in body["series"] if "claim_rate" in one] == [1]


@pytest.mark.parametrize("span", ["mtd", "ytd"])
def test_demand_is_told_by_hour_of_the_week_from_when_hours_are_counted(table, call, span):
    seat(table)
    happen(table, "2026-11-03", agent_id=None, received=4)
    happen(table, "2026-11-10", TODAY, agent_id=None, received=3, h9=2, h81=1)
    demand = report(call, range=span)["demand"]
    assert {hour: n for hour, n in enumerate(demand["hours"]) if n} == {9: 4, 81: 2}
    assert demand["uncounted"] == 4
    assert demand["counted_from"] == {"mtd": "2026-11-10", "ytd": "2026-11"}[span]


def test_agents_rows_show_what_they_have_now_and_their_limits_and_pauses(table, call):
    paused = Pause(side="team", by=CHIEF, at=NOW)
    members = [
        make.member(ANN, limits=Limits(per_day=5, open=9)),
        make.member(BOB, pauses=(paused,)),
        *TEAM[2:],
    ]
    team.seat(table, routes=[make.route()], members=members, created_at=BEGAN)
    workload = Workload(agent_id=ANN, active=True, open_leads=7, open_offers=1, received={TODAY: 2}, version=2)
    table.commit([put_whole(workload)])
    happen(table, TODAY, agent_id=CAT, claimed=1)
    body = report(call, compare="previous")
    loads = {one["agent_id"]: one.get("load") for one in body["rows"]}
    assert loads[ANN] == {
        "open_leads": 7, "open_offers": 1, "receiving": {"now": True, "reasons": [], "limits": [
            {"period": "day", "used": 3, "max": 5}, {"period": "open", "used": 8, "max": 9},
        ]},
    }  # fmt: skip
    assert loads[BOB]["receiving"] == {"now": False, "reasons": ["paused_team"], "limits": []}
    assert loads[CAT] is None  # removed
    assert not any("load" in one for one in body["previous"]["rows"])
    assert not any("load" in one for one in report(call, by="route")["rows"])


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "+34", "-1+1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_a_formula(name):
    assert guarded(name) == f"'{name}"


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("Ana;=1+1", "Ana;'=1+1"), ("Main; +34", "Main; '+34"), ("a\t@SUM(A1)", "a\t'@SUM(A1)"), ("a\n-1", "a\n'-1"),
        (" =1", " '=1"), ('";=1', "\";'=1"), ("a|=1", "a|'=1"), ("a,=1", "a,'=1"), ("\uff1d1", "'\uff1d1"),
        ("a@example.com; b-c", "a@example.com; b-c"), ("2026-01-05", "2026-01-05"),
    ],
)  # fmt: skip
def test_no_part_of_a_cell_is_a_formula_where_semicolons_separate_cells(name, cell):
    assert guarded(name) == cell


@given(st.text(st.sampled_from(";,|\t\r\n \"'=+-@ab1")))
def test_no_reader_of_the_csv_finds_a_formula(text):
    """Whatever it separates cells by, and whether or not it reads quotes."""
    line = io.StringIO()
    csv.writer(line).writerow([guarded(text), guarded("b")])
    for separator in ";,|\t":
        for cell in (part for row in line.getvalue().splitlines() for part in row.split(separator)):
            assert not cell.strip(' "').startswith(("=", "+", "-", "@"))


def test_a_name_that_looks_like_a_formula_is_text_in_the_csv(table, export):
    team.seat(table, members=[make.member(CHIEF, role="rainmaker", first_name="=1+1", last_name='a","b\n')])
    [named, _] = list(csv.reader(io.StringIO(export(CHIEF)[2])))[1:]
    assert named[0] == '\'=1+1 a","b'
    assert [guarded(cell) for cell in ("Ana", 0, 1.5, None, "")] == ["Ana", "0", "1.5", "", ""]


# Large teams

COUNTS = {"claimed": 1, "passed": 1, "expired": 1, "t44": 1, "calls": 2, "r60": 1}
LONG = {"2026-08": 31, "2026-10": 31, "2026-11": 26}  # days of the large months: one rolled up, one not, and this one


def queries(items, rows, *, folded, october, november):
    """Return how many queries the year to date takes if October is not rolled up: one for each page it reads.

    Args:
        items: of rolled-up months in a page.
        rows: of days in a page.
        folded: marks and pages of the rolled-up months.
        october, november: rows of their days.
    """
    return pages(folded, items) + pages(october, rows) + pages(november, rows)


def places(routes):
    return [(make.id_of("route", f"r{n}"), make.id_of("source", f"s{n}")) for n in range(routes)]


def work(agents, routes, long=LONG):
    """Return each agent's counts on each route and source: every day of the large months, one day of the others."""
    dates = [f"2026-{n:02}-{day:02}" for n in range(1, 12) for day in range(1, long.get(f"2026-{n:02}", 1) + 1)]
    return [(date, agent_id, *place) for date in dates for agent_id in agents for place in places(routes)]


def months(since, until):
    """Return the months from one to another, both included."""
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(since[0] * 12 + since[1] - 1, until[0] * 12 + until[1])]


def year(table, call, agents, routes, long=LONG):
    """Return the report of such a year with all months but October rolled up, its calls, and that of the year before.

    Rolled-up months need only some days: the rollup has one row for all of a month's.
    """
    members = [*(make.member(agent_id) for agent_id in agents[:-1]), *TEAM]
    team.seat(table, members=members, created_at=BEGAN)
    fill(memory.client("dynamodb"), ((row, COUNTS) for row in work(agents, routes, long)))
    counter_rows.roll_up_months(table, *months((2025, 3), (2026, 9)))
    report(call, range="2020-01-01..2020-01-02")  # reads the plan
    for query in ({}, {"by": "route", "compare": "previous"}):
        table.calls.clear()
        yield report(call, range="ytd", **query), table.calls.copy()


@pytest.mark.parametrize("page", [7, 10, 1_000])
def test_the_year_to_date_takes_a_query_per_page_also_if_a_month_is_not_rolled_up(aws, secret, event, page):
    """Three agents on three routes: 9 rows a day."""
    table = StagedTable(Paged(memory.client("dynamodb"), page))
    call = supervising.caller(table, secret, event, now=lambda: NOW)
    agents = [make.id_of("agent", f"{n:02}") for n in range(3)]
    days = {"2026-08": 5, "2026-10": 6, "2026-11": 5}
    (alone, calls), (compared, more) = year(table, call, agents, 3, days)
    assert alone["totals"]["claimed"] == compared["totals"]["claimed"] == 9 * (5 + 6 + 5 + 8)
    taken = queries(page, page, folded=9 + 9, october=9 * 6, november=9 * 5)
    loads = pages(len(agents) + len(TEAM) - 1, page)
    assert calls.count("query") == taken + loads
    assert len(calls) - taken - loads == 1
    # Of the year before: the marks from April to December, and no day of March and November.
    assert more.count("query") == taken + pages(9, page) + 2


def test_the_year_to_date_of_fifty_agents_needs_at_most_fifteen_queries_by_size():
    """By the items' sizes, a page of DynamoDB holding 1 MB. Each agent on three routes: 150 rows a day."""
    agents = [make.id_of("agent", f"{n:02}") for n in range(50)]
    counted = {name: 31 * number for name, number in COUNTS.items()}
    tallies = [CounterRow("2026-08", agent_id, *place, counted) for agent_id in agents for place in places(3)]
    folded = [*roll_up("2026-08", tallies), MonthRollup(month="2026-08", pages=1)]
    items = min(a_page(codec.to_item(one)) for one in folded)
    rows = a_page(counter_rows.item(work(agents, 3)[0], COUNTS))
    taken = queries(items, rows, folded=9 * len(folded), october=150 * 31, november=150 * 26)
    before = pages(9 * len(folded), items) + 2 * pages(150 * 31, rows)
    assert taken + before <= 15


@pytest.mark.soak
def test_the_year_to_date_of_fifty_agents_takes_at_most_fifteen_queries(table, call):
    """150 rows a day, 50,000 a year."""
    agents = [make.id_of("agent", f"{n:02}") for n in range(50)]
    for body, calls in year(table, call, agents, 3):
        assert body["totals"]["claimed"] == 150 * (31 + 31 + 26 + 8)
        assert calls.count("query") <= 15
        assert len(calls) - calls.count("query") == 1
