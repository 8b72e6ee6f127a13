"""A lead's attributes in requests: any JSON object, limited in size and depth."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, JsonValue

from shared.domain.kernel.clean_text import clean_value
from shared.domain.kernel.field_error import field_error
from shared.domain.lead_records.inquiry import MAX_ATTRIBUTES, MAX_DEPTH, json_depth, json_size


def _small(attributes: dict[str, JsonValue]) -> dict[str, JsonValue]:
    if json_size(attributes) > MAX_ATTRIBUTES:
        raise field_error("attributes_too_big", "at most {most} bytes of JSON", most=MAX_ATTRIBUTES)
    if json_depth(attributes) > MAX_DEPTH:
        raise field_error("attributes_too_deep", "nested at most {most} levels deep", most=MAX_DEPTH)
    return attributes


def _map(given: object) -> object:
    return {} if given is None else clean_value(given)


_Bounded = Annotated[dict[str, JsonValue], AfterValidator(_small)]
Attributes = Annotated[_Bounded, BeforeValidator(_map, json_schema_input_type=_Bounded | None)]
