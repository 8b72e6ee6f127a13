"""What a language brings along: its texts, and how it writes lists, numbers and instants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

type Text = str | tuple[str, str]
"""A text, or one for a single thing and one for several."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One language.

    Attributes:
        texts: by key, with the names of what fills them in braces.
        quotes: around a title.
        decimal: between whole and part of a number.
        both: what stands before the last of a list, given that last one.
        days, months: from Monday, from January.
        date: with `day`, `number`, `month`, `time`; of two, the first is for the hour of one.
    """

    texts: Mapping[str, Text]
    quotes: str
    decimal: str
    both: Callable[[str], str]
    days: Sequence[str]
    months: Sequence[str]
    date: Text

    def listed(self, parts: Sequence[str]) -> str:
        """One, two and three."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.both(parts[-1])} {parts[-1]}"

    def instant(self, local: datetime) -> str:
        """Day and wall time."""
        text = self.date if isinstance(self.date, str) else self.date[local.hour != 1]
        return text.format(
            day=self.days[local.weekday()], number=local.day, month=self.months[local.month - 1], time=f"{local:%H:%M}"
        )
