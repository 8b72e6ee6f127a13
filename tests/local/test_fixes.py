"""Do the repairs of the embedded AWS work, as far as can be tested without starting it?"""

import copy
import json
from datetime import datetime
from importlib.metadata import version
from types import ModuleType

import pytest
from ministack.core import iam_actions, iam_evaluator
from ministack.services import dynamodb, eventbridge, scheduler
from ministack.services.cloudformation import provisioners

from local import engine
from local.fixes import (
    EngineChanged,
    addresses,
    errors,
    generated_secrets,
    key_conditions,
    leading_keys,
    replace,
    schedules,
    senders,
)
from local.places import ANYWHERE

LOG = """some output
Traceback (most recent call last):
  File "a.py", line 1, in handler
    raise first
KeyError: 'x'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "a.py", line 3, in handler
    raise TooEarly(
        "early")
shared.domain.kernel.errors.TooEarly: 2 s early: try again
and more text
"""


def test_the_class_of_the_last_exception_is_found():
    assert errors.class_name(LOG) == "TooEarly"


def test_a_log_without_a_traceback_names_no_class():
    assert errors.class_name("Error: no such thing") is None


def test_the_pinned_engine_is_installed():
    assert version("ministack") == engine.MINISTACK


def test_another_version_of_the_engine_is_refused_in_one_line(capsys):
    assert engine.main(known="9.9.9") == 2
    assert capsys.readouterr().err.strip().count("\n") == 0


def test_a_missing_name_is_reported():
    module = ModuleType("there")
    module.old = 1
    assert replace(module, "old", 2) == 1
    with pytest.raises(EngineChanged, match=r"no there\.gone"):
        replace(module, "gone", 1)


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        pytest.param("Europe/Madrid", "2026-07-01T07:00:00+00:00", id="summer time"),
        pytest.param("America/Bogota", "2026-07-01T14:00:00+00:00", id="west"),
        pytest.param(None, "2026-07-01T09:00:00+00:00", id="none means UTC"),
    ],
)
def test_a_one_time_schedule_is_read_in_its_own_zone(zone, utc):
    expression = schedules.zoned("at(2026-07-01T09:00:00)", zone)
    assert schedules.at(scheduler._at_time_epoch, expression) == datetime.fromisoformat(utc).timestamp()


@pytest.mark.parametrize(
    ("after", "utc"),
    [
        pytest.param("2026-03-28T08:30:00+00:00", "2026-03-29T07:00:00+00:00", id="into summer time"),
        pytest.param("2026-10-24T07:30:00+00:00", "2026-10-25T08:00:00+00:00", id="back to winter time"),
    ],
)
def test_a_repeated_schedule_keeps_its_local_time(after, utc):
    fields = schedules.parse(eventbridge._parse_cron_fields, schedules.zoned("cron(0 9 * * ? *)", "Europe/Madrid"))
    found = schedules.next_fire(eventbridge._cron_next_fire, fields, datetime.fromisoformat(after))
    assert found == datetime.fromisoformat(utc)


@pytest.mark.parametrize(
    ("method", "query", "body"),
    [
        pytest.param("PUT", {}, b'{"GroupName": "relevo-demo"}', id="in the body"),
        pytest.param("DELETE", {"groupName": ["relevo-demo"]}, b"", id="in the query"),
    ],
)
def test_a_schedule_is_authorised_in_its_own_group(method, query, body):
    asked = ("scheduler", method, "/schedules/route-on", {}, body, query, "eu-west-1", "123456789012")
    arn = schedules.resource(iam_actions.extract_resource_arn, *asked)
    assert arn == "arn:aws:scheduler:eu-west-1:123456789012:schedule/relevo-demo/route-on"


def test_an_expression_with_its_zone_equals_the_expression():
    """The engine saves and copies schedules; the zone is added again at the next check."""
    expression = schedules.zoned("rate(1 minute)", "Europe/Madrid")
    assert json.loads(json.dumps(expression)) == "rate(1 minute)"
    assert copy.deepcopy(expression) == "rate(1 minute)"


