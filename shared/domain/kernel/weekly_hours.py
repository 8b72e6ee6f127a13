"""Weekly windows in a team's time zone, and whether an instant is inside them.

Computing with windows over real time belongs in `hours`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, model_validator

from shared.domain.kernel.field_error import field_error
from shared.domain.kernel.record import Value

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# Wall times are "HH:MM" text: text order is time order, so they compare without parsing.
WallTime = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
EndTime = Annotated[str, StringConstraints(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]


class Window(Value):
    """Days of the week with one range of local wall time, `start` included, `to` excluded.

    A range that ends before it starts goes past midnight and belongs to the day on which it starts.
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
        """Return whether the wall clock time `local` (already in the team's zone) is inside."""
        time = f"{local:%H:%M}"
        if self.start < self.to:
            return DAYS[local.weekday()] in self.days and self.start <= time < self.to
        evening = DAYS[local.weekday()] in self.days and time >= self.start
        morning = DAYS[(local - timedelta(days=1)).weekday()] in self.days and time < self.to
        return evening or morning


class QuietHours(Value):
    """A range of local wall time, every day, in which mails and pushes wait; it may go past midnight.

    Source: docs/rules.md, "Supervision" 11.
    """

    start: Annotated[WallTime, Field(alias="from")]
    to: WallTime

    @model_validator(mode="after")
    def _is_a_span(self) -> Self:
        if self.start == self.to:
            raise field_error("window_empty", "quiet hours cannot end where they begin; `none` is without any")
        return self

    @property
    def window(self) -> Window:
        """Return them as a window of every day."""
        return Window(days=DAYS, start=self.start, to=self.to)


def covers(windows: Iterable[Window], now: datetime, zone: ZoneInfo) -> bool:
    """Return whether `now` (UTC) is inside one of `windows`; an empty `windows` means always.

    Wall time decides, so a window keeps its local hours when clocks change: an hour that is skipped
    is not covered, one that occurs twice is covered twice.

    Source: docs/rules.md, "Matching" 1.
    """
    local, listed = now.astimezone(zone), tuple(windows)
    return not listed or any(window.covers(local) for window in listed)
