"""Is anything open that nobody meant to open, and what does it take from others? (OWASP API7 to API10 of 2023)"""

import csv
import hashlib
import hmac
import io
import json
from itertools import product

import pytest

from local.deployment import stack_outputs
from tests.e2e.owasp.attacker import send
from tests.functions.matrix import BODIES, OPERATIONS, PUBLIC
from tests.soak import SOAK

# Every way to write an address that is not of the public internet. Plain loopback is left out: a stack on one machine
# may send to itself.
PRIVATE_HOSTS = (
    # IPv4 in decimal, octal, hexadecimal, short and mixed
    *("2130706433", "017700000001", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.1", "0", "00.0.0.0"),
    *("3232235777", "0xC0A80101", "0300.0250.1.1", "192.168.257", "10.1", "0xa.0.0.1", "169.254.43518", "2852039166"),
    *("10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "255.255.255.255"),
    *("224.0.0.1", "198.18.0.1", "192.0.2.1", "10.0.0.1.", "169.254.169.254."),
    # IPv6, and IPv4 within it
    *("[::]", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[::ffff:10.0.0.1]", "[::ffff:a9fe:a9fe]"),
    *("[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::]", "[2001:0:a9fe::1]", "[::169.254.169.254]", "[fe80::1%25eth0]"),
    # Names, users, escapes and dots of other scripts
    *("metadata", "metadata.internal", "instance-data.ec2.internal", "db.local", "localhost.", "a.localhost"),
    *("crm.example.com@10.0.0.1", "10.0.0.1#@crm.example.com", "user:pass@crm.example.com", "10.0.0.1%00.example.com"),
    *("%31%30.0.0.1", "10%2e0%2e0%2e1", "10。0。0。1", "10．0．0．1", "１０.0.0.1", "①⑩.0.0.1", "ⓛocalhost"),
    *("10.0.0.1\\@crm.example.com", "10.0.0.1\t.example.com", "crm.example.com:0", "crm.example.com:99999", ""),
    *("crm..example.com", "-crm.example.com", "crm.example.com:443@10.0.0.1", "1.2.3", "1.2.3.4.5", "0x.example.0x1"),
)  # fmt: skip
SCHEMES = ("http://crm.example.com", "file:///etc/passwd", "gopher://crm.example.com", "ftp://crm.example.com", "dict://x",
           "javascript:alert(1)", "data:text/plain,x", "//crm.example.com", "https:crm.example.com", "https:/10.0.0.1",
           "HTTPS://10.0.0.1", " https://10.0.0.1", "https://\r\nHost: x", "jar:https://10.0.0.1!/")  # fmt: skip


@pytest.mark.sampled
@pytest.mark.parametrize("operation", ["POST /outbound", "POST /me/push-subscriptions"])
def test_no_field_takes_an_address_of_a_private_network(world, operation):
    method, path = operation.split(" ")
    field = "url" if path == "/outbound" else "endpoint"
    every = 1 if SOAK or path == "/outbound" else 4
    urls = [*(f"https://{host}/in" for host in PRIVATE_HOSTS), *SCHEMES][::every]
    found = {url: world.hit("rainmaker", method, path, BODIES[operation] | {field: url}).code for url in urls}
    assert set(found.values()) == {"invalid"}, [url for url, code in found.items() if code != "invalid"]


def test_every_field_that_takes_an_address_is_tried_above():
    """A new one must be added there: found by its name in the bodies of the API document."""
    fields = {
        (operation, name)
        for operation in OPERATIONS
        for name in BODIES.get(operation, {})
        if name in {"url", "endpoint", "uri", "callback", "href", "link", "webhook"}
    }
    assert {name for _, name in fields} == {"url", "endpoint"}
    assert {operation for operation, _ in fields} == {
        "POST /outbound", "POST /me/push-subscriptions", "DELETE /me/push-subscriptions"
    }  # fmt: skip


def test_the_gateway_serves_the_documented_operations_and_no_other(world):
    told = world.stack.told
    api_id = stack_outputs(told["aws_endpoint"], f"relevo-{told['tenant']}")["ApiId"]
    routes = world.stack.client("apigatewayv2").get_routes(ApiId=api_id, MaxResults="500")["Items"]
    assert {route["RouteKey"] for route in routes} == {*OPERATIONS, "$default"}
    unguarded = {route["RouteKey"] for route in routes if route.get("AuthorizationType") != "JWT"}
    assert unguarded == PUBLIC


NOT_THERE = (
    *(
        "/docs",
        "/redoc",
        "/swagger",
        "/swagger.json",
        "/swagger-ui/index.html",
        "/openapi.json",
        "/api-docs",
        "/graphql",
    ),
    *("/debug", "/metrics", "/actuator/env", "/admin", "/console", "/status", "/_profiler", "/server-status", "/.env"),
    *("/.git/config", "/wp-login.php", "/v0/me", "/v1/me", "/v2/me", "/beta/me", "/internal/me", "/test", "/outbox"),
    *("/me/", "//me", "/ME", "/me;x=1", "/me%00", "/me%2f", "/./me", "/leads/../settings", "/leads/..%2fsettings"),
    *(
        "/leads/../../_ministack/health",
        "/%2e%2e/%2e%2e/config.json",
        "/..;/settings",
        "/settings%20",
        "/settings.json",
    ),
)


@pytest.mark.parametrize("who", [None, "agent"])
def test_paths_that_are_no_operation_are_not_there(world, who):
    found = {path: world.hit(who, "GET", path).status for path in NOT_THERE}
    assert set(found.values()) <= {400, 401, 403, 404, 405}, {path: s for path, s in found.items() if s < 400}


def test_methods_that_are_no_operation_are_refused(world):
    for method, path in product(("TRACE", "PROPFIND", "DEBUG", "TRACK", "LINK", "COPY"), ("/me", "/leads", "/nope")):
        assert world.hit("agent", method, path).status in {404, 405, 501}, (method, path)


def test_no_header_changes_what_is_asked_or_by_whom(world):
    for headers in (
        {"X-HTTP-Method-Override": "DELETE", "X-Method-Override": "DELETE", "X-HTTP-Method": "DELETE"},
        {"X-Original-URL": "/settings", "X-Rewrite-URL": "/settings"},
        {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1", "Forwarded": "for=127.0.0.1", "X-Role": "rainmaker"},
        {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "X-Forwarded-Prefix": "/admin"},
    ):
        got = world.hit("agent", "GET", "/me", **headers)
        assert (got.status, got.body["role"]) == (200, "agent")
        assert "evil.example" not in got.text + json.dumps(got.headers)
        assert world.hit("agent", "GET", "/settings", **headers).code == "forbidden"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:8700.evil.example"])
def test_no_other_site_may_read_an_answer(world, origin):
    """No answer has a CORS header (`request` holds that): the console is of the API's own origin."""
    for method in ("GET", "OPTIONS"):
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "*"}
        world.hit("agent", method, "/me", **asked)


def test_the_consoles_pages_and_files_give_away_no_other(world):
    console = world.stack.told["console"]
    for path in ("/", "/leads", "/config.json", "/../../etc/passwd", "/assets/..%2f..%2f..%2fetc/passwd", "/.env",
                 "/.git/HEAD", "/package.json", "/src/main.tsx", "/assets/", "/index.js.map"):  # fmt: skip
        got = send(console, "GET", path)
        assert "root:" not in got.text
        assert '"dependencies"' not in got.text
        assert "sourceMappingURL" not in got.text
        assert got.status == 404 or "frame-ancestors 'none'" in got.headers["content-security-policy"], path


FORMULAS = ("=1+1", "-1+1", "@SUM(A1)", "\t=1", "x;=1", "x\t=1", 'x";"=1', "＝1", "\u200b=1", "x\r=1")


def test_no_cell_of_a_csv_is_evaluated_whatever_separates_cells(world):
    """A reader's locale decides what separates cells: each of them is tried on what we wrote."""
    stack, made = world.stack, []
    for number, formula in enumerate(FORMULAS):
        draft = {"title": f"{formula} {number}", "kind": "manual"}
        status, source = stack.ask(stack.rainmaker, "POST", "/sources", draft)
        if status == 201:
            made.append(source["source_id"])
            body = {"contact": {"first_name": formula}, "routing": "pool", "source_id": source["source_id"]}
            stack.manager.ask("POST", "/leads", body)
    for by in ("source", "agent", "route"):
        got = world.hit("rainmaker", "GET", f"/reports/routing.csv?range=mtd&by={by}")
        assert "attachment" in got.headers["content-disposition"]
        for separator in ",;\t|":
            for row in csv.reader(io.StringIO(got.text, newline=""), delimiter=separator):
                for cell in row:
                    assert not cell.strip(" \"'\u00a0\u200b")[:1] or cell.lstrip(' "')[0] not in "=+-@\t\r＝＋－＠", (
                        cell
                    )
    for source_id in made:
        stack.rainmaker.ask("DELETE", f"/sources/{source_id}")


POSING = (
    "jеfa@example.com",
    "jefa@exаmple.com",
    "jefa@example.com\u202e",
    "je\u200bfa@example.com",
    "jefa@ехample.com",
)


@pytest.mark.parametrize("email", POSING)
def test_nobody_is_invited_at_an_address_that_poses_as_another(world, email):
    person = {"email": email, "first_name": "Eva", "last_name": "Ruiz", "role": "manager"}
    got = world.hit("rainmaker", "POST", "/agents", person)
    assert got.code == "invalid"


def test_what_others_send_is_shown_as_text_and_cleaned(world):
    hostile = "<img src=x onerror=alert(1)>\u202e\u0007{{7*7}}${jndi:ldap://x}"
    body = {"contact": {"first_name": hostile, "last_name": "';DROP TABLE x;--"}, "message": hostile * 3}
    lead = world.stack.see(world.stack.post(world.source, content=json.dumps(body).encode()).body["lead_id"])
    clean = hostile.replace("\u202e", "").replace("\u0007", "")
    assert lead["contact"]["first_name"] == clean
    assert lead["message"] == clean * 3
    assert world.hit("manager", "GET", f"/leads/{lead['lead_id']}").headers["content-type"] == "application/json"


@pytest.mark.parametrize("lead_id", ["1/../me", "../../oauth", "1?fields=secret", "1#", "%2e%2e", "@10.0.0.1"])
def test_an_id_that_a_provider_sends_leads_to_no_other_address(world, lead_id):
    """Ids become part of the address that details are asked at; what is no plain id is passed over."""
    [meta] = [one for one in world.stack.told["webhooks"] if one["kind"] == "meta"]
    change = {"field": "leadgen", "value": {"leadgen_id": lead_id, "page_id": "1"}}
    raw = json.dumps({"object": "page", "entry": [{"id": "1", "changes": [change]}]}).encode()
    proof = hmac.new(meta["secret"].encode(), raw, hashlib.sha256).hexdigest()
    got = world.hit(None, "POST", meta["path"], raw=raw, **{"X-Hub-Signature-256": f"sha256={proof}"})
    assert (got.status, got.body.get("leads", [])) == (200, [])
