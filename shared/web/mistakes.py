"""What pydantic found wrong, as who sent it can read it: by the names of fields they sent, each told once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

type Loc = tuple[str | int, ...]


def mistakes(error: ValidationError, given: object) -> list[tuple[Loc, str]]:
    """Where and why, in order.

    Of a field that may be one thing or another pydantic tells one mistake for each, and puts the thing's name into the
    place: that is no field. Of a list whose members are wrong it also tells that too few are left. Where a part of
    a field is wrong, only that is told.

    Args:
        error: what was found.
        given: what was validated.
    """
    placed = [(_place(one["loc"], given, one), one) for one in error.errors()]
    above = {place[:length] for place, _ in placed for length in range(len(place))}
    found: dict[Loc, dict[str, None]] = {}
    for place, one in placed:
        of_a_part = one["type"] == "too_short" or len(place) < len(one["loc"])
        if not (of_a_part and place in above):
            found.setdefault(place, {})[one["msg"]] = None
    return [(place, "; or: ".join(says)) for place, says in found.items()]


def _place(loc: Loc, given: object, error: Mapping[str, Any]) -> Loc:
    """The place without what is not in `given`, unless the mistake is that it is not."""
    place: list[str | int] = []
    for number, part in enumerate(loc, 1):
        if isinstance(part, int):
            place.append(part)
            given = given[part] if isinstance(given, Sequence) and part < len(given) else None
        elif isinstance(given, Mapping) and part in given:
            place.append(part)
            given = given[part]
        elif isinstance(given, Mapping) and number == len(loc) and _is_field(error, given):
            place.append(part)
    return tuple(place)


def _is_field(error: Mapping[str, Any], given: object) -> bool:
    """Whether the last part of a place names a field that was not sent, and not what its parent might have been."""
    return error["type"] == "missing" or bool(error["input"] != given)
