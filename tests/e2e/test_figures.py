"""Do the report, its CSV and the dashboard of the deployed stack show exactly what happened to leads?"""

import csv
import io

import requests

from local.api import send
from tests.e2e.stack import HOURS, SECONDS

# Figures are read twice, and the dashboard lists the longest waits: nobody else may route leads meanwhile.


def row(body, field, whose):
    """Return the counts of the row of an agent, route or source."""
    [found] = [one for one in body["rows"] if one[field] == whose]
    return {name: value for name, value in found.items() if value and isinstance(value, (int, float))}


def report(stack, by, who=None, **query):
    """Return the month's report."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return (who or stack.manager).ask("GET", f"/reports/routing?by={by}&{asked}")


def times(figures):
    """Return the figures without times, and what was in time, which vary."""
    return {name: value for name, value in figures.items() if not (name.endswith("_seconds") or "in_time" in name)}


def test_what_happened_to_leads_is_in_the_report_the_csv_and_the_dashboard(stack, until):
    claims, lets_go, passes = (stack.newcomer() for _ in range(3))
    source = stack.source()
    route = stack.route([lets_go, passes, claims], SECONDS, source)
    first = stack.lead(source)
    until(lambda: stack.offered_to(passes, first))  # it has expired for the first
    assert stack.ask(passes, "POST", f"/leads/{first}/pass")[0] == 204
    until(lambda: stack.offered_to(claims, first))
    assert stack.ask(claims, "POST", f"/leads/{first}/claim")[0] == 200
    assert stack.ask(claims, "POST", f"/leads/{first}/close", {"outcome": "won"})[0] == 200
    second = stack.lead(source)
    until(lambda: stack.offered_to(passes, second))  # it is the second agent's turn now
    assert stack.ask(stack.manager, "POST", f"/leads/{second}/release")[0] == 200
    assert stack.ask(claims, "POST", f"/leads/{second}/claim")[0] == 200  # from the pool

    by_agent, by_route = report(stack, "agent"), report(stack, "route")
    figures = [times(row(by_agent, "agent_id", stack.id_of(who))) for who in (claims, lets_go, passes)]
    assert figures == [
        {"received": 1, "claimed": 1, "claim_rate": 1, "won": 1, "pool_claimed": 1},
        {"received": 1, "expired": 1},
        {"received": 2, "passed": 1, "withdrawn": 1},
    ]
    routed = {"received": 2, "claimed": 1, "passed": 1, "expired": 1, "withdrawn": 1, "won": 1, "claim_rate": 0.3333}
    assert times(row(by_route, "route_id", route["route_id"])) == routed
    by_source = report(stack, "source", who=stack.rainmaker, range="ytd", compare="previous")
    assert times(row(by_source, "source_id", source["source_id"])) == routed | {"pool_claimed": 1}
    assert 1 <= row(by_agent, "agent_id", stack.id_of(claims))["median_claim_seconds"] <= SECONDS
    [named] = [one for one in by_agent["rows"] if one["agent_id"] == stack.id_of(claims)]
    assert [one["route_id"] for one in named["routes"]] == [route["route_id"]]

    dashboard = stack.manager.ask("GET", "/dashboard")
    members = {one["agent_id"]: one for one in dashboard["members"]}
    shown = members[stack.id_of(claims)]
    assert (shown["open_leads"], shown["today"]["claimed"], shown["receiving"]["now"]) == (1, 1, True)
    assert members[stack.id_of(lets_go)]["today"]["missed"] == 1
    assert shown["last_seen_at"] <= dashboard["now"]
    assert dashboard["response"]["today"]["median_claim_seconds"] >= 1


def test_the_csv_equals_the_json_report(stack, until):
    agent, source = stack.newcomer(), stack.source()
    stack.route([agent], HOURS, source)
    lead_id = stack.lead(source)
    until(lambda: stack.offered_to(agent, lead_id))
    assert stack.ask(agent, "POST", f"/leads/{lead_id}/claim")[0] == 200
    asked = "by=agent&range=mtd"
    answer = requests.get(
        f"{stack.told['api']}/reports/routing.csv?{asked}", timeout=60,
        headers={"Authorization": f"Bearer {stack.manager.token()}"},
    )  # fmt: skip
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert answer.headers["content-disposition"].startswith('attachment; filename="routing-agent-')
    body = stack.manager.ask("GET", f"/reports/routing?{asked}")
    header, *rows = csv.reader(io.StringIO(answer.content.decode()))
    assert {len(one) for one in rows} == {len(header)}
    named = {one[-1]: one for one in rows}
    assert set(named) == {one["agent_id"] for one in body["rows"]} | {""}
    for told in body["rows"]:
        cells = named[told["agent_id"]]
        titles = "; ".join(one["title"] for one in told["routes"])
        assert cells[:4] == [told["name"], titles, str(told["received"]), str(told["claimed"])]
    assert named[""][2] == str(body["totals"]["received"])


def test_waiting_leads_are_on_the_dashboard_until_they_are_taken(stack, until):
    agent, source = stack.newcomer(), stack.source()
    route = stack.route([agent], HOURS, source)
    lead_id = stack.lead(source)
    until(lambda: stack.offered_to(agent, lead_id))

    def waiting():
        return {one["lead_id"]: one for one in stack.manager.ask("GET", "/dashboard")["offers"]["items"]}

    offer = waiting()[lead_id]
    assert (offer["agent_ids"], offer["route_title"]) == ([stack.id_of(agent)], route["title"])
    assert stack.ask(agent, "POST", f"/leads/{lead_id}/claim")[0] == 200
    assert lead_id not in waiting()


def test_an_agent_may_not_read_figures(stack):
    for path in ("/dashboard", "/reports/routing", "/reports/routing.csv"):
        assert stack.ask(stack.agents[0], "GET", path)[0] == 403
    assert send(stack.told["api"], "GET", "/dashboard", None, {}).status == 401
