"""Weekly windows in a team's time zone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, model_validator

from shared.domain.kernel.field_error import field_error
from shared.domain.kernel.record import Value

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# Wall times are kept as "HH:MM": they sort as they follow one another, so comparing text is comparing time.
WallTime = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
EndTime = Annotated[str, StringConstraints(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]


class Window(Value):
    """Days of the week with one span of local wall time, `start` included, `to` excluded.

    A span that ends before it starts goes past midnight and belongs to the day it starts.
    All day is 00:00 to 24:00.

    Source: docs/rules.md, "Matching" 1.
    """

    days: Annotated[tuple[Day, ...], Field(min_length=1, max_length=7)]
    start: Annotated[WallTime, Field(alias="from")]
    to: EndTime

    @model_validator(mode="after")
    def _is_a_span(self) -> Self:
        if self.start == self.to:
            raise field_error("window_empty", "a window cannot end where it begins; all day is 00:00 to 24:00")
        if len(set(self.days)) != len(self.days):
            raise field_error("day_twice", "a day is named twice")
        return self

    def covers(self, local: datetime) -> bool:
        """Whether the wall clock `local` (already in the team's zone) is inside."""
        time = f"{local:%H:%M}"
        if self.start < self.to:
            return DAYS[local.weekday()] in self.days and self.start <= time < self.to
        evening = DAYS[local.weekday()] in self.days and time >= self.start
        morning = DAYS[(local - timedelta(days=1)).weekday()] in self.days and time < self.to
        return evening or morning


def covers(windows: Iterable[Window], now: datetime, zone: ZoneInfo) -> bool:
    """Whether `now` (UTC) is inside one of `windows`; no windows at all means always.

    Wall time decides, so a window keeps its local hours through a change of clocks: an hour that
    is skipped is not covered, one that comes twice is covered twice.

    Source: docs/rules.md, "Matching" 1.
    """
    local, listed = now.astimezone(zone), tuple(windows)
    return not listed or any(window.covers(local) for window in listed)
