"""Does a patch take over the fields of what it patches, as a patch has them?"""

from typing import Annotated

import pytest
from pydantic import Field, ValidationError

from shared.domain.kernel.record import Value, patch_of


class Shelf(Value):
    """Something with fields of every kind."""

    title: Annotated[str, Field(max_length=5)]
    places: Annotated[int, Field(ge=1, strict=True)] = 3
    owner: str | None = None
    made_by: str


@patch_of(Shelf, but=("made_by",))
class ShelfPatch(Value):
    """What to change of a shelf."""


def test_nothing_has_to_be_sent_and_only_what_was_sent_counts():
    assert ShelfPatch().model_fields_set == set()
    assert ShelfPatch(places=4).model_dump(exclude_unset=True) == {"places": 4}


def test_null_resets_what_may_be_none():
    assert ShelfPatch(owner=None).model_dump(exclude_unset=True) == {"owner": None}


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", None), ("places", None), ("title", "too long"), ("places", 0), ("places", True), ("made_by", "me")],
)
def test_what_the_record_refuses_a_patch_refuses_too(field, value):
    with pytest.raises(ValidationError):
        ShelfPatch(**{field: value})


def test_the_apis_document_shows_no_default_that_is_never_read():
    schema = ShelfPatch.model_json_schema()
    assert (schema["description"], schema.get("required")) == ("What to change of a shelf.", None)
    assert {name for name, field in schema["properties"].items() if "default" in field} == {"owner"}
