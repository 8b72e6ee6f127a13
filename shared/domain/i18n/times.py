"""Times of the week, said as people say them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from shared.domain.i18n.translate import Fact, fact

DAY, DAYS = 24 * 60, 7
SAID = 6  # stretches that one sentence tells


def stretches(spans: Iterable[tuple[int, int]]) -> tuple[Fact, ...]:
    """Spans of minutes from Monday 00:00, as `Monday to Friday 22:00-08:00`; the last may end beyond the week.

    One that goes past midnight belongs to the day on which it begins.
    """
    days: dict[tuple[int, int], list[int]] = {}
    for span in spans:
        for day, start, end in _by_day(*span):
            days.setdefault((start, end), []).append(day % DAYS)
    told = [_stretch(sorted(on), *times) for times, on in days.items()]
    return (*told[:SAID], fact("times.more")) if len(told) > SAID else tuple(told)


def length(minutes: int) -> Fact:
    """So many hours and minutes."""
    hours, rest = divmod(minutes, 60)
    key = "length.minutes" if not hours else "length.both" if rest else "length.hours"
    return fact(key, hours=hours, minutes=rest)


def _by_day(start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Day, beginning and end of each part; what is shorter than a day stays whole."""
    day, begins = divmod(start, DAY)
    if end - start < DAY:
        yield day, begins, (end - 1) % DAY + 1
        return
    while start < end:
        day, begins = divmod(start, DAY)
        until = min(end, (day + 1) * DAY)
        yield day, begins, until - day * DAY
        start = until


def _stretch(days: Sequence[int], start: int, end: int) -> Fact:
    if (start, end) == (0, DAY):
        return fact("times.all_day", days=_days(days))
    return fact("times.span", days=_days(days), start=_wall(start), end=_wall(end))


def _days(days: Sequence[int]) -> Fact | tuple[Fact, ...]:
    if len(days) == DAYS:
        return fact("days.every")
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return tuple(part for run in runs for part in _run(run))


def _run(run: Sequence[int]) -> Sequence[Fact]:
    names = [fact(f"day.{day}") for day in run]
    return names if len(names) < 3 else [fact("days.run", first=names[0], last=names[-1])]


def _wall(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
