"""Define conditions on a lead's attributes, and decide whether a lead meets them."""

import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, StrictBool, StrictFloat, StrictInt, StringConstraints, ValidationInfo
from pydantic import field_validator as validator

from shared.domain.kernel.contact import normalise_text
from shared.domain.kernel.field_error import field_error
from shared.domain.kernel.record import Value

Op = Literal["eq", "ne", "in", "gte", "lt", "contains", "exists"]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Number = StrictInt | Annotated[StrictFloat, Field(allow_inf_nan=False)]
Scalar = StrictBool | Number | Word

# Attributes of a known type: the value of a condition on one must have its type. Others may hold anything.
NUMBERS = frozenset({"price_min", "price_max"})
WORDS = frozenset({"place", "postcode", "intent", "property_type", "listing_id", "listing_url", "language"})

_ASKS: dict[Op, str] = {
    "in": "a list of one or more values",
    "gte": "a number",
    "lt": "a number",
    "contains": "text",
    "exists": "true or false",
    "eq": "text, a number, true or false",
    "ne": "text, a number, true or false",
}


class Condition(Value):
    """A condition: the attribute `field` of the lead is compared with `value` by `op`.

    Text is compared without case and accents. A number that a provider sent as text counts as the number.
    A list meets the condition if one of its values does. A missing attribute meets only `ne`, and `exists` with
    false.

    Source: docs/rules.md, "Matching" 2.
    """

    field: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    op: Op
    value: Annotated[tuple[Scalar, ...], Field(max_length=100)] | Scalar | None = Field(None, validate_default=True)

    @validator("value", mode="after")
    @classmethod
    def _fits(cls, value: Any, info: ValidationInfo) -> Any:
        """Refuse a value whose type does not fit the operator, or the type of a known attribute."""
        op, name = info.data.get("op"), info.data.get("field", "")
        if op is None:
            return value
        if op == "exists":
            value = True if value is None else value
        if not _is_asked(op, value):
            raise field_error("value_unfit", f"{op} compares with {_ASKS[op]}", op=op)
        if op == "exists":
            return value
        if name in NUMBERS and (op == "contains" or not all(map(_is_number, _each(value)))):
            raise field_error("value_not_a_number", "{field} is a number", field=name)
        if name in WORDS and (op in ("gte", "lt") or not all(isinstance(one, str) for one in _each(value))):
            raise field_error("value_not_text", "{field} is text", field=name)
        return value


def matches_condition(condition: Condition, attributes: Mapping[str, JsonValue]) -> bool:
    """Return whether the attributes meet the condition.

    Source: docs/rules.md, "Matching" 2.
    """
    return matches_value(condition, attributes.get(condition.field))


def matches_value(condition: Condition, given: JsonValue) -> bool:
    """Return whether the value of one attribute, None if missing, meets the condition."""
    there = given is not None and given not in ("", [])
    match condition.op:
        case "exists":
            return there is condition.value
        case "ne":
            return not (there and _any(given, condition, _equal))
        case "eq" | "in":
            return there and _any(given, condition, _equal)
        case "contains":
            return there and _any(given, condition, _has)
        case "gte":
            return there and _any(given, condition, lambda number, value: number_of(number) >= value)
        case "lt":
            return there and _any(given, condition, lambda number, value: number_of(number) < value)


def number_of(given: JsonValue) -> float:
    """Return `given` as a number, also from text; else NaN, for which every comparison is False."""
    if _is_number(given):
        return given  # type: ignore[return-value]  # a number, and an int stays one
    if not isinstance(given, str):
        return float("nan")
    try:
        number = float(given)
    except ValueError:
        return float("nan")
    return number if math.isfinite(number) else float("nan")  # thousands of digits are no number


def text_of(given: JsonValue) -> str | None:
    """Return `given`, text or a number, as text without case and accents; else None."""
    if _is_number(given):
        return str(given)
    return normalise_text(given) if isinstance(given, str) else None


def _any(given: JsonValue, condition: Condition, test: Any) -> bool:
    values = given if isinstance(given, list) else [given]
    return any(test(one, wanted) for one in values for wanted in _each(condition.value))


def _equal(given: JsonValue, wanted: bool | float | str) -> bool:
    if isinstance(wanted, bool) or isinstance(given, bool):
        return given is wanted
    return text_of(given) == normalise_text(wanted) if isinstance(wanted, str) else number_of(given) == wanted


def _has(given: JsonValue, wanted: str) -> bool:
    return normalise_text(wanted) in (text_of(given) or "")


def _is_asked(op: Op, value: Any) -> bool:
    match op:
        case "in":
            return isinstance(value, tuple) and bool(value)
        case "gte" | "lt":
            return _is_number(value)
        case "contains":
            return isinstance(value, str)
        case "exists":
            return isinstance(value, bool)
        case _:
            return value is not None and not isinstance(value, tuple)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
