"""Is only the source that delivers too much asked to retry later?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.ingest.webhooks.throttle import Throttle
from shared.domain.kernel.errors import TooManyDeliveries
from tests.functions.ingest_client import NOW, SECOND
from tests.make import PORTAL, WEB


def taken(bucket, source_id, now, number):
    """Return how many of so many tokens were granted."""
    got = 0
    for _ in range(number):
        try:
            bucket.take(source_id, now)
        except TooManyDeliveries:
            continue
        got += 1
    return got


def test_a_source_may_use_its_burst_at_once_and_more_as_time_passes():
    bucket = Throttle(burst=5, per_second=2)
    assert taken(bucket, WEB, NOW, 9) == 5
    assert taken(bucket, WEB, NOW + 2 * SECOND, 9) == 4
    assert taken(bucket, WEB, NOW + 999 * SECOND, 9) == 5


def test_sources_do_not_share_tokens():
    bucket = Throttle(burst=2, per_second=1)
    assert taken(bucket, WEB, NOW, 5) == 2
    assert taken(bucket, PORTAL, NOW, 5) == 2


def test_a_source_that_retries_when_told_is_accepted():
    bucket = Throttle(burst=1, per_second=0.25)
    bucket.take(WEB, NOW)
    with pytest.raises(TooManyDeliveries) as told:
        bucket.take(WEB, NOW)
    assert told.value.seconds == 4
    bucket.take(WEB, NOW + 4 * SECOND)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=60))
def test_never_more_is_granted_than_burst_and_rate_allow(waits):
    bucket, now, got = Throttle(burst=3, per_second=1), NOW, 0
    for wait in waits:
        now += wait * SECOND
        got += taken(bucket, WEB, now, 2)
        assert got <= 3 + (now - NOW).total_seconds()


def test_a_clock_that_goes_back_grants_nothing():
    bucket = Throttle(burst=1, per_second=1)
    assert taken(bucket, WEB, NOW, 1) == 1
    assert taken(bucket, WEB, NOW - 10 * SECOND, 1) == 0


def test_the_number_of_remembered_idle_sources_is_bounded():
    bucket = Throttle(burst=2, per_second=1, remembered=3)
    for number in range(20):
        bucket.take(f"source_{number}", NOW + 10 * number * SECOND)
    assert len(bucket._tokens) <= 3


def test_a_throttled_delivery_is_429_and_writes_nothing(door):
    door.open(Throttle(burst=1, per_second=0.5))
    assert door.signed()[0] == 202
    before = door.everything()
    status, problem = door.signed(event_id="another")
    assert (status, problem["code"], door.headers_of_answer["Retry-After"]) == (429, "too_many_deliveries", "2")
    assert door.everything() == before


def test_forgeries_use_no_tokens(door):
    door.open(Throttle(burst=1, per_second=0.5))
    for _ in range(5):
        assert door.post(WEB, "{}", {"webhook-id": "x", "webhook-timestamp": "1"})[0] == 401
    assert door.signed()[0] == 202
