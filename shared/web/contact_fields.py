"""A person's names and addresses in requests: limited in length, and clean."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from shared.domain.kernel.clean_text import clean
from shared.domain.kernel.contact import MAX_ADDRESSES


def plain(given: object) -> object:
    """Return text without control and invisible characters; other values unchanged."""
    return clean(given) if isinstance(given, str) else given


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
