"""Does the Rainmaker manage the team's templates, and do members read those that are offered?"""

import pytest

from tests.functions import planning
from tests.functions.planning import everything
from tests.make import ANN, BOSS

BODY = {"title": "First words", "channels": ["whatsapp"], "language": "en", "subject": "", "text": "Hi {first_name}"}


@pytest.fixture
def ask(table, secret, event):
    return planning.seated(table, secret, event)


def titles(ask, **caller):
    return [item["title"] for item in ask("GET", "/templates", **caller)[1]["items"]]


def test_a_template_is_created_and_read_by_every_member(ask, table):
    status, made = ask("POST", "/templates", BODY)
    assert (status, made["status"]) == (201, "active")
    assert made.items() >= BODY.items()
    for who in (ANN, BOSS):
        assert ask("GET", "/templates", me=who) == (200, {"items": [made], "next": None})
    [entry] = planning.audits(table)
    assert (entry.what, entry.subject) == ("template.created", made["template_id"])


def test_a_repeated_request_creates_one_template(ask):
    first = ask("POST", "/templates", BODY, key="hello")
    before = everything()
    assert ask("POST", "/templates", BODY, key="hello") == first
    assert everything() == before


def test_templates_are_listed_by_title_and_archived_ones_to_the_rainmaker_alone(ask):
    path = f"/templates/{ask('POST', '/templates', BODY)[1]['template_id']}"
    ask("POST", "/templates", {**BODY, "title": "a visit"})
    assert ask("PATCH", path, {"status": "archived"})[1]["status"] == "archived"
    assert titles(ask) == ["a visit", "First words"]
    assert titles(ask, me=ANN) == titles(ask, me=BOSS) == ["a visit"]


def test_an_unknown_placeholder_is_refused_with_its_reason(ask):
    before = everything()
    status, problem = ask("POST", "/templates", {**BODY, "text": "Dear {surname}"})
    [mistake] = problem["errors"]
    assert (status, mistake["loc"], mistake["reason"]) == (422, ["body", "text"], "placeholder_unknown")
    assert "surname" not in str(problem)
    assert everything() == before
