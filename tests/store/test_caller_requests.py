"""Do all processes together take no more of one caller than the rate, without a write for people at work?"""

import pytest

from shared.domain.kernel.errors import TooManyRequests
from shared.domain.kernel.rates import REQUESTS
from shared.doors import REQUEST_STEP as STEP
from shared.store.caller_rates import MAX_REMEMBERED, CallerRequests
from tests import make, memory
from tests.functions import team

SUB = make.member(make.ANN).sub
WINDOW = REQUESTS.window


def taken(calls, number, now=make.NOON, sub=SUB):
    """Take so many requests; return how many were granted."""
    got = 0
    for _ in range(number):
        try:
            calls.take(sub, now)
        except TooManyRequests:
            continue
        got += 1
    return got


def test_people_at_work_cause_no_write(table):
    assert taken(CallerRequests(table, STEP), STEP - 1) == STEP - 1
    assert team.everything(memory.client("dynamodb")) == []


def test_a_caller_is_refused_in_one_process_until_the_window_ends(table):
    calls = CallerRequests(table, STEP)
    assert taken(calls, REQUESTS.most + 2 * STEP) == REQUESTS.most + STEP - 1
    with pytest.raises(TooManyRequests) as told:
        calls.take(SUB, make.NOON)
    assert told.value.seconds == (REQUESTS.ends(make.NOON) - make.NOON).total_seconds()
    assert taken(calls, 1, sub="another") == 1
    assert taken(calls, 1, now=make.NOON + WINDOW) == 1


def test_processes_count_together(table):
    processes = [CallerRequests(table, STEP) for _ in range(4)]
    got = sum(taken(one, REQUESTS.most // 2) for one in processes)
    assert REQUESTS.most <= got <= REQUESTS.most + len(processes) * STEP


def test_the_number_of_remembered_callers_is_bounded(table):
    calls = CallerRequests(table, STEP)
    for number in range(MAX_REMEMBERED + 5):
        calls.take(f"sub-{number}", make.NOON)
    for number in range(5):
        calls.take(f"later-{number}", make.NOON + WINDOW)
    assert len(calls._windows) <= 5
