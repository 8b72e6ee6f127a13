"""A person's names and addresses in requests: limited in length, and without control characters."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from shared.domain.kernel.contact import MAX_ADDRESSES

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def plain(given: object) -> object:
    """Return text without control characters, which take six bytes each in the stored JSON; other values unchanged."""
    return _CONTROLS.sub("", given) if isinstance(given, str) else given


def text(given: object) -> object:
    """Do the same, and return an empty text for null, as if the field were left out."""
    return "" if given is None else plain(given)


def _list(given: object) -> object:
    return () if given is None else given


_Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Text = Annotated[_Line, BeforeValidator(text, json_schema_input_type=_Line | None)]
Address = Annotated[_Line, BeforeValidator(plain)]
_List = Annotated[tuple[Address, ...], Field(max_length=MAX_ADDRESSES)]
Addresses = Annotated[_List, BeforeValidator(_list, json_schema_input_type=_List | None)]
