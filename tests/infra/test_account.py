"""Is what all tenants of an account share watched once, and is somebody told?"""

import json

from infra.lifecycle import stacks as tenants

NAME = "all-relevo"


def test_its_alarms_are_told_to_whom_the_tenants_file_names(account):
    [topic] = account.of_type("SNS::Topic")
    alarms = [found["Properties"] for found in account.of_type("CloudWatch::Alarm").values()]
    assert {alarm["AlarmName"].removeprefix(f"{NAME}-") for alarm in alarms} == {
        "functions-throttled", "clocks-throttled", "mails-bounce", "mails-unwanted",
    }  # fmt: skip
    assert all(alarm["AlarmActions"] == [{"Ref": topic}] for alarm in alarms)
    assert account.only("SNS::Subscription")["Endpoint"] == "operations@example.com"


def test_it_counts_whatever_the_tenant(account):
    alarms = [found["Properties"] for found in account.of_type("CloudWatch::Alarm").values()]
    named = {alarm["MetricName"]: alarm.get("Dimensions", []) for alarm in alarms}
    assert named == {
        "Throttles": [],
        "ThrottledEvents": [{"Name": "ServiceMetric", "Value": "StateTransition"}],
        "Reputation.BounceRate": [],
        "Reputation.ComplaintRate": [],
    }


def test_it_has_no_budget_and_nothing_that_a_tenant_has(account):
    kinds = {found["Type"].split("::")[1] for found in account.template["Resources"].values()}
    assert kinds == {"SNS", "CloudWatch", "IAM", "Chatbot"}
    assert "relevo-example" not in json.dumps(account.template)


def test_its_stack_is_not_taken_for_a_tenants():
    assert not NAME.startswith(tenants.PREFIX)
