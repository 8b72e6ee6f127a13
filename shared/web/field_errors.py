"""Turn pydantic's validation errors into field errors: by the names that the client sent, one per field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self, cast, get_args

from pydantic import ValidationError

from shared.domain.kernel.field_error import FieldError, Loc, MistakeReason, Params
from shared.web.schemas import Shown

_REASONS = frozenset(get_args(MistakeReason.__value__))
# Our reasons for pydantic's error types. Any other `…_type` is `wrong_type`; all others, except those that our own
# validators raise, are `malformed`.
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
MOST_READ = 1_000
"""Read so many of pydantic's errors: a body of 20,000 wrong fields would else take seconds, for 100 that are shown."""

_LIMITS = {"min_length": "least", "ge": "least", "max_length": "most", "le": "most"}
_CHOICES = ("expected", "expected_tags")


class MistakeShown(Shown):
    """An error of one field: where it is, its reason as a code, a sentence, and the sentence's parameters."""

    loc: Loc
    reason: MistakeReason
    msg: str
    params: Params | None = None

    @classmethod
    def of(cls, found: FieldError) -> Self:
        """Return the field error as the API shows it."""
        return cls(**{**dict(found), "params": found.params or None})


def to_field_error(place: Loc, found: Mapping[str, Any]) -> FieldError:
    """Return one of pydantic's errors as the field error at `place`."""
    kind = found["type"]
    return FieldError(loc=place, reason=_reason(kind), msg=found["msg"], params=_params(kind, found.get("ctx", {})))


def to_field_errors(error: ValidationError, given: object) -> list[FieldError]:
    """Return the field errors in a validation error, in order.

    For a union, pydantic reports an error for each alternative, and adds the alternative's name to the location:
    this name is removed. For a list with invalid items, it also reports that too few items are left: this is dropped.
    If a part of a field is invalid, only the errors of that part are returned. Only the first 1,000 are read.

    Args:
        error: pydantic's error.
        given: the input that was validated.
    """
    placed = [(_place(one["loc"], given, one), one) for one in error.errors(include_url=False)[:MOST_READ]]
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
    """Return the parameters of an error's sentence: pydantic's under our names, our own validators' unchanged."""
    if _is_ours(kind):
        return dict(context)
    limits = {ours: context[name] for name, ours in _LIMITS.items() if isinstance(context.get(name), int)}
    known = [context[name].replace(" or ", ", ").replace("'", "") for name in _CHOICES if name in context]
    return {**limits, **({"known": known[0]} if known else {})}


def _is_ours(kind: str) -> bool:
    return kind in _REASONS and kind not in CALLED


def _as_one(alternatives: Sequence[FieldError]) -> FieldError:
    """Join the errors of a union's alternatives, and prefer one that is not about the type.

    An alternative that fails by type is one that the client did not mean.
    """
    telling = min(alternatives, key=lambda one: one.reason == "wrong_type")
    return telling.model_copy(update={"msg": "; or: ".join(dict.fromkeys(one.msg for one in alternatives))})


def _place(loc: Loc, given: object, error: Mapping[str, Any]) -> Loc:
    """Return the location without parts that are not in `given`, unless the error is that a field is missing."""
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
    """Return whether the last part of a location names a missing field, not an alternative of a union."""
    return error["type"] == "missing" or bool(error["input"] != given)
