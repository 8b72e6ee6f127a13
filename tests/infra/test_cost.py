"""Is what a tenant costs reckoned from its template, and told in the documentation?"""

import copy
import json
import re
import tomllib
from datetime import date

import pytest

from infra import wiring
from infra.assets import ROOT
from infra.commands import cost
from infra.cost.idle import HOURS, idle_month
from infra.cost.leads import thousand_leads
from infra.cost.live import live_month
from infra.cost.prices import FILE, Prices, Used
from infra.terminal import columns

PRICES = Prices.read()
SWEEPS = {"query": 10, "transact_write_items": 2}
STORED = {"table_gb", "recovery_gb", "bucket_gb"}  # what `make destroy` tells of what stays
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()


def idle(template):
    return {one.subject: one for one in idle_month(template, SWEEPS)}


@pytest.fixture
def changed(demo):
    """Return the demo's template, to be changed."""
    return copy.deepcopy(demo.template)


def of_type(template, kind):
    return [one["Properties"] for one in template["Resources"].values() if one["Type"] == f"AWS::{kind}"]


def test_each_price_has_its_unit_and_source_and_all_are_of_one_day():
    assert PRICES.date <= date(2100, 1, 1)
    for price in PRICES.prices.values():
        assert price.dollars > 0
        assert price.per >= 1
        assert re.fullmatch(r"https://aws\.amazon\.com/[a-z0-9/-]+/", price.source)


def test_every_price_is_used(demo):
    used = [*idle_month(demo.template, SWEEPS), *thousand_leads(demo.template, 60), *live_month(demo.template)]
    assert {one.price for one in used} | {"metric"} | STORED == PRICES.prices.keys()


def test_what_is_used_costs_its_price():
    assert PRICES.of(Used("alarms", "alarm", 8)) == pytest.approx(0.8)
    assert PRICES.of(Used("mails", "mail", 2_000)) == pytest.approx(0.2)
    assert PRICES.total([Used("alarms", "alarm", 8), Used("mails", "mail", 2_000)]) == pytest.approx(1)


def test_an_alarm_costs_each_metric_that_it_looks_at(changed):
    before = idle(changed)["alarms"].amount
    stat = {"MetricStat": {}}
    of_type(changed, "CloudWatch::Alarm")[0]["Metrics"] = [stat, stat, {"Expression": "a + b"}]
    assert idle(changed)["alarms"].amount == before + 1


def test_a_dashboard_is_paid_for_where_the_tenant_has_one(demo, production):
    assert [idle(stack.template)["dashboard"].amount for stack in (demo, production)] == [0, 1]


def test_what_is_adopted_costs_as_what_is_made(production, adopted):
    assert idle(adopted.template) == idle(production.template)


def asked_a_month(template):
    return idle(template)["empty receives of queues"].amount / HOURS / 60 / 3


def test_each_queue_that_calls_a_function_is_asked_by_its_receivers(changed):
    mappings = [one for one in of_type(changed, "Lambda::EventSourceMapping") if "ScalingConfig" in one]
    everything = asked_a_month(changed)
    assert everything == 5 * len(mappings) + 2 * (len(wiring.QUEUES) - len(mappings))
    del mappings[0]["ScalingConfig"]
    assert asked_a_month(changed) == everything - 3
    mappings[1]["Enabled"] = False
    assert asked_a_month(changed) == everything - 8


def test_the_sweep_costs_its_counted_calls_and_its_looks_into_dead_letters(changed):
    found = idle(changed)
    assert (found["sweep: reads"].amount, found["sweep: writes"].amount) == (10 * HOURS, 2 * 4 * HOURS)
    assert found["sweep: calls"].amount == 60 * HOURS
    dead = [name for name in changed["Resources"] if "DeadLetters" in name and "Policy" not in name]
    assert found["sweep: looks into dead letters"].amount == 12 * HOURS * len(dead)


def test_live_updates_cost_connections_messages_and_the_memory_of_their_functions(changed):
    before = {one.subject: one.amount for one in live_month(changed)}
    minutes = 50 * 26 * 10 * 60
    hints = 3_000 * 6 * 4.5
    assert before["connections"] == minutes
    assert before["hints and signs of life"] == minutes / 8 + hints
    assert before["requests: the counter, tickets"] == minutes / 10 + hints + minutes / 60
    for function in of_type(changed, "Lambda::Function"):
        function["MemorySize"] *= 2
    after = {one.subject: one.amount for one in live_month(changed)}
    assert after["functions: time"] == 2 * before["functions: time"]
    assert after == before | {"functions: time": after["functions: time"]}


@pytest.mark.parametrize(("when", "dollars"), [("nothing happens", 4), ("live updates of fifty members", 1)])
def test_a_month_costs_no_more_than_was_decided(demo, when, dollars):
    """Decisions 31 and 36. Run with `-s` to see the table."""
    ((what, used),) = ((what, used) for what, used in cost.reckon(demo.template).items() if when in what)
    print(f"\n{what}\n{columns(cost.rows(used, PRICES))}")  # noqa: T201 - what it is for, beside the limit
    assert PRICES.total(used) <= dollars


@pytest.fixture
def synthesized(demo, tmp_path):
    (tmp_path / "relevo-demo.template.json").write_text(json.dumps(demo.template))
    return tmp_path


def test_the_command_prints_each_table_with_its_sum(synthesized, capsys):
    assert cost.main(["demo"], synthesized=synthesized) == 0
    told = capsys.readouterr().out
    assert f"list prices of {PRICES.region} on {PRICES.date}" in told
    assert len(re.findall(r"^all +\d+\.\d\d$", told, re.M)) == 3


@pytest.mark.parametrize(("arguments", "said"), [([], "usage"), (["nobody"], "no such file"), (["demo"], "make synth")])
def test_what_cannot_be_reckoned_is_said_in_one_line(tmp_path, capsys, arguments, said):
    assert cost.main(arguments, synthesized=tmp_path) == 2
    told = capsys.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1


def test_the_documentation_has_each_table(demo):
    for when, used in cost.reckon(demo.template).items():
        rows = [
            f"| {what} | {f'{much} {unit}'.strip()} | {told} |" for what, much, unit, told in cost.rows(used, PRICES)
        ]
        table = "\n".join([f"| {when} | amount | dollars |", "|---|---|---|", *rows])
        assert f"\n{table}\n\n" in OPERATIONS, f"docs/operations.md must have:\n{table}"


def test_prices_that_the_documentation_tells_are_those_of_the_file():
    prices = tomllib.loads(FILE.read_text())
    assert f"A dashboard (`dashboard = true`) is ${prices['dashboard']['dollars']:.0f} more" in OPERATIONS
    stored = [prices[name]["dollars"] for name in ("table_gb", "recovery_gb")]
    assert "${:.2f} for a GB of the table, and ${:.2f} for its recovery".format(*stored) in OPERATIONS
    assert f"is a metric of ${prices['metric']['dollars']:.2f} a month" in OPERATIONS
