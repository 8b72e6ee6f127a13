"""Write calendars for other programs (RFC 5545): the few properties that a feed of events needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

LINE = 75  # octets of a line, without its end
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # no text may hold them, not even escaped


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event. Without `end` it is an instant, such as when something is due, and keeps nobody busy.

    Attributes:
        uid: the same for the same event each time, and in no other event.
        sequence: grows with each change of the event.
        start: when it begins. `end`: when it ends, excluded.
        summary: what calendars show.
    """

    uid: str
    sequence: int
    start: datetime
    summary: str
    end: datetime | None = None


def write_calendar(title: str, events: Iterable[CalendarEvent], now: datetime) -> str:
    """Return the calendar as text: `now` is when it is written."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Relevo//Relevo//EN", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{_text(title)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    for event in events:
        lines += _lines(event, now)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _lines(event: CalendarEvent, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_instant(now)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART:{_instant(event.start)}"
    if event.end is not None:
        yield f"DTEND:{_instant(event.end)}"
    yield f"SUMMARY:{_text(event.summary)}"
    yield "CLASS:PRIVATE"
    yield f"TRANSP:{'TRANSPARENT' if event.end is None else 'OPAQUE'}"
    yield "END:VEVENT"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    plain = value.encode(errors="replace").decode()  # half a surrogate pair has no octets
    return _CONTROLS.sub("", plain.replace("\r\n", "\n").replace("\r", "\n")).translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """Yield the parts of a line, none longer than `LINE` octets; all but the first begin with a space.

    No character is cut in two, since some programs decode each part by itself.
    """
    part = ""
    for character in line:
        if len((part + character).encode()) > LINE:
            yield part
            part = " "
        part += character
    yield part
