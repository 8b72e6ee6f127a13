"""Comparing conditions: whether one leaves out nothing that another lets in, and whether two never hold together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shared.domain.plan_records.condition import Condition, fulfils
from shared.domain.plan_records.route_index import bits, union


class Implied:
    """The conditions of a plan as sets, with what follows from each.

    Args:
        conditions: all that will be asked about.
    """

    def __init__(self, conditions: Iterable[Condition]) -> None:
        self._places = {one: place for place, one in enumerate(dict.fromkeys(conditions))}
        self._follows: dict[Condition, int] = {}

    def asked(self, conditions: Iterable[Condition]) -> int:
        """The set of these conditions."""
        return bits(self._places[one] for one in conditions)

    def fulfilled(self, conditions: Iterable[Condition]) -> int:
        """The set of all conditions that whoever fulfils these fulfils too, as far as one by one tells it."""
        return union(self._following(one) for one in conditions)

    def _following(self, one: Condition) -> int:
        if one not in self._follows:
            self._follows[one] = bits(place for other, place in self._places.items() if implies(one, other))
        return self._follows[one]


def implies(one: Condition, other: Condition) -> bool:
    """Whether every lead that fulfils one condition fulfils the other."""
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
            return one == other or (_are_alike(one, other) and all(fulfils(other, value) for value in _values(one)))
    return one == other


def exclude(some: Iterable[Condition], others: Iterable[Condition]) -> bool:
    """Whether no lead with one value for each attribute fulfils both."""
    known = tuple(others)
    return any(_excludes(one, other) or _excludes(other, one) for one in some for other in known)


def _excludes(one: Condition, other: Condition) -> bool:
    if one.field != other.field:
        return False
    match one.op, other.op:
        case _, "exists":
            return other.value is False and one.op not in ("ne", "exists")
        case "gte", "lt":
            return one.value >= other.value  # type: ignore[operator]  # numbers
        case (("eq" | "in"), _):
            return _are_alike(one, other) and not any(fulfils(other, value) for value in _values(one))
    return False


def _are_alike(one: Condition, other: Condition) -> bool:
    """Whether all their values are text, or numbers, or yes and no: only then is what equals one known to the other."""
    return len({type(v) if isinstance(v, (bool, str)) else float for v in (*_values(one), *_values(other))}) == 1


def _values(one: Condition) -> tuple[Any, ...]:
    return one.value if isinstance(one.value, tuple) else (one.value,)
