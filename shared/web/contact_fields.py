"""A person's names and addresses as requests hold them: within bounds, and without what means nothing to people."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from shared.domain.kernel.contact import MAX_ADDRESSES

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def plain(given: object) -> object:
    """Text without control characters, which take six bytes each where a lead is stored."""
    return _CONTROLS.sub("", given) if isinstance(given, str) else given


def text(given: object) -> object:
    """Likewise; null means the same as leaving the field out."""
    return "" if given is None else plain(given)


def _list(given: object) -> object:
    return () if given is None else given


_Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Text = Annotated[_Line, BeforeValidator(text, json_schema_input_type=_Line | None)]
Address = Annotated[_Line, BeforeValidator(plain)]
_List = Annotated[tuple[Address, ...], Field(max_length=MAX_ADDRESSES)]
Addresses = Annotated[_List, BeforeValidator(_list, json_schema_input_type=_List | None)]
