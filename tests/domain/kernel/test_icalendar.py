"""Is a calendar right by RFC 5545: lines, octets, escapes and instants?"""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.icalendar import LINE, CalendarEvent, write_calendar

AT = datetime(2026, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=2)))
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def event(summary="Guardia", **change):
    return CalendarEvent(**{"uid": "a@relevo", "sequence": 3, "start": AT, "summary": summary, **change})


def lines(*events):
    """Return the lines as a reader unfolds them."""
    text = write_calendar("Team", events, NOW)
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def read(value):
    """Return a text as a reader takes it: the escapes undone."""
    found, rest = "", iter(value)
    for one in rest:
        found += {"n": "\n"}.get(other := next(rest), other) if one == "\\" else one
    return found


def summary(*events):
    (line,) = (one for one in lines(*events) if one.startswith("SUMMARY:"))
    return line.removeprefix("SUMMARY:")


def test_an_event_has_what_the_standard_asks_for_in_utc():
    found = lines(event(end=AT + timedelta(hours=1)))
    assert found[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Relevo//Relevo//EN"]
    assert found[found.index("BEGIN:VEVENT") :] == [
        "BEGIN:VEVENT", "UID:a@relevo", "DTSTAMP:20260102T030405Z", "SEQUENCE:3", "DTSTART:20260301T073000Z",
        "DTEND:20260301T083000Z", "SUMMARY:Guardia", "CLASS:PRIVATE", "TRANSP:OPAQUE", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip


def test_an_instant_has_no_end_and_keeps_nobody_busy():
    found = lines(event())
    assert [one for one in found if one.startswith("DTEND")] == []
    assert "TRANSP:TRANSPARENT" in found


@pytest.mark.parametrize(("text", "written"), [
    ("a,b;c\\d", "a\\,b\\;c\\\\d"), ("one\ntwo\r\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
    ("a\x00b\x1bc\x7fd\te", "abcd\te"), ("https://x:y", "https://x:y"), ("half \ud800", "half ?"),
])  # fmt: skip
def test_texts_are_escaped(text, written):
    assert summary(event(text)) == written


def test_no_text_makes_a_line_of_its_own():
    found = lines(event("x\r\nEND:VEVENT\r\nBEGIN:VALARM"))
    assert [found.count(one) for one in ("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM")] == [1, 1, 0]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_long_lines_are_folded_by_octets_between_characters(text):
    for line in write_calendar("Team", [event(text)], NOW).encode().split(b"\r\n"):
        assert len(line) <= LINE
        line.decode()
    assert read(summary(event(text))) == text


def test_a_line_of_exactly_75_octets_is_not_folded():
    fits = "ñ" * 33 + "a"  # 67 octets, after the eight of `SUMMARY:`
    assert f"\r\nSUMMARY:{fits}\r\n" in write_calendar("Team", [event(fits)], NOW)
    assert f"\r\nSUMMARY:{fits}\r\n b\r\n" in write_calendar("Team", [event(fits + "b")], NOW)
