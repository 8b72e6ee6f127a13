"""Is a photo uploaded to the deployed stack, seen by readers of its note alone, and gone after an erasure?"""

import json
import time
import urllib.error
import urllib.request

import pytest

from tests.e2e.stack import HOURS

JPEG = b"\xff\xd8\xff\xe0 not much of a picture \xff\xd9"


def put(upload, content, **headers):
    """Send a photo to where the API said; return the status."""
    asked = urllib.request.Request(  # noqa: S310 - our own stack
        upload["url"], content, {**upload["headers"], **headers}, method=upload["method"]
    )
    return status_of(asked)


def status_of(asked):
    try:
        with urllib.request.urlopen(asked) as answer:  # noqa: S310 - our own stack
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


@pytest.fixture
def lead_id(stack, until):
    """Provide a lead that the first agent has."""
    [agent, *_], source = stack.agents, stack.source()
    stack.route([agent], HOURS, source)
    person = {"contact": {"first_name": "Eva", "emails": [f"eva-{time.time_ns()}@example.com"]}}
    lead_id = stack.post(source, content=json.dumps(person).encode()).body["lead_id"]
    until(lambda: stack.offered_to(agent, lead_id))
    agent.ask("POST", f"/leads/{lead_id}/claim")
    return lead_id


def test_a_photo_of_a_note_is_uploaded_seen_by_few_and_erased(stack, until, lead_id):
    [agent, other, *_] = stack.agents
    upload = agent.ask("POST", f"/leads/{lead_id}/photos", {"bytes": len(JPEG)})
    assert put(upload, JPEG + b" ") == 403
    assert put(upload, JPEG, **{"Content-Type": "text/html"}) == 403
    assert put(upload, JPEG) == 200
    photo_id = upload["photo_id"]
    agent.ask("POST", f"/leads/{lead_id}/interactions", {"kind": "note", "photos": [photo_id]})
    [note] = [one for one in agent.ask("GET", f"/leads/{lead_id}/timeline")["items"] if one["kind"] == "note"]
    assert note["detail"]["photos"] == [photo_id]

    path = f"/leads/{lead_id}/photos/{photo_id}"
    seen = agent.ask("GET", path)["url"]
    with urllib.request.urlopen(seen) as answer:  # noqa: S310 - our own stack
        assert (answer.read(), answer.headers["Content-Type"]) == (JPEG, "image/jpeg")
    assert stack.manager.ask("GET", path)["url"]
    assert stack.ask(other, "GET", path)[0] == 404
    assert status_of(seen.split("?")[0]) == 403

    asked = {"lead_ids": [lead_id], "identity_checked": "document"}
    notes = [one for one in stack.rainmaker.ask("POST", "/contacts/export", asked)["items"] if one["kind"] == "note"]
    assert [one["record"]["photos"] for one in notes] == [[photo_id]]
    stack.rainmaker.ask("POST", "/contacts/erase", asked)
    until(lambda: status_of(seen) == 404)
    assert stack.ask(stack.manager, "GET", path)[0] == 404
