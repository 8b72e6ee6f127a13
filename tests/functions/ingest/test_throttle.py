"""Is a source that delivers too much asked to come later, and nobody else?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.ingest.webhooks.throttle import Throttle
from shared.domain.kernel.errors import TooManyDeliveries
from tests.functions.door import NOW, SECOND
from tests.make import PORTAL, WEB


def taken(bucket, source_id, now, number):
    """How many of so many tokens there were."""
    got = 0
    for _ in range(number):
        try:
            bucket.take(source_id, now)
        except TooManyDeliveries:
            continue
        got += 1
    return got


def test_a_source_takes_its_share_at_once_and_more_as_time_passes():
    bucket = Throttle(at_once=5, a_second=2)
    assert taken(bucket, WEB, NOW, 9) == 5
    assert taken(bucket, WEB, NOW + 2 * SECOND, 9) == 4
    assert taken(bucket, WEB, NOW + 999 * SECOND, 9) == 5


def test_one_source_takes_nothing_from_another():
    bucket = Throttle(at_once=2, a_second=1)
    assert taken(bucket, WEB, NOW, 5) == 2
    assert taken(bucket, PORTAL, NOW, 5) == 2


def test_who_comes_again_when_told_to_is_let_in():
    bucket = Throttle(at_once=1, a_second=0.25)
    bucket.take(WEB, NOW)
    with pytest.raises(TooManyDeliveries) as told:
        bucket.take(WEB, NOW)
    assert told.value.seconds == 4
    bucket.take(WEB, NOW + 4 * SECOND)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=60))
def test_never_more_than_the_share_and_what_time_gave(waits):
    bucket, now, got = Throttle(at_once=3, a_second=1), NOW, 0
    for wait in waits:
        now += wait * SECOND
        got += taken(bucket, WEB, now, 2)
        assert got <= 3 + (now - NOW).total_seconds()


def test_a_clock_that_goes_back_gives_nothing():
    bucket = Throttle(at_once=1, a_second=1)
    assert taken(bucket, WEB, NOW, 1) == 1
    assert taken(bucket, WEB, NOW - 10 * SECOND, 1) == 0


def test_what_is_remembered_of_sources_at_rest_is_bounded():
    bucket = Throttle(at_once=2, a_second=1, remembered=3)
    for number in range(20):
        bucket.take(f"source_{number}", NOW + 10 * number * SECOND)
    assert len(bucket._left) <= 3


def test_a_delivery_too_many_is_answered_429_and_nothing_is_written(door):
    door.open(Throttle(at_once=1, a_second=0.5))
    assert door.signed()[0] == 202
    before = door.everything()
    status, problem = door.signed(event_id="another")
    assert (status, problem["code"], door.headers_of_answer["Retry-After"]) == (429, "too_many_deliveries", "2")
    assert door.everything() == before


def test_forgeries_use_up_nothing(door):
    door.open(Throttle(at_once=1, a_second=0.5))
    for _ in range(5):
        assert door.post(WEB, "{}", {"webhook-id": "x", "webhook-timestamp": "1"})[0] == 401
    assert door.signed()[0] == 202
