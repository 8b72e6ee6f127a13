"""Are rates and times computed as the report states, within its accuracy?"""

import math
from collections import Counter
from datetime import timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from shared.domain.lead_records.counters import bucket
from shared.domain.reporting.report_figures import ReportFigures

MONTH = 30 * 86_400


def figures(**counts):
    found = ReportFigures()
    found.add(counts)
    return found


def timed(seconds):
    return figures(**Counter(f"t{bucket(timedelta(seconds=one))}" for one in seconds))


def nearest_rank(seconds, percent):
    return sorted(seconds)[math.ceil(len(seconds) * percent / 100) - 1]


@given(st.lists(st.floats(0, MONTH), min_size=1, max_size=60), st.integers(1, 100))
@example([0.0], 50)
@example([1.1, 1.21, 1.331], 90)
@example([float(MONTH)], 100)
def test_a_reported_time_is_at_most_4_9_percent_and_a_second_off(seconds, percent):
    exact, told = nearest_rank(seconds, percent), timed(seconds).seconds("t", percent)
    assert abs(told - exact) <= 0.049 * exact + 1


@given(st.lists(st.floats(0, MONTH), min_size=1), st.lists(st.floats(0, MONTH)))
def test_summed_time_histograms_give_the_times_of_all(one, other):
    both = timed(one)
    both.add(Counter(f"t{bucket(timedelta(seconds=s))}" for s in other))
    assert [both.seconds("t", p) for p in (50, 90)] == [timed([*one, *other]).seconds("t", p) for p in (50, 90)]


@given(st.lists(st.floats(0, MONTH), max_size=60))
@example([0.0, 14.0, 16.0, 3_500.0, 3_700.0])
def test_a_distribution_holds_each_duration_in_its_band_or_one_within_4_9_percent_and_a_second(seconds):
    bands = timed(seconds).distribution("t")
    assert sum(band.number for band in bands) == len(seconds)
    for since, until, count in bands:
        until = math.inf if until is None else until
        surely = sum(since * 1.049 + 1 <= one < until * 0.951 - 1 for one in seconds)
        perhaps = sum(since * 0.951 - 1 <= one < until * 1.049 + 1 for one in seconds)
        assert surely <= count <= perhaps


def test_the_bands_follow_each_other_without_a_gap():
    bands = figures().distribution("t")
    assert bands[0].since == 0
    assert [band.until for band in bands] == [*(band.since for band in bands[1:]), None]


def test_the_hours_of_the_week_are_those_counted():
    found = figures(h0=2, h167=3, hand_assigned=7, received=9).hours
    assert (len(found), found[0], found[167], sum(found)) == (168, 2, 3, 5)


def test_without_data_there_is_no_time_and_no_rate():
    assert (figures().seconds("t", 50), figures(assigned=3, withdrawn=1).claim_rate) == (None, None)
    assert figures(r3=1).seconds("t", 50) is None
    assert not figures()
    assert figures(calls=1)


def test_the_claim_rate_excludes_withdrawn_assigned_and_lost_offers():
    counted = figures(claimed=2, passed=1, expired=0, withdrawn=4, assigned=5, taken=6)
    assert counted.claim_rate == 0.6667


def test_an_agent_received_all_ended_offers_and_assigned_leads():
    counted = figures(claimed=1, passed=2, expired=4, withdrawn=8, assigned=16, taken=32, received=64, pool_claimed=128)
    assert counted.received_by_agent == 31


def test_names_that_only_start_like_a_bucket_are_ignored():
    assert figures(taken=5, texts=5, received=5, responded=5).seconds("t", 50) is None
    assert figures(received=5, responded=5).seconds("r", 50) is None
