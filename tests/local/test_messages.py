"""Do people read one clear line for each thing that is missing, and plain timelines and logs?"""

import json

import pytest

from local.checks import check_node, check_python
from local.demo.team import PEOPLE, WAYS
from local.logs import plain
from local.problems import Unusable
from local.watch import sentence


@pytest.mark.parametrize(
    ("version", "line"),
    [
        pytest.param(None, "Node is missing: install Node 20 or newer", id="none"),
        pytest.param("v18.19.0\n", "Node v18.19.0 is too old: install Node 20 or newer", id="old"),
        pytest.param("", "is too old", id="says nothing"),
    ],
)
def test_a_missing_node_is_one_line(version, line):
    with pytest.raises(Unusable, match=line) as problem:
        check_node(version)
    assert "\n" not in str(problem.value)


def test_a_newer_node_is_accepted():
    check_node("v24.1.0")


def test_another_python_is_one_line():
    check_python((3, 13))
    with pytest.raises(Unusable, match=r"Python 3\.12 runs this, 3\.13 is needed"):
        check_python((3, 12))


def test_a_structured_log_line_is_shortened():
    line = json.dumps(
        {
            "level": "INFO",
            "message": "offered",
            "timestamp": "t",
            "service": "route",
            "function_name": "f",
            "function_request_id": "r",
            "cold_start": True,
            "lead_id": "l1",
        }
    )
    assert plain(line) == "INFO     offered  lead_id=l1"


@pytest.mark.parametrize("line", ["plain text", "[1, 2]", '{"no": "message"}'])
def test_any_other_line_is_unchanged(line):
    assert plain(line) == line


def test_a_timeline_entry_names_people():
    entry = {"at": "2026-11-22T15:04:05Z", "kind": "offered", "by": None, "detail": {"agent_ids": ["a1"], "note": None}}
    told = sentence(entry, {"a1": "Ana Beltrán"})
    assert told.endswith("offered    agent_ids=Ana Beltrán")


def test_the_demo_routes_leave_no_gap_between_day_and_night():
    """A demo lead is offered whenever it arrives."""
    everywhere = [way for way in WAYS if way.origin is None and way.activation is None]
    assert [(way.start, way.end) for way in everywhere] == [("08:00", "22:00"), ("22:00", "08:00")]


def test_every_demo_agent_on_a_route_is_in_the_team():
    assert {name for way in WAYS for name in way.agents} <= {person.first_name for person in PEOPLE}


def test_demo_addresses_are_plain_and_reach_nobody():
    assert [person.email for person in PEOPLE if person.first_name == "Ana"] == ["ana.beltran@example.com"]
