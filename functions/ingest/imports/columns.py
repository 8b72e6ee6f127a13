"""Decide what the columns of a file hold: by a mapping, or by their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from functions.ingest.imports.csv_file import UnusableFile
from functions.ingest.inquiries.inquiry_builder import attribute_name, field_of
from functions.ingest.inquiries.known_attributes import known_attribute
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.sorting import PORTABLE
from functions.ingest.recognition.vocabulary import FROM
from functions.ingest.recognition.vocabulary import PERSON as PERSONS
from shared.domain.lead_records.lead_import import Column, Mapping

ATTRIBUTE = "attributes."
CONSENT = "consents."
PERSON = "person"  # a name or addresses of the person, as each cell shows
PORT = "port"  # a mobile phone, as the French shorten it, or a harbour, as each cell shows
# Columns of an address book: a person's own phone there, and the team's in what a program sends.
_OF_CONTACTS = ("business phone", "business phone 2", "company main phone")
_PERSON_OR_MESSAGE = {PERSON, "first_name", "last_name", "full_name", "email", "phone", "message"}


def fields_of(header: Sequence[str], mapping: Mapping | None) -> tuple[str, ...]:
    """Return what each column holds: a field of the contact, `message`, `attributes.<name>`, or `consents.<purpose>`.

    A column such as `Contact` holds a `person`: a name or addresses, as each cell shows. One that is called `Port.`
    holds a `port`.

    With a mapping, the columns that it does not name are attributes. Without one, recognise all columns by their
    names, in Spanish and English.

    Raises:
        UnusableFile: no column holds a person or message, or the mapping names an unknown column, or one twice.

    Source: docs/api.md, "Imports".
    """
    mapped: dict[int, str] = {}
    for field, column in _pairs(mapping) if mapping else ():
        at = _index_of(header, column)
        if at in mapped:
            raise UnusableFile("column_twice")
        mapped[at] = field
    fields = tuple(
        mapped.get(at) or (None if mapping else _field_of(name)) or ATTRIBUTE + _attribute_for(name, at)
        for at, name in enumerate(header)
    )
    if not _PERSON_OR_MESSAGE & set(fields):
        raise UnusableFile("no_header")
    return fields


def _field_of(name: str) -> str | None:
    """Return what a column holds by its name, if every word of it is understood."""
    label = read_label((name,))
    if name.strip().lower() in _OF_CONTACTS:
        return "phone"
    if found := field_of(name):
        return found
    if words_of_label(name) == PORTABLE:
        return PORT
    if not (label.fields and label.sure):
        return None
    if len(label.fields) == 1:
        return label.fields[0]
    return None if set(words_of_label(name)) <= FROM - PERSONS else PERSON


def _pairs(mapping: Mapping) -> Iterator[tuple[str, Column]]:
    for field, given in mapping.model_dump(exclude={"attributes", "consents"}).items():
        columns: Sequence[Any] = given if isinstance(given, (tuple, list)) else (given,)
        yield from ((field, column) for column in columns if column is not None)
    for name, column in mapping.attributes.items():
        yield ATTRIBUTE + name, column
    for topic, column in mapping.consents.items():
        yield CONSENT + topic, column


def _index_of(header: Sequence[str], column: Column) -> int:
    """Find a column by its number, by its exact name, or by its name without case and accents."""
    if isinstance(column, int):
        if column < len(header):
            return column
    elif column in header:
        return header.index(column)
    elif (wanted := attribute_name(column)) and wanted in (labels := [attribute_name(name) for name in header]):
        return labels.index(wanted)
    raise UnusableFile("column_unknown")


def _attribute_for(name: str, at: int) -> str:
    return known_attribute(name) or attribute_name(name) or f"column_{at + 1}"