@pytest.mark.parametrize(("body", "address"), [
    pytest.param({"FromEmailAddress": "relevo@example.com"}, "relevo@example.com", id="an address"),
    pytest.param({"FromEmailAddress": "=?utf-8?q?Casa?= <relevo@example.com>"}, "relevo@example.com", id="with a name"),
    pytest.param({}, "", id="none"),
    pytest.param([], "", id="no object"),
])  # fmt: skip
def test_an_email_is_authorised_on_its_senders_address(monkeypatch, body, address):
    monkeypatch.setattr(iam_actions, "_ses_v2_resource_arn", lambda *_: "*")
    monkeypatch.setattr(iam_evaluator, "enforce", lambda **given: given["service_context"])
    senders.repair()
    asked = ("POST", "/v2/email/outbound-emails", json.dumps(body).encode(), "eu-west-1", "000000000000")
    expected = f"arn:aws:ses:eu-west-1:000000000000:identity/{address}" if address else "*"
    arn = iam_actions._ses_v2_resource_arn(*asked)
    assert arn == expected
    told = iam_evaluator.enforce(resource_arn=arn, service_context={"aws:x": "y"})
    assert told == {"aws:x": "y", **({"ses:FromAddress": address} if address else {})}
    assert iam_actions._ses_v2_resource_arn("GET", *asked[1:]) == "*"


def test_an_invalid_body_names_no_sender():
    assert senders.sender(b"\xff{") == ""


def test_a_function_gets_the_address_of_its_run_and_the_deployed_configuration_stays():
    deployed = {"FunctionName": "deliver", "Environment": {"Variables": {"PUBLIC_URL": f"{ANYWHERE}/api", "A": "b"}}}
    before = copy.deepcopy(deployed)
    placed = addresses.placed(deployed, "http://127.0.0.1:8700")
    assert placed["Environment"]["Variables"] == {"PUBLIC_URL": "http://127.0.0.1:8700/api", "A": "b"}
    assert (placed["FunctionName"], deployed) == ("deliver", before)


def test_a_function_without_variables_starts_too():
    assert addresses.placed({}, "http://127.0.0.1:8700")["Environment"]["Variables"] == {}


def test_a_function_reaches_an_api_of_this_machine_by_its_address_at_aws(monkeypatch):
    monkeypatch.setenv("GATEWAY_PORT", "8123")
    deployed = {"Environment": {"Variables": {"LIVE_URL": "https://a1b2.execute-api.us-east-1.amazonaws.com/live"}}}
    placed = addresses.placed(deployed, "http://127.0.0.1:8700")
    assert placed["Environment"]["Variables"]["LIVE_URL"] == "http://127.0.0.1:8123/_aws/execute-api/a1b2/live"


@pytest.fixture
def keyed(monkeypatch):
    """Provide the repaired engine's reading of requests on a table with one index."""
    for name in ("dynamodb_service_context", "dynamodb_transaction_checks"):
        monkeypatch.setattr(iam_actions, name, getattr(iam_actions, name))
    monkeypatch.setattr(iam_evaluator, "enforce", iam_evaluator.enforce)
    index = {"IndexName": "queue", "KeySchema": [{"AttributeName": "queue_pk", "KeyType": "HASH"}]}
    monkeypatch.setattr(dynamodb, "_tables", {"here": {"pk_name": "PK", "GlobalSecondaryIndexes": [index]}})
    leading_keys.repair()


OWN, OTHER = {"PK": {"S": "LEAD#1"}, "SK": {"S": "LEAD"}}, {"PK": {"S": "PLAN"}, "SK": {"S": "ORDER"}}
QUERY = {"TableName": "here", "KeyConditionExpression": "#pk = :pk", "ExpressionAttributeValues": {":pk": {"S": "X"}}}


