"""Are unknown paths and methods answered as the contract says?"""

import json
import subprocess
import sys

import pytest

from functions.lost.build import LostDoors, build
from tests.make import NOON


@pytest.fixture
def api():
    return build(LostDoors(now=lambda: NOON, release="1.2.3"))


@pytest.fixture
def ask(api, event):
    """Send a request that no operation takes; return status, headers and body."""

    def call(method, path):
        answer = api.handler({**event(method, path), "routeKey": "$default"}, None)
        return answer["statusCode"], answer["headers"], json.loads(answer["body"]) if "body" in answer else None

    return call


def test_health_returns_the_release(api, event):
    answer = api.handler(event("GET", "/health"), None)
    assert answer["statusCode"] == 200
    assert json.loads(answer["body"]) == {"status": "ok", "version": "1.2.3"}


def test_a_route_that_is_wired_to_the_wrong_function_is_404(api, event):
    answer = api.handler(event("GET", "/leads/lead_7"), None)
    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/", "/nothing", "/leads/", "/leads/a/b", "/healthy", "/leads//claim"])
def test_an_unknown_path_is_404(ask, path):
    status, headers, body = ask("GET", path)
    assert (status, body["code"], body["status"]) == (404, "not_found", 404)
    assert headers["Content-Type"] == "application/problem+json"
    assert "Allow" not in headers


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("POST", "/health", "GET, OPTIONS"),
        ("DELETE", "/leads", "GET, POST, OPTIONS"),
        ("PUT", "/webhooks/source_7", "GET, POST, OPTIONS"),
        ("PUT", "/leads/lead_7", "GET, PATCH, OPTIONS"),
        pytest.param("PATCH", "/routes/order", "GET, PUT, OPTIONS", id="a path written out before one with parameters"),
    ],
)
def test_a_wrong_method_is_405_with_the_allowed_ones(ask, method, path, allow):
    status, headers, body = ask(method, path)
    assert (status, body["code"], headers["Allow"]) == (405, "method_not_allowed", allow)
    assert headers["Content-Type"] == "application/problem+json"


def test_options_returns_the_methods_of_a_path(ask):
    assert ask("OPTIONS", "/leads") == (204, {"Allow": "GET, POST, OPTIONS"}, None)
    assert ask("OPTIONS", "/nothing")[0] == 404


@pytest.mark.parametrize(("path", "status"), [("/health", 200), ("/leads", 405), ("/nothing", 404)])
def test_head_is_answered_without_a_body(ask, path, status):
    found, _, body = ask("HEAD", path)
    assert (found, body) == (status, None)


def test_it_loads_no_sdk():
    """A function that only answers 404 must not wait for boto3 to load."""
    code = "import sys, functions.lost.handler; sys.exit('boto3' in sys.modules or 'botocore.client' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # our own line
