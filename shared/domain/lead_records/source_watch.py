"""Define what is known of when sources deliver, so that a source that has fallen silent or is failing is noticed."""

from datetime import timedelta
from typing import Annotated

from pydantic import AwareDatetime, Field

from shared.domain.kernel.record import Record, SourceId, Value, is_unset

LEAST = 10  # hours with a delivery, below which nothing is usual


class SourceWatch(Value):
    """When a source delivered, and what of it the Rainmakers were told.

    Attributes:
        last_at: when it delivered last.
        hours: the hours in which it delivered, as a hexadecimal number: bit n is the hour n hours before that of
            `last_at`.
        silent_since: its last delivery, if it has been silent for too long since; `silent_told_at` when that was told.
        failing_since: the first of the deliveries that could not be read, if it is failing; `failing_told_at` likewise.
    """

    last_at: AwareDatetime
    hours: str = "1"
    silent_since: AwareDatetime | None = None
    silent_told_at: AwareDatetime | None = None
    failing_since: AwareDatetime | None = None
    failing_told_at: AwareDatetime | None = None

    @property
    def told(self) -> bool:
        """Return whether the Rainmakers were told that it is silent or failing, and it is so still."""
        return self.silent_since is not None or self.failing_since is not None

    @property
    def usual_gap(self) -> timedelta | None:
        """Return after how long it usually delivers again, on average; None where nothing is usual yet."""
        hours = int(self.hours, 16)
        count = hours.bit_count()
        return None if count < LEAST else timedelta(hours=1) * (hours.bit_length() - 1) / (count - 1)


class WatchedSources(Record):
    """The one record of all sources that are watched. It holds ids, instants and hours only.

    Attributes:
        sources: what is known of each.
        was_told: whether a source was silent or failing before the last write, so that what was told of it may be over.

    Source: docs/rules.md, "Entry" 19.
    """

    sources: dict[SourceId, SourceWatch] = {}
    was_told: Annotated[bool, Field(exclude_if=is_unset)] = False

    @property
    def any_told(self) -> bool:
        """Return whether a source is silent or failing."""
        return any(one.told for one in self.sources.values())