@pytest.mark.parametrize(
    ("request_", "keys"),
    [
        pytest.param({"TableName": "here", "Key": OWN}, ["LEAD#1"], id="one item"),
        pytest.param({"RequestItems": {"here": {"Keys": [OWN, OTHER]}}}, ["LEAD#1", "PLAN"], id="a batch read"),
        pytest.param({"RequestItems": {"here": [{"PutRequest": {"Item": OTHER}}]}}, ["PLAN"], id="a batch write"),
        pytest.param(QUERY | {"ExpressionAttributeNames": {"#pk": "PK"}}, ["X"], id="a query"),
        pytest.param(
            QUERY | {"IndexName": "queue", "ExpressionAttributeNames": {"#pk": "queue_pk"}}, ["X"], id="of an index"
        ),
        pytest.param({"TableName": "here"}, None, id="a scan names none"),
    ],
)
def test_a_policy_is_told_which_partition_keys_a_request_names(keyed, request_, keys):
    context = iam_actions.dynamodb_service_context(json.dumps(request_).encode())
    assert context.get("dynamodb:LeadingKeys") == keys


def test_each_item_of_a_transaction_is_checked_with_its_own_key(keyed):
    asked = {
        "TransactItems": [{"Put": {"TableName": "here", "Item": OWN}}, {"Delete": {"TableName": "here", "Key": OTHER}}]
    }
    checks = iam_actions.dynamodb_transaction_checks(
        "dynamodb:TransactWriteItems", json.dumps(asked).encode(), "us-east-1", "000000000000"
    )
    assert [(action, arn.key) for action, arn in checks] == [
        ("dynamodb:PutItem", "LEAD#1"),
        ("dynamodb:DeleteItem", "PLAN"),
    ]


SORTED = ("", "a", "a#1", "a#2", "é", "z")
ENTRIES = [{"pk": {"S": pk}, "sk": {"S": sk}} for pk in ("OFFERED", "POOLED") for sk in SORTED]
NUMBERED = [{"pk": {"S": "OFFERED"}, "sk": {"N": "1"}}, {"pk": {"S": "OFFERED"}}]


@pytest.mark.parametrize(
    ("condition", "values"),
    [
        ("#pk = :pk", {}),
        ("#pk = :pk AND begins_with(#sk, :sk)", {":sk": "a#"}),
        ("#pk = :pk AND #sk <= :sk", {":sk": "a#1"}),
        ("#pk = :pk AND #sk BETWEEN :from AND :sk", {":from": "a", ":sk": "é"}),
        ("#pk = :pk AND #sk > :sk", {":sk": "a"}),
        ("#pk = :pk AND (#sk <= :sk)", {":sk": "a"}),
    ],
)
def test_a_query_has_the_items_that_stock_finds(monkeypatch, condition, values):
    names = {"#pk": "pk", **({"#sk": "sk"} if "#sk" in condition else {})}
    values = {name: {"S": text} for name, text in {":pk": "OFFERED", **values}.items()}
    stock = dynamodb._evaluate_condition
    monkeypatch.setattr(dynamodb, "_evaluate_condition", stock)
    key_conditions.repair()

    def found(evaluate):
        fit = []
        for item in (*ENTRIES, *NUMBERED):
            try:
                fit.append(evaluate(condition, item, values, names, slot="KeyConditionExpression"))
            except ValueError as error:
                fit.append(str(error))
        return fit

    assert found(dynamodb._evaluate_condition) == found(stock)


def test_other_conditions_are_read_as_stock_reads_them(monkeypatch):
    stock = dynamodb._evaluate_condition
    monkeypatch.setattr(dynamodb, "_evaluate_condition", stock)
    key_conditions.repair()
    item, values = {"v": {"N": "2"}}, {":v": {"N": "2"}}
    assert dynamodb._evaluate_condition("v = :v", item, values, {})
    assert not dynamodb._evaluate_condition("attribute_not_exists(v)", item, {}, {})


@pytest.mark.parametrize("asked", [True, "true"])
def test_a_generated_secret_has_no_punctuation_where_its_template_wants_none(asked):
    props = {"GenerateSecretString": {"PasswordLength": 500, "ExcludePunctuation": asked}}
    secret = provisioners._sm_secret_string(generated_secrets.heeded(props))
    assert (len(secret), secret.isalnum()) == (500, True)


@pytest.mark.parametrize("asked", [{}, {"ExcludePunctuation": False}, {"ExcludePunctuation": "false"}])
def test_a_generated_secret_may_have_punctuation_where_nobody_minds(asked):
    props = {"GenerateSecretString": {"PasswordLength": 500, **asked}}
    assert generated_secrets.heeded(props) == props
