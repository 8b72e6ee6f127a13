"""Is what a tenant costs reckoned from its template, and told in the documentation?"""

import copy
import json
import re
import tomllib
from datetime import date

import pytest

from infra.assets import ROOT
from infra.commands import cost
from infra.cost.idle import HOURS, idle_month
from infra.cost.leads import thousand_leads
from infra.cost.prices import FILE, Prices, Used

PRICES = Prices.read()
SWEEPS = {"query": 10, "transact_write_items": 2}
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
    used = [*idle_month(demo.template, SWEEPS), *thousand_leads(demo.template, 60)]
    assert {one.price for one in used} | {"metric"} == PRICES.prices.keys(), "a metric counts only where something does"


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


def asked_a_month(template):
    return idle(template)["empty receives of queues"].amount / HOURS / 60 / 3


def test_each_queue_that_calls_a_function_is_asked_by_its_receivers(changed):
    mappings = [one for one in of_type(changed, "Lambda::EventSourceMapping") if "ScalingConfig" in one]
    everything = asked_a_month(changed)
    assert everything == 5 * len(mappings)
    del mappings[0]["ScalingConfig"]
    assert asked_a_month(changed) == everything - 3
    mappings[1]["Enabled"] = False
    assert asked_a_month(changed) == everything - 8


def test_the_sweep_costs_its_counted_calls_its_traces_and_its_looks_into_dead_letters(changed):
    found = idle(changed)
    assert (found["sweep: reads"].amount, found["sweep: writes"].amount) == (10 * HOURS, 2 * 4 * HOURS)
    assert found["sweep: calls"].amount == found["sweep: traces"].amount == 60 * HOURS
    dead = [name for name in changed["Resources"] if "DeadLetters" in name and "Policy" not in name]
    assert found["sweep: looks into dead letters"].amount == 12 * HOURS * len(dead)
    (sweep,) = (one for one in of_type(changed, "Lambda::Function") if one["FunctionName"].endswith("-sweep"))
    sweep["TracingConfig"]["Mode"] = "PassThrough"
    assert idle(changed)["sweep: traces"].amount == 0


@pytest.fixture
def synthesized(demo, tmp_path):
    (tmp_path / "relevo-demo.template.json").write_text(json.dumps(demo.template))
    return tmp_path


def test_the_command_prints_both_tables_with_their_sums(synthesized, capsys):
    assert cost.main(["demo"], synthesized=synthesized) == 0
    told = capsys.readouterr().out
    assert f"list prices of {PRICES.region} on {PRICES.date}" in told
    assert len(re.findall(r"^all +\d+\.\d\d$", told, re.M)) == 2


@pytest.mark.parametrize(("arguments", "said"), [([], "usage"), (["nobody"], "no such file"), (["demo"], "make synth")])
def test_what_cannot_be_reckoned_is_said_in_one_line(tmp_path, capsys, arguments, said):
    assert cost.main(arguments, synthesized=tmp_path) == 2
    told = capsys.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1


def test_the_documentation_has_both_tables(demo):
    for when, used in cost.reckon(demo.template).items():
        rows = [
            f"| {what} | {f'{much} {unit}'.strip()} | {told} |" for what, much, unit, told in cost.rows(used, PRICES)
        ]
        table = "\n".join([f"| {when} | amount | dollars |", "|---|---|---|", *rows])
        assert f"\n{table}\n\n" in OPERATIONS, f"docs/operations.md must have:\n{table}"


def test_the_dashboards_and_metrics_prices_are_those_of_the_documentation():
    prices = tomllib.loads(FILE.read_text())
    assert f"A dashboard (`dashboard = true`) is ${prices['dashboard']['dollars']:.0f} more" in OPERATIONS
    assert f"is a metric of ${prices['metric']['dollars']:.2f} a month" in OPERATIONS
