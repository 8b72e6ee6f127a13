"""If AWS does not answer, is that a `busy` to who asks, and no failure where work may be left to the sweep?"""

import json
from zoneinfo import ZoneInfo

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, EndpointConnectionError, ReadTimeoutError

from functions.claim.build import ClaimDoors, build
from functions.route.lead_clocks import LeadClocks
from shared.clocks import Clocks
from shared.observe import error_code
from shared.queue import Queue
from shared.schedules import Schedules
from shared.store.table import Table
from tests import make, memory
from tests.make import ANN, NOON

URL = "https://example.amazonaws.com"
UNANSWERED = [kind(endpoint_url=URL) for kind in (ConnectionClosedError, ReadTimeoutError, EndpointConnectionError)]
each = pytest.mark.parametrize("error", UNANSWERED, ids=lambda error: type(error).__name__)


class Silent:
    """Stand for a client of a service that does not answer."""

    def __init__(self, error, service="stepfunctions"):
        self._error, self.exceptions = error, memory.client(service).exceptions

    def __getattr__(self, name):
        def call(**_):
            raise self._error

        return call


@each
def test_an_error_without_an_answer_has_its_class_as_code(error):
    assert error_code(error) == type(error).__name__


def test_an_error_with_an_answer_has_awss_code():
    assert error_code(ClientError({"Error": {"Code": "ThrottlingException"}}, "Query")) == "ThrottlingException"


@each
def test_a_message_that_is_not_answered_is_left_to_the_sweep(memory_of_process, error, logged):
    Queue(lambda: Silent(error), URL).send([{"lead_id": make.LEAD}])
    found = logged()
    assert ("sqs_send_failed" in found, type(error).__name__ in found) == (True, True)


@each
def test_a_clock_that_is_not_answered_is_left_to_the_sweep(memory_of_process, error, logged):
    clocks = LeadClocks(Clocks(Silent(error), "arn:aws:states:eu-west-1:1:stateMachine:clock"), lambda _: None)
    clocks.start([make.offered()])
    clocks.stop([make.OFFER])
    assert "ClockNotStarted" in logged()


@each
def test_a_schedule_that_is_not_answered_is_left_to_the_sweep(memory_of_process, error, logged):
    Schedules(Silent(error, "scheduler"), "group", "arn", "role").set(make.route(), ZoneInfo("Europe/Madrid"))
    assert "ScheduleNotSet" in logged()


@each
def test_a_request_whose_table_does_not_answer_is_told_to_come_again(memory_of_process, event, secret, error):
    api = build(ClaimDoors(table=Table(Silent(error), "relevo"), secret=secret, now=lambda: NOON))
    answer = api.handler(event("POST", f"/leads/{make.LEAD}/claim", sub=make.member(ANN).sub), None)
    assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (503, "busy")
    assert answer["headers"]["Retry-After"]
