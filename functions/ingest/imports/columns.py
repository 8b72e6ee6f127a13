"""What the columns of a file hold: recognised by their names, or as it was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from functions.ingest.imports.csv_file import UnusableFile
from functions.ingest.parsing.aliases import known_of
from functions.ingest.parsing.inquiry_builder import field_of, label_of
from shared.domain.lead_records.lead_import import Column, Mapping

ATTRIBUTE = "attributes."
_WHO = {"first_name", "last_name", "full_name", "email", "phone", "message"}


def fields_of(header: Sequence[str], mapping: Mapping | None) -> tuple[str, ...]:
    """For each column what it holds: a field of the contact, `message`, or `attributes.<name>`.

    With a mapping, the columns it does not name are attributes; without one, all are recognised by their
    names, in Spanish and English.

    Raises:
        Unusable: no column tells who somebody is, or the mapping names one that is not there, or one twice.

    Source: docs/api.md, "Imports".
    """
    asked: dict[int, str] = {}
    for field, column in _asked(mapping) if mapping else ():
        at = _place(header, column)
        if at in asked:
            raise UnusableFile("column_twice")
        asked[at] = field
    found = tuple(
        asked.get(at) or (None if mapping else field_of(name)) or ATTRIBUTE + _attribute(name, at)
        for at, name in enumerate(header)
    )
    if not _WHO & set(found):
        raise UnusableFile("no_header")
    return found


def _asked(mapping: Mapping) -> Iterator[tuple[str, Column]]:
    for field, given in mapping.model_dump(exclude={"attributes"}).items():
        columns: Sequence[Any] = given if isinstance(given, (tuple, list)) else (given,)
        yield from ((field, column) for column in columns if column is not None)
    for name, column in mapping.attributes.items():
        yield ATTRIBUTE + name, column


def _place(header: Sequence[str], column: Column) -> int:
    """Where a column is: by its number, by its name, or by its name as people read it."""
    if isinstance(column, int):
        if column < len(header):
            return column
    elif column in header:
        return header.index(column)
    elif (wanted := label_of(column)) and wanted in (labels := [label_of(name) for name in header]):
        return labels.index(wanted)
    raise UnusableFile("column_unknown")


def _attribute(name: str, at: int) -> str:
    return known_of(name) or label_of(name) or f"column_{at + 1}"
