"""Note what each field of a delivery is taken for, beside what the team says that it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from shared.domain.kernel.clean_text import clean
from shared.domain.plan_records.source import ATTRIBUTE, MAX_NAME, MEANINGS, NO_MAPPING

MAX_READINGS = 500  # fields of different names in one delivery
_UNNAMED = "field"


@dataclass
class FieldReading:
    """One field, by its name; the same name may come several times.

    Attributes:
        values: as sent, in order.
        taken_for: the meanings that the reading gave it, the first one first; none if it is left out.
        wanted: what the mapping says that it stands for; None where it says nothing.
        mapped: whether the mapping counts for this field.
    """

    name: str
    values: list[object] = field(default_factory=list)
    taken_for: list[str] = field(default_factory=list)
    wanted: str | None = None
    mapped: bool = True

    @property
    def unfit(self) -> bool:
        """Return whether a value is not what its mapping says, so that it was taken for something else."""
        return self.mapped and self.wanted not in (None, "ignore") and self.wanted not in self.taken_for


class FieldReadings:
    """The fields of one delivery in the order in which they were sent, and the mapping by which they are read.

    Args:
        mapping: what fields stand for, by their names. Meanings that this release does not know are left out.

    Source: docs/rules.md, "Entry" 16.
    """

    def __init__(self, mapping: Mapping[str, str] = NO_MAPPING) -> None:
        self.mapping = {name: one for name, one in mapping.items() if one in MEANINGS or one.startswith(ATTRIBUTE)}
        self._found: dict[str, FieldReading] = {}
        self._at: tuple[str, ...] = ()

    @property
    def found(self) -> tuple[FieldReading, ...]:
        """Return the fields that were sent, each with what it was taken for."""
        return tuple(self._found.values())

    def meaning(self, name: str) -> str | None:
        """Return what the mapping says that a field stands for; None where it says nothing."""
        return self.mapping.get(name)

    def is_aside(self, address: str) -> bool:
        """Return whether a field holds an address that, as the mapping says, is nothing of the person's contact."""
        aside = [one for one in self._found.values() if one.wanted and one.wanted.startswith((ATTRIBUTE, "ignore"))]
        return any(address in str(value) for one in aside for value in one.values)

    def see(self, name: str, value: object, *, mapped: bool = True) -> None:
        """Note that a field was sent, for which the mapping counts or not."""
        if name in self._found or len(self._found) < MAX_READINGS:
            reading = self._found.setdefault(name, FieldReading(name, wanted=self.mapping.get(name), mapped=mapped))
            reading.values.append(value)

    @contextmanager
    def of(self, *names: str) -> Iterator[None]:
        """Let `note` be about these fields."""
        before, self._at = self._at, names
        try:
            yield
        finally:
            self._at = before

    def note(self, meaning: str) -> None:
        """Note what the fields at hand were taken for, if any are."""
        for name in self._at:
            reading = self._found.get(name)
            if reading and meaning not in reading.taken_for:
                reading.taken_for.append(meaning)


def field_name(path: Sequence[str]) -> str:
    """Return the name by which a field is known: those of the containers around it and its own, joined by dots."""
    return clean(".".join(path))[:MAX_NAME] or _UNNAMED
