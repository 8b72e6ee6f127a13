"""What pydantic found wrong, as who sent it can read it: by the names of fields they sent, each told once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self, cast, get_args

from pydantic import ValidationError

from shared.domain.kernel.field_error import FieldError, Loc, MistakeReason, Params
from shared.web.schemas import Shown

_REASONS = frozenset(get_args(MistakeReason.__value__))
# What pydantic calls it. Every other `…_type` is a wrong type; all else but what our own validators raise is malformed.
CALLED: Mapping[str, MistakeReason] = {
    "missing": "missing",
    "union_tag_not_found": "missing",
    "extra_forbidden": "unknown_field",
    "literal_error": "not_one_of",
    "enum": "not_one_of",
    "union_tag_invalid": "not_one_of",
    "int_parsing": "wrong_type",
    "int_from_float": "wrong_type",
    "float_parsing": "wrong_type",
    "bool_parsing": "wrong_type",
    "string_too_short": "too_short",
    "string_too_long": "too_long",
    "too_short": "too_few",
    "too_long": "too_many",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_big",
    "date_parsing": "not_a_date",
    "date_from_datetime_parsing": "not_a_date",
    "date_from_datetime_inexact": "not_a_date",
    "datetime_parsing": "not_an_instant",
    "datetime_from_date_parsing": "not_an_instant",
    "timezone_aware": "not_an_instant",
}
_LIMITS = {"min_length": "least", "ge": "least", "max_length": "most", "le": "most"}
_CHOICES = ("expected", "expected_tags")


class MistakeShown(Shown):
    """What is wrong with a field: where, why in a word for programs and a sentence, and what the sentence fills in."""

    loc: Loc
    reason: MistakeReason
    msg: str
    params: Params | None = None

    @classmethod
    def of(cls, found: FieldError) -> Self:
        """Return the error as clients are shown it."""
        return cls(**{**dict(found), "params": found.params or None})


def to_field_error(place: Loc, found: Mapping[str, Any]) -> FieldError:
    """One of pydantic's findings, at its place."""
    kind = found["type"]
    return FieldError(loc=place, reason=_reason(kind), msg=found["msg"], params=_params(kind, found.get("ctx", {})))


def to_field_errors(error: ValidationError, given: object) -> list[FieldError]:
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
    found: dict[Loc, list[FieldError]] = {}
    for place, one in placed:
        of_a_part = one["type"] == "too_short" or len(place) < len(one["loc"])
        if not (of_a_part and place in above):
            found.setdefault(place, []).append(to_field_error(place, one))
    return [_as_one(alternatives) for alternatives in found.values()]


def _reason(kind: str) -> MistakeReason:
    if _is_ours(kind):
        return cast("MistakeReason", kind)
    return CALLED.get(kind) or ("wrong_type" if kind.endswith("_type") else "malformed")


def _params(kind: str, context: Mapping[str, Any]) -> Params:
    """What pydantic fills into its sentence, under our names; what our own validators fill into theirs, as it is."""
    if _is_ours(kind):
        return dict(context)
    limits = {ours: context[name] for name, ours in _LIMITS.items() if isinstance(context.get(name), int)}
    known = [context[name].replace(" or ", ", ").replace("'", "") for name in _CHOICES if name in context]
    return {**limits, **({"known": known[0]} if known else {})}


def _is_ours(kind: str) -> bool:
    return kind in _REASONS and kind not in CALLED


def _as_one(alternatives: Sequence[FieldError]) -> FieldError:
    """Of a field that may be one thing or another: a wrong type is that of what was not meant."""
    telling = min(alternatives, key=lambda one: one.reason == "wrong_type")
    return telling.model_copy(update={"msg": "; or: ".join(dict.fromkeys(one.msg for one in alternatives))})


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
