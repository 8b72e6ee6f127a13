"""Is what takes long left alone, for ever longer while it fails, and no longer than until it answers in time?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.notifications.resting import RESTS, SLOW, TRIAL, Rest, after_attempt, is_resting, on_trial
from tests.make import NOON, SECOND, id_of

CRM = id_of("target", "crm")
MINUTE = timedelta(minutes=1)


def rest(failures=1, until=NOON, **change):
    given = {"subject": CRM, "failures": failures, "until": until, "forget_at": until + timedelta(days=1)}
    return Rest(**given | change)


@pytest.mark.parametrize(("before", "outcome", "took", "failures"), [
    pytest.param(None, "arrived", SECOND, None, id="an answer in time"),
    pytest.param(None, "failed", SECOND, None, id="a quick failure keeps nobody waiting"),
    pytest.param(None, "failed", SLOW, 1, id="a slow failure"),
    pytest.param(None, "arrived", SLOW, 0, id="a slow answer"),
    pytest.param(None, "gone", SECOND, 1, id="gone, however quick"),
    pytest.param(rest(), "failed", SECOND, 2, id="another failure, also a quick one"),
    pytest.param(rest(7), "failed", 10 * SECOND, 8, id="one of many"),
    pytest.param(rest(7), "arrived", SLOW, 0, id="a slow answer after failures"),
    pytest.param(rest(7), "arrived", SECOND, None, id="an answer in time ends it"),
])  # fmt: skip
def test_what_an_attempt_makes_of_it(before, outcome, took, failures):
    after = after_attempt(before, CRM, outcome, took, NOON)
    assert (after.failures if after else None) == failures


@pytest.mark.parametrize(("failures", "minutes"), [(0, 1), (1, 2), (2, 5), (3, 15), (4, 15), (99, 15)])
def test_rests_grow_to_a_quarter_of_an_hour(failures, minutes):
    after = after_attempt(rest(failures), CRM, "failed", 10 * SECOND, NOON)
    assert after.until == NOON + minutes * MINUTE
    assert is_resting(after, after.until - SECOND)
    assert not is_resting(after, after.until)


def test_a_slow_answer_is_no_rest_but_leaves_one_sender_at_a_time():
    after = after_attempt(None, CRM, "arrived", SLOW, NOON)
    assert not is_resting(after, NOON)
    trial = on_trial(after, NOON)
    assert is_resting(trial, NOON + TRIAL - SECOND)
    assert not is_resting(trial, NOON + TRIAL), "its sender died"


def test_nothing_rests_that_was_never_slow():
    assert not is_resting(None, NOON)


@given(st.lists(st.tuples(st.sampled_from(["arrived", "failed"]), st.integers(0, 12)), max_size=30))
def test_attempts_at_a_server_that_hangs_are_few_and_an_answer_in_time_always_ends_it(attempts):
    state, now = None, NOON
    for outcome, seconds in attempts:
        now = max(now, state.until) if state else now
        state = after_attempt(state, CRM, outcome, seconds * SECOND, now)
        assert state is None or state.until - now <= RESTS[-1]
        if outcome == "arrived" and seconds * SECOND < SLOW:
            assert state is None
