"""Is only what the source that delivers too much sends put off?"""

from hypothesis import given
from hypothesis import strategies as st

from functions.ingest.webhooks.throttle import Throttle
from tests.functions.ingest_client import NOW, SECOND
from tests.make import PORTAL, WEB


def taken(bucket, source_id, now, number):
    """Return how many of so many tokens were granted."""
    return sum(bucket.take(source_id, now) for _ in range(number))


def test_a_source_may_use_its_burst_at_once_and_more_as_time_passes():
    bucket = Throttle(burst=5, per_second=2)
    assert taken(bucket, WEB, NOW, 9) == 5
    assert taken(bucket, WEB, NOW + 2 * SECOND, 9) == 4
    assert taken(bucket, WEB, NOW + 999 * SECOND, 9) == 5


def test_sources_do_not_share_tokens():
    bucket = Throttle(burst=2, per_second=1)
    assert taken(bucket, WEB, NOW, 5) == 2
    assert taken(bucket, PORTAL, NOW, 5) == 2


def test_a_token_comes_back_with_time():
    bucket = Throttle(burst=1, per_second=0.25)
    assert [bucket.take(WEB, NOW + wait * SECOND) for wait in (0, 0, 3, 4)] == [True, False, False, True]


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
