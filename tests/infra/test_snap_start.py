"""Do the functions that somebody waits for start from a snapshot, where the tenant's file asks for it?"""

from infra import wiring
from infra.cost.idle import idle_month

AWAITED = {"claim", "expire", "ingest", "plan", "route", "supervise"}


def functions(stack):
    found = stack.template["Resources"].values()
    return [one["Properties"] for one in found if one["Type"] == "AWS::Lambda::Function"]


def from_snapshots(stack):
    wired = {wired.name for wired in wiring.FUNCTIONS}
    asked = {one["FunctionName"].rpartition("-")[2]: one["SnapStart"] for one in functions(stack) if "SnapStart" in one}
    assert asked.keys() <= wired
    assert all(conf == {"ApplyOn": "PublishedVersions"} for conf in asked.values())
    return set(asked)


def test_functions_that_somebody_waits_for_start_from_snapshots_where_the_tenant_asks(production):
    assert from_snapshots(production) == AWAITED


def test_no_function_does_unless_the_tenant_asks(demo):
    assert from_snapshots(demo) == set()


def test_triggers_call_a_version_that_was_published_and_so_has_a_snapshot(production):
    for alias in production.of_type("AWS::Lambda::Alias"):
        assert "Version" in alias["FunctionVersion"]["Fn::GetAtt"]


def test_what_snapshots_cost_is_told(demo, production):
    (none,) = (one for one in idle_month(demo.template, {}) if one.price == "snapshot")
    (some,) = (one for one in idle_month(production.template, {}) if one.price == "snapshot")
    assert none.amount == 0
    memory = sum(one["MemorySize"] for one in functions(production) if "SnapStart" in one)
    assert memory > 0
    assert some.amount == memory / 1024 * 730 * 3600
