"""Is a lead erased only once it was inactive for as long as the settings say, and announced two weeks before?"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.event_details import ClosedDetail, MergedDetail
from shared.domain.lead_records.activity import last_activity
from shared.domain.lead_records.erasure import Erasure
from shared.domain.lead_records.retention_progress import Announcement, RetentionProgress, RetentionWalk
from shared.domain.privacy import retention
from shared.domain.privacy.retention import (
    ANNOUNCE_EVERY,
    NOTICE_PERIOD,
    advance,
    erasable_before,
    erased_from,
    horizon,
    is_inactive,
    months_before,
    next_walk,
    valid_announcements,
)
from tests import make
from tests.make import ANN, LEAD, NOON, SECOND, id_of

DAY = timedelta(days=1)
MONTHS = 24


def announcement(at, before=None, leads=3):
    return Announcement(at=at, before=before or horizon(MONTHS, at), leads=leads)


def walked(progress, months, now):
    """Return the progress after the walks that are due now, each in one step, and what kinds they were."""
    kinds = []
    while walk := next_walk(progress, months, now):
        kinds.append(walk.kind)
        progress = advance(progress, walk, months, now, found=1, more=False)
    return progress, kinds


@pytest.mark.parametrize(
    ("at", "months", "before"),
    [
        (datetime(2026, 3, 31, 9, tzinfo=UTC), 1, datetime(2026, 2, 28, 9, tzinfo=UTC)),
        (datetime(2026, 1, 15, tzinfo=UTC), 24, datetime(2024, 1, 15, tzinfo=UTC)),
        (datetime(2024, 2, 29, tzinfo=UTC), 12, datetime(2023, 2, 28, tzinfo=UTC)),
        (datetime(2026, 12, 5, tzinfo=UTC), 12, datetime(2025, 12, 5, tzinfo=UTC)),
    ],
)
def test_months_are_those_of_the_calendar(at, months, before):
    assert months_before(at, months) == before


@pytest.mark.parametrize(
    "change",
    [
        {"last_activity_at": NOON + DAY}, {"since": NOON + DAY}, {"noted_at": NOON + DAY},
        {"history": make.closed.with_event(ClosedDetail(outcome="lost"), at=NOON + DAY, by=ANN).history},
    ],
    ids=["the person", "a state", "something recorded", "an event"],
)  # fmt: skip
def test_whatever_was_done_last_counts(change):
    assert last_activity(make.closed) == NOON
    assert last_activity(make.closed.model_copy(update=change)) == NOON + DAY


@pytest.mark.parametrize(
    ("lead", "inactive"),
    [
        pytest.param(make.closed, True, id="closed"),
        pytest.param(make.owned(), True, id="owned"),
        pytest.param(make.pooled(), True, id="pooled"),
        pytest.param(make.lead(), False, id="unrouted: the sweep moves it"),
        pytest.param(make.offered(), False, id="offered: a clock moves it"),
        pytest.param(make.lead(state="closed", merged_into=id_of("lead", "x")), False, id="merged: with the other"),
        pytest.param(make.lead(state="closed", erased_at=NOON), False, id="erased already"),
    ],
)
def test_inactive_leads_of_every_resting_state_are_erased(lead, inactive):
    assert is_inactive(lead, NOON + SECOND) == inactive
    assert not is_inactive(lead, NOON)


def test_nothing_is_erased_without_an_announcement_of_two_weeks():
    told = (announcement(NOON),)
    assert erasable_before((), MONTHS, NOON) is None
    assert erasable_before(told, MONTHS, NOON + NOTICE_PERIOD - SECOND) is None
    assert erasable_before(told, MONTHS, NOON + NOTICE_PERIOD) == months_before(NOON + NOTICE_PERIOD, MONTHS)


def test_an_announcement_covers_what_comes_due_until_the_next_one_is_in_force():
    now = NOON + NOTICE_PERIOD + ANNOUNCE_EVERY
    assert erasable_before((announcement(NOON),), MONTHS, now) == months_before(now, MONTHS)


def test_a_shortened_setting_is_announced_anew_and_erases_nothing_more_for_two_weeks():
    told = RetentionProgress(announcements=(announcement(NOON - 20 * DAY), announcement(NOON - 2 * DAY)))
    assert next_walk(told, MONTHS, NOON).kind == "erase"
    walk = next_walk(told, 12, NOON)
    assert (walk.kind, walk.before) == ("announce", horizon(12, NOON))
    after = advance(told, walk, 12, NOON, found=7, more=False)
    assert after.announcements[-1] == announcement(NOON, horizon(12, NOON), leads=7)
    assert erasable_before(after.announcements, 12, NOON + NOTICE_PERIOD - SECOND) < months_before(NOON, MONTHS - 1)
    assert erasable_before(after.announcements, 12, NOON + NOTICE_PERIOD) == months_before(NOON + NOTICE_PERIOD, 12)


def test_an_announcement_that_a_longer_setting_contradicts_counts_no_more_when_the_setting_is_shortened_again():
    told = (announcement(NOON - 20 * DAY), announcement(NOON - 10 * DAY))
    assert valid_announcements(told, 36, NOON) == valid_announcements(told, None, NOON) == ()
    assert valid_announcements(told, MONTHS, NOON) == told


def test_a_walk_that_a_longer_setting_contradicts_ends():
    walk = RetentionWalk(kind="erase", before=months_before(NOON, MONTHS), place={"partition": 0, "entry": None})
    under_way = RetentionProgress(announcements=(announcement(NOON - 20 * DAY),), walk=walk, erased_at=NOON)
    assert next_walk(under_way, MONTHS, NOON) == walk
    assert next_walk(under_way, MONTHS + 1, NOON).kind == "announce"
    assert next_walk(under_way, None, NOON) is None


def test_leads_are_announced_weekly_and_erased_daily():
    progress, days = RetentionProgress(), {}
    for day in range(36):
        progress, days[day] = walked(progress, MONTHS, NOON + day * DAY)
    assert [day for day, kinds in days.items() if "announce" in kinds] == [0, 7, 14, 21, 28, 35]
    assert [day for day, kinds in days.items() if "erase" in kinds] == list(range(14, 36))
    assert len(progress.announcements) == 3


def test_a_walk_counts_over_its_steps():
    progress = RetentionProgress()
    for number, more in enumerate((True, True, False)):
        walk = next_walk(progress, MONTHS, NOON).model_copy(update={"place": {"at": number}})
        progress = advance(progress, walk, MONTHS, NOON, found=5, more=more)
    assert (progress.walk, progress.announcements) == (None, (announcement(NOON, leads=15),))


def test_a_lead_that_was_active_meanwhile_stays_out_of_the_erasure():
    erasure = Erasure(erasure_id=id_of("erasure", "one"), at=NOON, by="sweep", reason="retention", lead_ids=(LEAD,),
                      inactive_since=NOON)  # fmt: skip
    much_later = NOON + 900 * DAY
    assert retention.stays(make.closed, erasure, MONTHS, much_later)
    further = erasure.model_copy(update={"inactive_since": NOON + SECOND})
    assert not retention.stays(make.closed, further, MONTHS, much_later)
    assert not retention.stays(make.closed, erasure.model_copy(update={"inactive_since": None}), None, NOON)


@pytest.mark.parametrize("months", [None, 25], ids=["for ever", "longer"])
def test_a_longer_setting_keeps_leads_of_an_erasure_that_has_begun(months):
    now = NOON.replace(year=NOON.year + 2) + SECOND
    erasure = Erasure(erasure_id=id_of("erasure", "one"), at=now, by="sweep", reason="retention", lead_ids=(LEAD,),
                      inactive_since=NOON + SECOND)  # fmt: skip
    assert not retention.stays(make.closed, erasure, MONTHS, now)
    assert retention.stays(make.closed, erasure, months, now)


@pytest.mark.parametrize("months", [None, 240, MONTHS])
def test_a_merged_lead_goes_with_the_other_whatever_was_recorded_on_it(months):
    merged = MergedDetail(into=id_of("lead", "into"))
    lead = make.closed.with_event(merged, at=NOON, by=ANN, merged_into=id_of("lead", "into"))
    lead = lead.model_copy(update={"noted_at": NOON + 90 * DAY})
    erasure = Erasure(erasure_id=id_of("erasure", "one"), at=NOON + 100 * DAY, by="sweep", reason="retention",
                      lead_ids=(LEAD,), inactive_since=NOON + DAY)  # fmt: skip
    assert not retention.stays(lead, erasure, months, NOON + 100 * DAY)
    assert retention.stays(lead, erasure.model_copy(update={"inactive_since": NOON}), months, NOON), "chosen by itself"


def test_a_walk_that_a_setting_just_longer_contradicts_ends():
    began = NOON - 12 * DAY
    told = tuple(announcement(at, horizon(1, at)) for at in (began - 20 * DAY, began - 2 * DAY))
    walk = RetentionWalk(kind="erase", before=months_before(began, 1), place={"partition": 0, "entry": None})
    under_way = RetentionProgress(announcements=told, walk=walk, erased_at=began)
    assert months_before(NOON, 2) < walk.before <= horizon(2, NOON)
    assert next_walk(under_way, 1, NOON) == walk
    further = next_walk(under_way, 2, NOON)
    assert further is None or further.kind == "announce" or further.before <= months_before(NOON, 2)


def test_the_earliest_erasure_of_a_lead_follows_from_its_announcement_and_the_setting():
    old = make.lead(state="closed", since=NOON - 900 * DAY, created_at=NOON - 900 * DAY, history=(),
                    last_activity_at=NOON - 900 * DAY)  # fmt: skip
    assert erased_from(old, (), MONTHS, NOON) == NOON + NOTICE_PERIOD
    assert erased_from(old, (announcement(NOON - 3 * DAY),), MONTHS, NOON) == NOON - 3 * DAY + NOTICE_PERIOD
    assert erased_from(make.closed, (), MONTHS, NOON) == NOON.replace(year=NOON.year + 2)


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from([None, 6, 7, 12, 24])), min_size=1, max_size=40))
def test_however_settings_change_no_lead_is_erased_without_an_announcement_of_two_weeks(steps):
    """Whenever a walk erases up to an instant, an announcement of at least two weeks ago reached as far."""
    progress, now, told = RetentionProgress(), NOON, []
    for days, months in steps:
        now += days * DAY
        while walk := next_walk(progress, months, now):
            if walk.kind == "erase":
                assert any(one.at <= now - NOTICE_PERIOD and walk.before <= one.before for one in told)
                assert walk.before <= months_before(now, months)
            progress = advance(progress, walk, months, now, found=1, more=False)
            told += progress.announcements[-1:]
