"""Does every trigger start its function, with the right limits?"""

import json

import pytest

from infra import wiring
from infra.states import definition

LIVE = "FunctionAliaslive"


def test_the_stream_sends_route_only_records_with_work(demo):
    mapping = demo.named("Lambda::EventSourceMapping", "StreamToRoute")["Properties"]
    (pattern,) = mapping["FilterCriteria"]["Filters"]
    assert json.loads(pattern["Pattern"]) == {"dynamodb": {"NewImage": {"todo": {"S": [{"exists": True}]}}}}
    assert mapping["FunctionName"]["Ref"].startswith(f"Route{LIVE}")
    assert mapping["EventSourceArn"]["Fn::GetAtt"][1] == "StreamArn"


def test_a_failed_batch_is_halved_retried_and_put_aside(demo):
    mapping = demo.named("Lambda::EventSourceMapping", "StreamToRoute")["Properties"]
    wanted = {
        "BatchSize": 100,
        "BisectBatchOnFunctionError": True,
        "MaximumRetryAttempts": 10,
        "MaximumRecordAgeInSeconds": 3600,
        "MaximumBatchingWindowInSeconds": 0,
        "ParallelizationFactor": 1,
    }
    assert mapping | wanted == mapping
    assert mapping["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0].startswith("StreamDeadLetters")


def test_single_records_are_not_reported_since_that_would_block_the_shard(demo):
    assert "FunctionResponseTypes" not in demo.named("Lambda::EventSourceMapping", "StreamToRoute")["Properties"]


AT_ONCE = {
    "Fetches": 5,
    "PutOff": 2,
    "Inbox": 5,
    "Imports": None,
    "Outgoing": 10,
    "Mails": 5,
    "MailEvents": None,
    "Pushes": 5,
}


@pytest.mark.parametrize("queue", wiring.QUEUES, ids=lambda queue: queue.name)
def test_a_queue_calls_its_function_and_hides_a_message_six_times_as_long_as_that_may_take(demo, queue):
    """None takes another's workers: each has a function of its own but for mails, and so many calls at once.

    A queue of which the product itself limits what is sent needs no maximum.
    """
    name, wired = queue.name, queue.function
    mapping = demo.named("Lambda::EventSourceMapping", f"{name}Calls")["Properties"]
    assert mapping["BatchSize"] == queue.batch
    assert mapping.get("ScalingConfig", {}).get("MaximumConcurrency") == AT_ONCE[name]
    assert mapping.get("FunctionResponseTypes", []) == ["ReportBatchItemFailures"] * (queue.batch > 1)
    assert [one.function for one in wiring.QUEUES].count(wired) == (2 if wired is wiring.MAIL else 1)
    assert mapping["FunctionName"]["Ref"].startswith(f"{wired.name.title()}{LIVE}")
    made = demo.named("SQS::Queue", f"{name}Queue")["Properties"]
    assert made["VisibilityTimeout"] == 6 * wired.timeout_seconds
    assert made["RedrivePolicy"]["maxReceiveCount"] == 5
    assert made["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0].startswith(f"{name}DeadLetters")
    assert made["SqsManagedSseEnabled"] is True


def test_the_sweep_comes_every_minute(demo):
    rule = demo.only("Events::Rule")
    assert rule["ScheduleExpression"] == "rate(1 minute)"
    assert rule["State"] == "ENABLED"
    (target,) = rule["Targets"]
    assert target["Arn"]["Ref"].startswith(f"Sweep{LIVE}")


def test_a_failed_sweep_is_not_retried(demo):
    (target,) = demo.only("Events::Rule")["Targets"]
    assert target["RetryPolicy"] == {"MaximumEventAgeInSeconds": 60, "MaximumRetryAttempts": 0}
    lambdas = demo.only("Lambda::EventInvokeConfig")
    assert lambdas["MaximumRetryAttempts"] == 0
    assert lambdas["FunctionName"]["Ref"].startswith("SweepFunction")
    assert "Aliaslive" in json.dumps(lambdas["Qualifier"])


def test_the_clock_has_two_states_and_no_loop():
    machine = definition("arn")
    assert machine["StartAt"] == "Wait"
    assert set(machine["States"]) == {"Wait", "Expire"}
    assert machine["States"]["Wait"] == {"Type": "Wait", "TimestampPath": "$.at", "Next": "Expire"}
    assert machine["States"]["Expire"]["End"] is True


def test_the_clock_retries_a_second_later_if_it_was_early():
    early, trouble, other = definition("arn")["States"]["Expire"]["Retry"]
    assert early == {"ErrorEquals": ["TooEarly"], "IntervalSeconds": 1, "BackoffRate": 1, "MaxAttempts": 10}
    assert "Lambda.TooManyRequestsException" in trouble["ErrorEquals"]
    assert trouble["JitterStrategy"] == other["JitterStrategy"] == "FULL"


THROTTLED = (
    "ProvisionedThroughputExceeded", "ProvisionedThroughputExceededException", "Throttling", "ThrottlingException",
    "RequestLimitExceeded", "InternalServerError", "ServiceUnavailable",
)  # fmt: skip
OURS = ("Busy", "ClientError", "ConnectTimeoutError", "ReadTimeoutError", "EndpointConnectionError")
LAMBDAS = ("Lambda.Unknown", "Lambda.TooManyRequestsException", "Lambda.ServiceException", "Sandbox.Timedout")


@pytest.mark.parametrize("error", [*THROTTLED, *OURS, *LAMBDAS, "Runtime.ExitError", "NotForeseen"])
def test_the_clock_retries_whatever_fails(error):
    """Nobody can list the names of all errors, so the last retrier, which alone may, takes every one."""
    retriers = definition("arn")["States"]["Expire"]["Retry"]
    every = [one for one in retriers if "States.TaskFailed" in one["ErrorEquals"]]
    assert every == [retriers[-1]]
    assert every[0]["ErrorEquals"] == ["States.TaskFailed"]
    first = next(one for one in retriers if {error, "States.TaskFailed"} & set(one["ErrorEquals"]))
    assert first["MaxAttempts"] >= 5
    assert first["BackoffRate"] > 1


def test_the_clock_calls_the_live_expire(demo):
    machine = demo.only("StepFunctions::StateMachine")
    assert json.loads(machine["DefinitionString"]) == definition("${Expire}")
    assert machine["DefinitionSubstitutions"]["Expire"]["Ref"].startswith(f"Expire{LIVE}")
    assert machine.get("StateMachineType", "STANDARD") == "STANDARD"


def test_every_route_is_in_the_wiring(demo):
    found = [route["Properties"]["RouteKey"] for route in demo.of_http("Route").values()]
    assert sorted(found) == sorted(operation.key for wired in wiring.FUNCTIONS for operation in wired.http)


def test_only_webhooks_forms_claim_links_calendars_health_and_unknown_paths_need_no_token(demo):
    routes = [route["Properties"] for route in demo.of_http("Route").values()]
    public = {route["RouteKey"] for route in routes if route["AuthorizationType"] == "NONE"}
    webhooks = {"POST /webhooks/{source_id}", "GET /webhooks/{source_id}"}
    links = {"GET /claim-links/{token}", "POST /claim-links/{token}", "POST /claim-links/{token}/pass"}
    forms = {f"{method} /forms/{{source_id}}" for method in ("GET", "OPTIONS", "POST")}
    forms.add("GET /forms/{source_id}/embed.js")
    assert public == {*webhooks, *forms, *links, "GET /calendars/{token}", "GET /health", "$default"}
    for route in routes:
        if route["RouteKey"] not in public:
            assert route["AuthorizationType"] == "JWT"
            assert route["AuthorizerId"]["Ref"].startswith("ApiToken")


@pytest.mark.parametrize("wired", [w for w in wiring.FUNCTIONS if w.http], ids=lambda wired: wired.name)
def test_a_route_reaches_its_function(demo, wired):
    (integration,) = (
        name
        for name, found in demo.of_http("Integration").items()
        if found["Properties"]["IntegrationUri"]["Ref"].startswith(f"{wired.name.title()}{LIVE}")
    )
    reached = {
        route["Properties"]["RouteKey"]
        for route in demo.of_http("Route").values()
        if integration in json.dumps(route["Properties"]["Target"])
    }
    assert reached == {operation.key for operation in wired.http}


def test_a_function_has_one_permission_for_all_its_routes(demo):
    called = [p["Properties"]["FunctionName"]["Ref"] for p in demo.of_type("Lambda::Permission").values()]
    assert len(called) == len(set(called))
    assert all(LIVE in name for name in called)


def test_the_authorizer_uses_the_pool(demo):
    authorizer = demo.only("ApiGatewayV2::Authorizer")
    assert authorizer["AuthorizerType"] == "JWT"
    assert authorizer["IdentitySource"] == ["$request.header.Authorization"]
    assert "IdentityPool" in json.dumps(authorizer["JwtConfiguration"]["Issuer"])
    assert "Console" in json.dumps(authorizer["JwtConfiguration"]["Audience"])


def test_each_operation_without_a_token_has_a_throttle_of_its_own(demo):
    """So a flood of them does not use up what members need to claim."""
    (stage,) = demo.of_http("Stage").values()
    assert stage["Properties"]["StageName"] == "$default"
    throttled = {
        key: (each["ThrottlingRateLimit"], each["ThrottlingBurstLimit"])
        for key, each in stage["Properties"]["RouteSettings"].items()
    }
    assert throttled == {
        "POST /webhooks/{source_id}": (1000, 2000),
        "GET /webhooks/{source_id}": (1000, 2000),
        "POST /claim-links/{token}": (20, 100),
        "POST /claim-links/{token}/pass": (20, 100),
        "GET /claim-links/{token}": (20, 100),
        "GET /calendars/{token}": (20, 100),
        "GET /forms/{source_id}": (20, 100),
        "GET /forms/{source_id}/embed.js": (20, 100),
        "OPTIONS /forms/{source_id}": (20, 100),
        "POST /forms/{source_id}": (20, 100),
        "GET /health": (10, 50),
        "$default": (10, 50),
    }
    assert set(throttled) == {http.key for wired in wiring.FUNCTIONS for http in wired.http if http.public}
    assert any("webhooks" in name for name in stage["DependsOn"])
