"""A row as an inquiry. A file can be corrected, so what does not fit is told and not cut."""

from __future__ import annotations

import re
from collections.abc import Sequence

from functions.ingest.imports.columns import ATTRIBUTE
from functions.ingest.imports.csv_file import CsvRow
from functions.ingest.parsing.aliases import tell
from functions.ingest.parsing.body import InquiryGiven
from functions.ingest.parsing.inquiry_builder import KNOWN, MAX_ADDRESSES, MAX_TEXT, Field, InquiryBuilder, label_of
from shared.addresses import normal_email
from shared.domain.kernel.field_error import FieldError
from shared.domain.lead_records.inquiry import MAX_ATTRIBUTES, MAX_MESSAGE, size
from shared.domain.lead_records.lead_import import RowError
from shared.web.errors import FieldErrors

MAX_MISTAKES = 5  # told of one row
_BETWEEN = re.compile(r"[;,\n]+")
_FIELDS: dict[str, Field] = {
    "first_name": "first_name", "last_name": "last_name", "full_name": "full_name", "email": "email",
    "phone": "phone", "message": "message",
}  # fmt: skip
_TOLD_AS_THEY_ARE = KNOWN | {"price"}


class Unfit(Exception):
    """A row that makes no lead.

    Attributes:
        mistakes: where and why.
    """

    def __init__(self, row: int, mistakes: Sequence[FieldError]) -> None:
        self.mistakes = tuple(RowError(row=row, **dict(one)) for one in mistakes[:MAX_MISTAKES])
        super().__init__(f"{len(mistakes)} mistakes")


def read_row(row: CsvRow, fields: Sequence[str]) -> InquiryGiven:
    """The inquiry in a row.

    Args:
        row: as it stands in the file.
        fields: what each of its cells holds.

    Raises:
        Unfit: nobody is in it, or something in it is too long, too much or no e-mail.
    """
    cells = [(field, cell) for field, cell in zip(fields, row.cells, strict=False) if cell]
    if wrong := _wrong(row, fields, cells):
        raise Unfit(row.number, wrong)
    form = InquiryBuilder()
    for field, cell in cells:
        _say(form, field, cell)
    try:
        return form.inquiry()
    except FieldErrors as refusal:
        found = [one.model_copy(update={"loc": one.loc[1:]}) for one in refusal.mistakes]
        raise Unfit(row.number, found) from None


def _say(form: InquiryBuilder, field: str, cell: str) -> None:
    if known := _FIELDS.get(field):
        for part in _parts(field, cell):
            form.say(known, part)
        return
    name = field.removeprefix(ATTRIBUTE)
    if name in _TOLD_AS_THEY_ARE:
        tell(name, cell, form)
    else:
        form.keep(label_of(name) or name, cell)


def _parts(field: str, cell: str) -> list[str]:
    """The addresses of a cell, which may hold several; other cells whole."""
    if field not in ("email", "phone"):
        return [cell]
    return [part for one in _BETWEEN.split(cell) if (part := one.strip())]


def _wrong(row: CsvRow, fields: Sequence[str], cells: list[tuple[str, str]]) -> list[FieldError]:
    """What does not fit into an inquiry, with its place; nothing of what stands there."""
    found: list[FieldError] = []
    if any(row.cells[len(fields) :]):
        found.append(FieldError.of((), "too_many_cells", "more cells than the header has"))
    told = {field.removeprefix(ATTRIBUTE): cell for field, cell in cells if field.startswith(ATTRIBUTE)}
    if size(told) >= MAX_ATTRIBUTES:
        says = f"at most {MAX_ATTRIBUTES} bytes of attributes"
        found.append(FieldError.of(("attributes",), "attributes_too_big", says, most=MAX_ATTRIBUTES))
    for kind in ("email", "phone"):
        given = [part for field, cell in cells if field == kind for part in _parts(kind, cell)]
        found += _wrong_addresses(kind, given)
    for field, cell in cells:
        most = {"message": MAX_MESSAGE, "first_name": MAX_TEXT, "last_name": MAX_TEXT, "full_name": MAX_TEXT}.get(field)
        if most and len(cell) > most:
            found.append(_too_long(field, most))
    return found


def _wrong_addresses(kind: str, given: Sequence[str]) -> list[FieldError]:
    if len(given) > MAX_ADDRESSES:
        return [FieldError.of((kind,), "too_many", f"at most {MAX_ADDRESSES} of them", most=MAX_ADDRESSES)]
    if any(len(one) > MAX_TEXT for one in given):
        return [_too_long(kind, MAX_TEXT)]
    if kind == "email" and not all(map(normal_email, given)):
        return [FieldError.of((kind,), "not_an_email", "this is no e-mail address")]
    return []


def _too_long(field: str, most: int) -> FieldError:
    return FieldError.of((field,), "too_long", f"at most {most} characters", most=most)
