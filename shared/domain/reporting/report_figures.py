"""Figures: counts that belong together, and what follows from them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import Literal

from shared.domain.lead_records.counters import RATIO

Took = Literal["t", "r"]  # the time to claim; the time from when the owner got the lead to their first response


class ReportFigures:
    """Counts by name, added up over days, members, routes or sources.

    Source: docs/rules.md, "Supervision" 2.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def __getitem__(self, name: str) -> int:
        """How many of these were counted."""
        return self._counts[name]

    def __bool__(self) -> bool:
        """Whether anything was counted."""
        return self._counts.total() > 0

    def add(self, counts: Mapping[str, int]) -> None:
        """Add what was counted."""
        self._counts.update(counts)

    @property
    def got(self) -> int:
        """What one agent received: offers made to them that have ended, and assignments by a route.

        Each offer to an agent alone ends in exactly one of four ways. Of a jump ball who claims or passes counts.
        """
        return sum(self[name] for name in ("claimed", "passed", "expired", "withdrawn", "assigned"))

    @property
    def claim_rate(self) -> float | None:
        """The share of offers that were claimed, of those that were claimed, passed or expired; None without any."""
        ended = self["claimed"] + self["passed"] + self["expired"]
        return round(self["claimed"] / ended, 4) if ended else None

    def seconds(self, took: Took, percent: int) -> int | None:
        """The time within which `percent` of 100 were done; None if nothing was timed.

        It is told by the middle of its bucket: no more than 4.9 % and a second off.
        """
        timed = sorted(
            (int(name[1:]), count) for name, count in self._counts.items() if name[0] == took and name[1:].isdigit()
        )
        rank, passed = -(-sum(count for _, count in timed) * percent // 100), 0
        for number, count in timed:
            passed += count
            if passed >= rank:
                return round(math.pow(RATIO, number + 0.5))
        return None
