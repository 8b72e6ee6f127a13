"""Add up what DynamoDB would bill for reads, and how long our stand-in for it took."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

PAGE = 1_000_000  # bytes that one query reads at most
UNIT = 4096  # bytes that a consistent read unit carries


@dataclass(frozen=True, slots=True)
class Cost:
    """Hold what some requests cost.

    Attributes:
        calls: requests to DynamoDB.
        items: items, or entries of an index, that it read, whether it returned them or not.
        units: read units, half of them for what is eventually consistent.
        cpu: seconds of the function's process, without DynamoDB's work.
    """

    calls: int = 0
    items: int = 0
    units: float = 0.0
    cpu: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        """Return both together."""
        return Cost(self.calls + other.calls, self.items + other.items, self.units + other.units, self.cpu + other.cpu)


def units(size: int, *, consistent: bool) -> float:
    """Return the read units of so many bytes: at least one, or half of one."""
    return max(1, ceil(size / UNIT)) * (1.0 if consistent else 0.5)
