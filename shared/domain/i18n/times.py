"""Word times of the week and durations as people do: `Monday to Friday 22:00–08:00`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from shared.domain.i18n.translate import Fact, fact

DAY, DAYS = 24 * 60, 7
MAX_TIMES = 6  # in one sentence


def week_times(ranges: Iterable[tuple[int, int]]) -> tuple[Fact, ...]:
    """Return facts for ranges of minutes that count from Monday 00:00; the last range may end beyond the week.

    A range past midnight belongs to the day on which it begins. Days with the same times share a fact.
    """
    days_of: dict[tuple[int, int], list[int]] = {}
    for first, last in ranges:
        for day, start, end in _split_by_day(first, last):
            days_of.setdefault((start, end), []).append(day % DAYS)
    facts = [_times_on(sorted(days), *times) for times, days in days_of.items()]
    return (*facts[:MAX_TIMES], fact("times.more")) if len(facts) > MAX_TIMES else tuple(facts)


def duration(minutes: int) -> Fact:
    """Return the fact of a duration in hours and minutes."""
    hours, rest = divmod(minutes, 60)
    key = "length.minutes" if not hours else "length.both" if rest else "length.hours"
    return fact(key, hours=hours, minutes=rest)


def _split_by_day(start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the day, start and end of each part; a range shorter than a day is not split at midnight."""
    day, begins = divmod(start, DAY)
    if end - start < DAY:
        yield day, begins, (end - 1) % DAY + 1
        return
    while start < end:
        day, begins = divmod(start, DAY)
        until = min(end, (day + 1) * DAY)
        yield day, begins, until - day * DAY
        start = until


def _times_on(days: Sequence[int], start: int, end: int) -> Fact:
    if (start, end) == (0, DAY):
        return fact("times.all_day", days=_day_names(days))
    return fact("times.span", days=_day_names(days), start=_wall_time(start), end=_wall_time(end))


def _day_names(days: Sequence[int]) -> Fact | tuple[Fact, ...]:
    if len(days) == DAYS:
        return fact("days.every")
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return tuple(part for run in runs for part in _day_range(run))


def _day_range(run: Sequence[int]) -> Sequence[Fact]:
    names = [fact(f"day.{day}") for day in run]
    return names if len(names) < 3 else [fact("days.run", first=names[0], last=names[-1])]


def _wall_time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
