"""Compare conditions: whether one implies another, and whether two exclude each other.

Conditions are compared in pairs, so an implication that needs several conditions together is not found.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shared.domain.plan_records.condition import Condition, matches_value
from shared.domain.plan_records.route_index import to_bits, union


class ImpliedConditions:
    """The conditions of a plan as sets of bits, with the conditions that each of them implies.

    Args:
        conditions: all conditions that will be asked about.
    """

    def __init__(self, conditions: Iterable[Condition]) -> None:
        self._places = {condition: place for place, condition in enumerate(dict.fromkeys(conditions))}
        self._implied: dict[Condition, int] = {}

    def bits_of(self, conditions: Iterable[Condition]) -> int:
        """Return these conditions as a set of bits."""
        return to_bits(self._places[condition] for condition in conditions)

    def implied_by(self, conditions: Iterable[Condition]) -> int:
        """Return the conditions implied by any one of these, as a set of bits."""
        return union(self._implied_by_one(condition) for condition in conditions)

    def _implied_by_one(self, condition: Condition) -> int:
        if condition not in self._implied:
            found = to_bits(place for other, place in self._places.items() if implies(condition, other))
            self._implied[condition] = found
        return self._implied[condition]


def implies(one: Condition, other: Condition) -> bool:
    """Return whether every lead that fulfils `one` also fulfils `other`."""
    if one.field != other.field:
        return False
    match one.op, other.op:
        case ("ne", _) | (_, "ne"):
            return one == other
        case ("exists", _) | (_, "exists"):
            return one == other or (one.op != "exists" and other.value is True)
        case ("gte", "gte") | ("lt", "gte") | ("gte", "lt") | ("lt", "lt"):
            return one.op == other.op and (one.value == other.value or (one.value > other.value) == (one.op == "gte"))  # type: ignore[operator]  # numbers
        case (("eq" | "in"), _):
            return one == other or (
                _have_one_type(one, other) and all(matches_value(other, value) for value in _values(one))
            )
    return one == other


def exclude_each_other(some: Iterable[Condition], others: Iterable[Condition]) -> bool:
    """Return whether no lead with a single value per attribute fulfils both `some` and `others`."""
    listed = tuple(others)
    return any(_excludes(one, other) or _excludes(other, one) for one in some for other in listed)


def _excludes(one: Condition, other: Condition) -> bool:
    if one.field != other.field:
        return False
    match one.op, other.op:
        case _, "exists":
            return other.value is False and one.op not in ("ne", "exists")
        case "gte", "lt":
            return one.value >= other.value  # type: ignore[operator]  # numbers
        case (("eq" | "in"), _):
            return _have_one_type(one, other) and not any(matches_value(other, value) for value in _values(one))
    return False


def _have_one_type(one: Condition, other: Condition) -> bool:
    """Return whether all values of both are text, all numbers, or all booleans: only those compare reliably."""
    return len({type(v) if isinstance(v, (bool, str)) else float for v in (*_values(one), *_values(other))}) == 1


def _values(one: Condition) -> tuple[Any, ...]:
    return one.value if isinstance(one.value, tuple) else (one.value,)
