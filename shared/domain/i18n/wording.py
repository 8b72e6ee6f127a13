"""Hold what differs between languages: the texts, and the formats of lists, numbers and instants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

type Text = str | tuple[str, str]
"""A text, or its singular and its plural."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts and formats of one language.

    Attributes:
        texts: by key, with placeholders in braces.
        quotes: the format of a title, with one placeholder.
        decimal: the decimal separator.
        conjunction: returns the word before the last part of a list, given that part.
        days: names of the days, from Monday.
        months: names of the months, from January.
        date: with `day`, `number`, `month` and `time`; if there are two, the first is for times from 1:00 to 1:59.
    """

    texts: Mapping[str, Text]
    quotes: str
    decimal: str
    conjunction: Callable[[str], str]
    days: Sequence[str]
    months: Sequence[str]
    date: Text

    def join(self, parts: Sequence[str]) -> str:
        """Return the parts as a list: `one, two and three`."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.conjunction(parts[-1])} {parts[-1]}"

    def format_instant(self, local: datetime) -> str:
        """Return the day and the wall time of a local instant."""
        text = self.date if isinstance(self.date, str) else self.date[local.hour != 1]
        return text.format(
            day=self.days[local.weekday()], number=local.day, month=self.months[local.month - 1], time=f"{local:%H:%M}"
        )
