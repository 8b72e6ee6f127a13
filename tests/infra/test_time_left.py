"""Is there time to say "busy", and to put a delivery off, when AWS does not answer?"""

import pytest

from infra import wiring
from shared import aws
from shared.store import backoff
from shared.store.table import NO_ANSWER_TRIES, READ_TRIES, TRIES

ROOM = 1.5  # seconds for all that waits for nobody
CALL = aws.BRIEF.retries["total_max_attempts"] * (aws.BRIEF.connect_timeout + aws.BRIEF.read_timeout)
READ = READ_TRIES * CALL + backoff.longest(1)
COMMIT = NO_ANSWER_TRIES * CALL + sum(backoff.longest(attempt) for attempt in range(1, TRIES))
PUT_OFF = 2 * CALL  # the object, and the message
WRITERS = [one for one in wiring.FUNCTIONS if one.http and "TABLE_NAME" in one.variables.model_fields]


@pytest.mark.parametrize("one", WRITERS, ids=lambda one: one.name)
def test_a_commit_without_an_answer_is_busy_before_the_functions_time_is_over(one):
    assert max(READ, COMMIT) + ROOM <= one.timeout_seconds


def test_a_delivery_can_be_put_off_after_a_slow_read_and_a_commit_without_an_answer():
    (ingest,) = (one for one in wiring.FUNCTIONS if one.name == "ingest")
    assert ingest.timeout_seconds >= READ - CALL + COMMIT + PUT_OFF + ROOM
    assert ingest.timeout_seconds >= READ + PUT_OFF + ROOM
    assert ingest.timeout_seconds < 30, "API Gateway waits no longer"


def test_the_clients_that_it_counts_on_do_not_try_again(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    for client in (aws.dynamodb(), aws.brief_s3(), aws.brief_sqs()):
        config = client.meta.config
        attempts = config.retries["total_max_attempts"]
        assert attempts * (config.connect_timeout + config.read_timeout) == CALL
