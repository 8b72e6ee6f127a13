"""Is the built console uploaded completely, in a safe order, and with the right caching?"""

import json

import pytest

from infra.commands import deploy
from infra.commands.publish import config, publish
from tests import memory

LIVE = "wss://live.execute-api.eu-west-1.amazonaws.com/live"
OUTPUTS = {
    "LiveUrl": LIVE,
    "UserPoolId": "eu-west-1_pool",
    "UserPoolClientId": "client",
    "ConsoleBucket": "console",
}


@pytest.fixture
def built(tmp_path):
    """Create a console as `make console` leaves it."""
    files = {
        "index.html": "<!doctype html>",
        "sw.js": "self",
        "manifest.webmanifest": "{}",
        "icon.svg": "<svg/>",
        "assets/index-BkLLwNSp.js": "code",
        "assets/index-CaDi3FXF.css": "body{}",
        ".vite/manifest.json": "{}",
    }
    for name, text in files.items():
        path = tmp_path / "dist" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "dist"


class Remembering:
    """Record what is written to S3."""

    def __init__(self):
        self.put = []

    def put_object(self, **what):
        self.put.append(what)


@pytest.fixture
def put(built):
    client = Remembering()
    publish(built, "console", config(OUTPUTS), client)
    return {what["Key"]: what for what in client.put}


def test_every_file_is_uploaded_but_the_builds_own(put):
    assert set(put) == {
        *("config.json", "index.html", "sw.js", "manifest.webmanifest", "icon.svg"),
        *("assets/index-BkLLwNSp.js", "assets/index-CaDi3FXF.css"),
    }


def test_the_first_page_is_uploaded_after_its_files_and_the_service_worker_last(put):
    assert list(put)[-2:] == ["index.html", "sw.js"]


def test_files_named_by_content_are_cached_and_others_revalidated(put):
    kept = {name for name, what in put.items() if what["CacheControl"] == "public, max-age=31536000, immutable"}
    assert kept == {"assets/index-BkLLwNSp.js", "assets/index-CaDi3FXF.css"}
    assert {what["CacheControl"] for name, what in put.items() if name not in kept} == {"no-cache"}


def test_each_file_has_its_content_type(put):
    told = {name: what["ContentType"] for name, what in put.items()}
    assert told["index.html"] == "text/html; charset=utf-8"
    assert told["sw.js"] == told["assets/index-BkLLwNSp.js"] == "text/javascript; charset=utf-8"
    assert told["manifest.webmanifest"] == "application/manifest+json"
    assert told["icon.svg"] == "image/svg+xml"
    assert told["config.json"] == "application/json"


def test_the_console_gets_the_addresses_of_its_stack(put):
    assert json.loads(put["config.json"]["Body"]) == {
        "api": "/api", "live": LIVE, "userPoolId": "eu-west-1_pool", "clientId": "client"
    }  # fmt: skip


def test_a_deployment_uploads_to_the_stacks_bucket_and_keeps_files_of_open_tabs(empty_aws, built):
    s3 = memory.client("s3")
    s3.create_bucket(Bucket="console", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket="console", Key="assets/older.js", Body=b"")
    deploy.show_console(OUTPUTS, built=built, environment={"AWS_REGION": "eu-west-1"})
    there = {one["Key"] for one in s3.list_objects_v2(Bucket="console")["Contents"]}
    assert {"assets/older.js", "index.html", "config.json"} <= there


def test_without_a_bucket_nothing_is_uploaded():
    deploy.show_console({})


def test_a_deployment_without_a_console_says_how_to_build_one(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    assert deploy.main(["demo"], built=tmp_path) == 1
    assert capsys.readouterr().err == "the console is not built: run `make console` (`make deploy` does)\n"
