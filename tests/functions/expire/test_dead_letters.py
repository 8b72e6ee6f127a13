"""Does one count stand for all queues of what was given up, looked into every five minutes?"""

import json
from datetime import UTC, datetime
from itertools import chain

import pytest
from botocore.exceptions import ClientError

from functions.expire.sweeping.dead_letters import DeadLetters
from tests.functions import team
from tests.functions.sweeping import sweeping

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
QUEUES = {"mail": "https://sqs/mail", "push": "https://sqs/push", "stream": "https://sqs/stream"}


class Sqs:
    """Stand for SQS: how many messages wait in each queue; None where it does not answer."""

    def __init__(self, waiting):
        self.waiting, self.asked = waiting, []

    def get_queue_attributes(self, *, QueueUrl, AttributeNames):
        self.asked.append(QueueUrl)
        number = self.waiting[QueueUrl]
        if number is None:
            raise ClientError({"Error": {"Code": "AWS.SimpleQueueService.NonExistentQueue"}}, "GetQueueAttributes")
        return {"Attributes": {name: str(number) for name in AttributeNames}}


def lines(logged):
    return [json.loads(line) for line in logged().splitlines()]


def counted(found, name):
    return [*chain.from_iterable(line[name] for line in found if name in line)]


@pytest.mark.parametrize("minute", range(5))
def test_every_five_minutes_each_queue_is_looked_into(minute, logged):
    sqs = Sqs({"https://sqs/mail": 0, "https://sqs/push": 3, "https://sqs/stream": 2})
    DeadLetters(lambda: sqs, QUEUES).count_waiting(NOW.replace(minute=minute))
    assert sqs.asked == ([] if minute else list(QUEUES.values()))
    assert counted(lines(logged), "DeadLetters") == ([] if minute else [3, 2])


def test_a_queue_that_does_not_answer_holds_up_no_other(logged):
    sqs = Sqs({"https://sqs/mail": None, "https://sqs/push": 3, "https://sqs/stream": 0})
    DeadLetters(lambda: sqs, QUEUES).count_waiting(NOW.replace(minute=0))
    found = lines(logged)
    told = [(line["message"], line["queue"]) for line in found if "queue" in line]
    assert told == [("dead_letters_not_counted", "mail"), ("dead_letters_found", "push")]
    assert counted(found, "DeadLetters") == [3]


def test_the_sweep_looks_into_them(table, logged):
    sqs = Sqs(dict.fromkeys(QUEUES.values(), 1))
    now = NOW.replace(minute=0)
    team.seat(table)
    sweeping(table, lambda: now, dead_letters=DeadLetters(lambda: sqs, QUEUES))()
    assert counted(lines(logged), "DeadLetters") == [1, 1, 1]
