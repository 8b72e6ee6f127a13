"""Statements of consent: which are kept, which counts."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.lead_records.consent import MAX_CONSENTS, PURPOSES, Consent, Statement, add_consents, counting
from tests.make import NOON

HOUR = timedelta(hours=1)


def stated(given=True, purpose="marketing", channel="email", at=NOON, **fields):
    return Consent(purpose=purpose, channel=channel, given=given, at=at, by="provider", **fields)


def test_the_newest_statement_of_a_purpose_and_channel_counts():
    yes, no, by_phone = stated(), stated(False, at=NOON + HOUR), stated(channel="phone")
    kept = add_consents((), [yes, by_phone, no])
    assert counting(kept) == {("marketing", "email"): no, ("marketing", "phone"): by_phone}
    assert set(kept) == {yes, by_phone, no}


def test_a_statement_that_is_older_does_not_count_although_it_came_later():
    no = stated(False)
    kept = add_consents((no,), [stated(at=NOON - HOUR)])
    assert counting(kept)["marketing", "email"] == no


@pytest.mark.parametrize(
    ("again", "count"),
    [
        pytest.param({}, 1, id="the same words"),
        pytest.param({"text": "new words"}, 2, id="other words"),
        pytest.param({"version": "2"}, 2, id="another version"),
        pytest.param({"given": False}, 2, id="withdrawn"),
        pytest.param({"source": "another form"}, 2, id="another form"),
    ],
)
def test_what_only_repeats_the_statement_before_it_is_not_kept_twice(again, count):
    assert len(add_consents((stated(),), [stated(at=NOON + HOUR, **again)])) == count


def test_a_consent_that_is_given_again_after_it_was_withdrawn_counts():
    several = [stated(), stated(False, at=NOON + HOUR), stated(at=NOON + 2 * HOUR)]
    assert add_consents((), several) == tuple(several)


@pytest.mark.parametrize(("at", "kept"), [(None, NOON), (NOON - HOUR, NOON - HOUR), (NOON + HOUR, NOON)])
def test_a_statement_is_of_the_instant_it_names_unless_that_is_in_the_future(at, kept):
    statement = Statement(purpose="marketing", given=True, at=at)
    assert Consent.of(statement, source="Web", by="provider", now=NOON).at == kept


def test_when_there_are_too_many_what_no_longer_counts_goes_first():
    kept = add_consents((), [stated(bool(n % 2), at=NOON + n * HOUR) for n in range(MAX_CONSENTS)])
    calls = stated(purpose="calls", at=NOON - HOUR)
    more = add_consents(kept, [calls])
    assert len(more) == MAX_CONSENTS
    assert calls in more
    assert kept[0] not in more


topics = st.tuples(st.sampled_from([*sorted(PURPOSES), "other", "x"]), st.sampled_from(["email", "phone", "any"]))


@given(st.lists(st.tuples(topics, st.booleans(), st.integers(0, 99)), max_size=120))
def test_what_counts_of_a_known_purpose_is_never_lost(several):
    """In the order in which they were made, as forms deliver them: a repeat leaves no trace of its time."""
    each = [
        stated(yes, *topic, at=NOON + hours * HOUR) for topic, yes, hours in sorted(several, key=lambda one: one[2])
    ]
    kept = add_consents((), each)
    assert len(kept) <= MAX_CONSENTS
    placed = sorted(each, key=lambda one: one.at)
    newest = {one.topic: (place, one.given) for place, one in enumerate(placed)}
    refused = {one.purpose: place for place, one in enumerate(placed) if (one.channel, one.given) == ("any", False)}
    ended = {topic for topic, (place, yes) in newest.items() if yes and place < refused.get(topic[0], -1)}
    assert counting(kept).keys() >= {topic for topic in newest if topic[0] in PURPOSES} - ended
    if len(each) <= MAX_CONSENTS:
        assert counting(kept).keys() == newest.keys() - ended
        assert all(counting(kept)[topic].given == newest[topic][1] for topic in newest.keys() - ended)
