"""Do CloudFront's functions rewrite paths as intended? They are run as they are."""

import json
import shutil
import subprocess

import pytest

from infra.pages import EDGE

NODE = shutil.which("node") or "node"


def run(what, requests):
    code = (EDGE / f"{what}.js").read_text()
    tail = f"console.log(JSON.stringify({json.dumps(requests)}.map((request) => handler({{request: request}}))))"
    done = subprocess.run([NODE, "-e", code + tail], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def asked(what, *paths):
    """Return the paths that infra/edge/<what>.js makes of `paths`; check that it changes nothing else."""
    requests = [
        {"method": "POST", "uri": path, "headers": {}, "querystring": {"q": {"value": "a%20b"}}} for path in paths
    ]
    answered = run(what, requests)
    assert [{**one, "uri": path} for one, path in zip(answered, paths, strict=True)] == requests
    return [one["uri"] for one in answered]


def test_the_api_path_loses_only_its_prefix():
    told = {
        "/api/leads": "/leads",
        "/api/": "/",
        "/api/leads/a%2Fb": "/leads/a%2Fb",
        "/api/claim-links/abc.def": "/claim-links/abc.def",
        "/api/api/leads": "/api/leads",
        "/apis/leads": "/apis/leads",
        "/leads/api/x": "/leads/api/x",
    }
    assert asked("api", *told) == list(told.values())


def test_what_is_sent_to_a_webhook_is_passed_on_as_bytes_with_its_type_beside():
    sent = {"method": "POST", "uri": "/api/webhooks/source_1", "headers": {"content-type": {"value": "text/xml"}}}
    bare = {"method": "POST", "uri": "/api/webhooks/source_1", "headers": {}}
    other = {"method": "POST", "uri": "/api/leads", "headers": {"content-type": {"value": "application/json"}}}
    first, second, third = (one["headers"] for one in run("api", [sent, bare, other]))
    assert first == {
        "content-type": {"value": "application/octet-stream"}, "x-sender-content-type": {"value": "text/xml"},
    }  # fmt: skip
    assert second == {"content-type": {"value": "application/octet-stream"}}
    assert third == other["headers"]


def test_the_apps_paths_return_its_first_page_and_files_themselves():
    told = {
        "/": "/index.html",
        "/leads": "/index.html",
        "/leads/": "/index.html",
        "/leads/lead_0198?": "/index.html",
        "/v1.2/leads": "/index.html",
        "/index.html": "/index.html",
        "/config.json": "/config.json",
        "/sw.js": "/sw.js",
        "/manifest.webmanifest": "/manifest.webmanifest",
        "/assets/index-BkLLwNSp.js": "/assets/index-BkLLwNSp.js",
    }
    assert asked("pages", *told) == list(told.values())


@pytest.mark.parametrize("file", sorted(EDGE.glob("*.js")), ids=lambda file: file.name)
def test_a_function_is_small_and_uses_only_what_cloudfront_supports(file):
    code = file.read_text()
    assert len(code) < 10_000
    assert [word for word in ("let ", "const ", "=>", "import ", "require(", "await ") if word in code] == []
