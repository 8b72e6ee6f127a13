"""Is each sign-in recorded once, and with no more than its kind of browser and system?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.lead_records.sign_in import MAX_SIGN_INS, record_sign_in
from shared.domain.plan_records.session import Session
from tests.make import ANN, NOON, SECOND

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"


def recorded(before, session, agent=CHROME):
    return record_sign_in(before, ANN, session, agent)


@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        pytest.param(CHROME, "chrome", "linux", id="Chrome"),
        pytest.param(f"{CHROME} Edg/130.0", "edge", "linux", id="Edge"),
        pytest.param(f"{CHROME} OPR/115.0", "opera", "linux", id="Opera"),
        pytest.param(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0", "firefox", "windows",
            id="Firefox",
        ),
        pytest.param(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/18.0 Mobile/15E148 Safari/604.1", "safari", "ios", id="Safari on a phone",
        ),
        pytest.param(
            "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 "
            "Chrome/122.0.0.0 Mobile Safari/537.36", "samsung", "android", id="Samsung",
        ),
        pytest.param(
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/17.0 Safari/605.1.15", "safari", "macos", id="Safari on a Mac",
        ),
        pytest.param("curl/8.5.0", "other", "other", id="a program"),
        pytest.param("", "other", "other", id="nothing"),
    ],
)  # fmt: skip
def test_a_sign_in_keeps_the_families_of_browser_and_system(agent, browser, system):
    [entry] = recorded(None, Session("one", NOON), agent).entries
    assert (entry.browser, entry.system, entry.at) == (browser, system, NOON)


def test_a_later_request_of_the_same_session_records_nothing():
    once = recorded(None, Session("one", NOON))
    assert recorded(once, Session("one", NOON)) is None


def test_two_devices_at_the_same_second_are_two_sign_ins():
    both = recorded(recorded(None, Session("one", NOON)), Session("two", NOON))
    assert {one.session_id for one in both.entries} == {"one", "two"}


def test_a_token_that_does_not_say_when_its_session_began_is_not_recorded():
    assert recorded(None, Session("one", None)) is None


@given(st.lists(st.integers(0, 40), max_size=60))
def test_the_latest_are_kept_and_none_is_ever_recorded_again(moments):
    known = None
    for moment in moments:
        session = Session(str(moment), NOON + moment * SECOND)
        known = recorded(known, session) or known
        assert recorded(known, session) is None
    latest = sorted({NOON + timedelta(seconds=one) for one in moments}, reverse=True)[:MAX_SIGN_INS]
    assert [one.at for one in known.entries] == latest if known else not moments
