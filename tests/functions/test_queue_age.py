"""Is a message counted that waited too long though nothing had failed, in whatever queue?"""

import json
from datetime import timedelta

import pytest

from shared.queue import LATE, MAX_DELAY, messages_of
from tests.make import NOON

SECOND = timedelta(seconds=1)


def message(age, received="1"):
    sent = int((NOON - age).timestamp() * 1000)
    return {"body": "{}", "attributes": {"SentTimestamp": str(sent), "ApproximateReceiveCount": received}}


@pytest.mark.parametrize(("messages", "late"), [
    pytest.param([message(SECOND)], [], id="in time"),
    pytest.param([message(timedelta(seconds=MAX_DELAY))], [], id="delayed as far as a queue can"),
    pytest.param([message(LATE)], [], id="just in time"),
    pytest.param([message(LATE + SECOND), message(SECOND), message(2 * LATE)], [2], id="two of three are late"),
    pytest.param([message(2 * LATE, received="2")], [], id="late because it had failed"),
    pytest.param([{"body": "{}"}], [], id="of no known age"),
])  # fmt: skip
def test_late_messages_are_counted_and_call_a_person(messages, late, capsys):
    assert messages_of({"Records": messages}, NOON) == messages
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["MessageLate"] for line in lines if "MessageLate" in line] == [[number] for number in late]
    assert [line["WorkFailed"] for line in lines if "WorkFailed" in line] == [[number] for number in late]
