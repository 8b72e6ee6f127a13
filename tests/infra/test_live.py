"""Does the WebSocket API call one function, only to open and close, and answer everything else itself?"""

import json

import pytest

from infra import wiring
from infra.wiring.limits import LIVE_STAGE, LIVE_THROTTLES

LIVE = "LiveFunctionAliaslive"


def of_live(stack, kind):
    """Return the properties of the WebSocket API's resources of one type, by logical id."""
    found = stack.of_type(f"ApiGatewayV2::{kind}").items()
    return {name: one["Properties"] for name, one in found if name.startswith("LiveApi")}


@pytest.fixture
def api(demo):
    """Provide the logical id of the API."""
    (name,) = of_live(demo, "Api")
    return name


@pytest.fixture
def routes(demo):
    """Provide the routes by their keys, each with its integration."""
    integrations = of_live(demo, "Integration")
    return {
        route["RouteKey"]: (route, integrations[route["Target"]["Fn::Join"][1][1]["Ref"]])
        for route in of_live(demo, "Route").values()
    }


def test_it_is_a_websocket_api(demo, api):
    assert of_live(demo, "Api")[api]["ProtocolType"] == "WEBSOCKET"


def test_its_routes_are_those_of_the_wiring_and_one_that_it_answers_itself(routes):
    called = {key for wired in wiring.FUNCTIONS for key in wired.socket}
    assert set(routes) == {*called, "$default"}
    assert {key for key, (_, reached) in routes.items() if reached["IntegrationType"] == "AWS_PROXY"} == called


def test_what_consoles_send_reaches_no_function(routes):
    _, answered = routes["$default"]
    assert answered["IntegrationType"] == "MOCK"
    assert "IntegrationUri" not in answered
    assert json.loads(answered["RequestTemplates"][answered["TemplateSelectionExpression"]]) == {"statusCode": 200}


@pytest.mark.parametrize("key", wiring.LIVE.socket)
def test_opening_and_closing_call_the_live_alias(routes, key):
    route, called = routes[key]
    assert any(isinstance(one, dict) and one["Ref"].startswith(LIVE) for one in called["IntegrationUri"]["Fn::Join"][1])
    assert route["AuthorizationType"] == "NONE", "the function takes a ticket"


def test_only_this_api_may_call_the_function(demo, api):
    (permission,) = (
        one["Properties"]
        for one in demo.of_type("Lambda::Permission").values()
        if one["Properties"]["FunctionName"]["Ref"].startswith(LIVE)
    )
    assert {"Ref": api} in permission["SourceArn"]["Fn::Join"][1]


def test_a_flood_of_one_kind_does_not_use_up_what_the_others_need(demo):
    (stage,) = of_live(demo, "Stage").values()
    throttled = {
        key: (each["ThrottlingRateLimit"], each["ThrottlingBurstLimit"]) for key, each in stage["RouteSettings"].items()
    }
    assert (stage["StageName"], throttled) == (LIVE_STAGE, LIVE_THROTTLES)
    assert LIVE_THROTTLES == {"$connect": (20, 100), "$disconnect": (100, 500), "$default": (50, 200)}


def test_its_access_log_holds_no_ticket_and_no_address(demo):
    (stage,) = of_live(demo, "Stage").values()
    logged = set(json.loads(stage["AccessLogSettings"]["Format"]).values())
    assert logged == {"$context.requestId", "$context.routeKey", "$context.eventType", "$context.status"}


def test_notify_alone_sends_over_its_connections_and_knows_where(demo, api):
    sending = {
        wired.name
        for wired in wiring.FUNCTIONS
        for grant in wired.grants
        if "execute-api:ManageConnections" in grant.actions
    }
    assert sending == {"notify"}
    notify = demo.named("Lambda::Function", "NotifyFunction")["Properties"]
    parts = notify["Environment"]["Variables"]["LIVE_URL"]["Fn::Join"][1]
    assert parts[:2] == ["https://", {"Ref": api}]
    assert parts[-1] == "/live"


def test_the_console_is_told_where_it_is(demo, api):
    parts = demo.template["Outputs"]["LiveUrl"]["Value"]["Fn::Join"][1]
    assert parts[:2] == ["wss://", {"Ref": api}]
