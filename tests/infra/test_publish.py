"""Is the built console put up whole, in an order that breaks nobody's page, and kept as long as it may be?"""

import json

import pytest

from infra import deploy
from infra.publish import config, publish
from tests import memory

OUTPUTS = {"UserPoolId": "eu-west-1_pool", "UserPoolClientId": "client", "ConsoleBucket": "console"}


@pytest.fixture
def built(tmp_path):
    """A console as `make console` leaves it."""
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
    """S3, as far as it is written to."""

    def __init__(self):
        self.put = []

    def put_object(self, **what):
        self.put.append(what)


@pytest.fixture
def put(built):
    client = Remembering()
    publish(built, "console", config(OUTPUTS), client)
    return {what["Key"]: what for what in client.put}


def test_every_file_goes_up_and_nothing_of_the_builds_own(put):
    assert set(put) == {
        *("config.json", "index.html", "sw.js", "manifest.webmanifest", "icon.svg"),
        *("assets/index-BkLLwNSp.js", "assets/index-CaDi3FXF.css"),
    }


def test_the_first_page_comes_after_all_that_it_names_and_the_worker_that_keeps_it_last(put):
    assert list(put)[-2:] == ["index.html", "sw.js"]


def test_what_is_named_by_its_content_is_kept_and_all_else_asked_for_again(put):
    kept = {name for name, what in put.items() if what["CacheControl"] == "public, max-age=31536000, immutable"}
    assert kept == {"assets/index-BkLLwNSp.js", "assets/index-CaDi3FXF.css"}
    assert {what["CacheControl"] for name, what in put.items() if name not in kept} == {"no-cache"}


def test_a_file_says_what_it_is(put):
    told = {name: what["ContentType"] for name, what in put.items()}
    assert told["index.html"] == "text/html; charset=utf-8"
    assert told["sw.js"] == told["assets/index-BkLLwNSp.js"] == "text/javascript; charset=utf-8"
    assert told["manifest.webmanifest"] == "application/manifest+json"
    assert told["icon.svg"] == "image/svg+xml"
    assert told["config.json"] == "application/json"


def test_the_console_is_told_of_its_stack(put):
    assert json.loads(put["config.json"]["Body"]) == {
        "api": "/api", "userPoolId": "eu-west-1_pool", "clientId": "client"
    }  # fmt: skip


def test_a_deployment_puts_it_where_the_stack_says_and_leaves_what_an_open_tab_may_need(empty_aws, built):
    s3 = memory.client("s3")
    s3.create_bucket(Bucket="console", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket="console", Key="assets/older.js", Body=b"")
    deploy.show_console(OUTPUTS, built=built, environment={"AWS_REGION": "eu-west-1"})
    there = {one["Key"] for one in s3.list_objects_v2(Bucket="console")["Contents"]}
    assert {"assets/older.js", "index.html", "config.json"} <= there


def test_without_a_place_for_it_nothing_is_put_up():
    deploy.show_console({})


def test_a_deployment_without_a_console_says_how_to_build_one(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    assert deploy.main(["demo"], built=tmp_path) == 1
    assert capsys.readouterr().err == "the console is not built: run `make console` (`make deploy` does)\n"
