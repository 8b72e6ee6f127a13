"""Figures of a report or dashboard: counts by name, and the rates and percentiles computed from them."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from shared.domain.lead_records.counters import RATIO, WORKING, Timed

HOURS = 168  # of a week
BANDS = (0, 15, 30, 60, 120, 300, 600, 1800, 3600)  # seconds from which each band of a distribution counts


class Band(NamedTuple):
    """How many durations took at least `since` and less than `until` seconds; None is without end."""

    since: int
    until: int | None
    number: int


class ReportFigures:
    """Counts by name, added up over days, members, routes or sources.

    Source: docs/rules.md, "Supervision" 2.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def __getitem__(self, name: str) -> int:
        """Return the count of this name; 0 if there is none."""
        return self._counts[name]

    def __bool__(self) -> bool:
        """Return whether anything was counted."""
        return self._counts.total() > 0

    def add(self, counts: Mapping[str, int]) -> None:
        """Add counts by name."""
        self._counts.update(counts)

    @property
    def received_by_agent(self) -> int:
        """Return how many leads one agent received: their offers that have ended, and assignments by a route.

        Each offer to a single agent ends in exactly one of four ways. A jump ball counts for those who claim or pass.
        """
        return sum(self[name] for name in ("claimed", "passed", "expired", "withdrawn", "assigned"))

    @property
    def claim_rate(self) -> float | None:
        """Return the share of claimed offers among those claimed, passed or expired; None if there were none."""
        ended = self["claimed"] + self["passed"] + self["expired"]
        return _share(self["claimed"], ended)

    @property
    def in_time_rate(self) -> float | None:
        """Return the share of claims within the team's target, of those compared with it; None without any."""
        return _share(self["in_time"], self.timed("t", working=True))

    @property
    def in_time_working_rate(self) -> float | None:
        """Return the share of claims within the team's target of working time; None without any."""
        return _share(self["in_time_working"], self.timed("t", working=True))

    @property
    def response_met_rate(self) -> float | None:
        """Return the share of responses in time, of those that were owed until they were met or missed."""
        return _share(self["response_met"], self["response_met"] + self["response_missed"])

    def timed(self, took: Timed, *, working: bool = False) -> int:
        """Return how many durations were measured."""
        return sum(self._numbered(took + WORKING * working).values())

    def seconds(self, took: Timed, percent: int, *, working: bool = False) -> int | None:
        """Return a percentile of the durations in seconds, from 0 to 100 per cent; None if nothing was timed.

        The result is the middle of a histogram bucket: at most 4.9 % and a second off.
        """
        buckets = sorted(self._numbered(took + WORKING * working).items())
        rank, counted = -(-sum(count for _, count in buckets) * percent // 100), 0
        for bucket, count in buckets:
            counted += count
            if counted >= rank:
                return round(_middle(bucket))
        return None

    def distribution(self, took: Timed) -> tuple[Band, ...]:
        """Return how many durations lie in each of the `BANDS`, each placed by the middle of its histogram bucket."""
        counts = [0] * len(BANDS)
        for bucket, count in self._numbered(took).items():
            counts[bisect_right(BANDS, _middle(bucket)) - 1] += count
        return tuple(map(Band, BANDS, (*BANDS[1:], None), counts))

    @property
    def hours(self) -> tuple[int, ...]:
        """Return the leads received in each hour of the week, from Monday at midnight; only those counted by hour."""
        found = self._numbered("h")
        return tuple(found.get(hour, 0) for hour in range(HOURS))

    def sums(self, name: str) -> dict[str, int]:
        """Return the amounts that were added up under this name, by currency; without those that are 0 by now."""
        found = {key.removeprefix(name): count for key, count in self._counts.items() if key.startswith(name)}
        return {currency: amount for currency, amount in found.items() if amount}

    def _numbered(self, letters: str) -> dict[int, int]:
        """Return the counts whose names are these letters and a number, by the number."""
        size = len(letters)
        return {
            int(name[size:]): count
            for name, count in self._counts.items()
            if name.startswith(letters) and name[size:].isdigit()
        }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _middle(bucket: int) -> float:
    """Return the seconds in the middle of a histogram bucket."""
    return math.pow(RATIO, bucket + 0.5)
