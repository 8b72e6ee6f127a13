"""Convert a row to an inquiry. A value that does not fit is an error and not cut, because a file can be corrected."""

from __future__ import annotations

import re
from collections.abc import Sequence

from functions.ingest.imports.columns import ATTRIBUTE, CONSENT, PERSON, PORT
from functions.ingest.imports.csv_file import CsvRow
from functions.ingest.inquiries.body import InquiryGiven
from functions.ingest.inquiries.consents import ConsentGiven, yes_or_no
from functions.ingest.inquiries.inquiry_builder import (
    KNOWN,
    MAX_ADDRESSES,
    MAX_TEXT,
    Field,
    InquiryBuilder,
    attribute_name,
)
from functions.ingest.inquiries.known_attributes import add_known_attribute
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.name_order import as_asked
from functions.ingest.recognition.prose import is_organisation
from functions.ingest.recognition.sorting import NAMES
from functions.ingest.recognition.values import (
    emails_in,
    is_broken_number,
    is_name,
    is_nobody,
    looks_like_phone,
    name_in,
    phones_in,
    says_nothing,
)
from functions.ingest.recognition.vocabulary import COMPANY, NAME, NEUTRAL, OWNERS
from shared.addresses import normal_email
from shared.domain.kernel.contact import digits_of
from shared.domain.kernel.field_error import FieldError
from shared.domain.lead_records.inquiry import MAX_ATTRIBUTES, MAX_MESSAGE, json_size
from shared.domain.lead_records.lead_import import RowError
from shared.web.errors import FieldErrors

_LEAST_DIGITS = 3  # of a cell that may hold a phone: `0` stands for none
MAX_ERRORS = 5  # reported of one row
_SEPARATOR = re.compile(r"[;,\n]+")
_FIELDS: dict[str, Field] = {
    "first_name": "first_name", "last_name": "last_name", "full_name": "full_name", "email": "email",
    "phone": "phone", "message": "message",
}  # fmt: skip
_CONVERTED = KNOWN | {"price"}


class UnusableRow(Exception):
    """A row that makes no lead.

    Attributes:
        errors: which fields are wrong, and why.
    """

    def __init__(self, row: int, errors: Sequence[FieldError]) -> None:
        self.errors = tuple(RowError(row=row, **dict(one)) for one in errors[:MAX_ERRORS])
        super().__init__(f"{len(errors)} field errors")


def read_row(row: CsvRow, fields: Sequence[str], header: Sequence[str]) -> InquiryGiven:
    """Return the inquiry in a row.

    Args:
        row: as in the file.
        fields: what each cell holds.
        header: the names of the columns, which say what a person consents to.

    Raises:
        UnusableRow: it names no person, or a value is too long, one too many, or no e-mail.
    """
    fields = [_port_of(cell) if field == PORT else field for field, cell in zip(fields, row.cells, strict=False)]
    cells = [(field, cell) for field, cell in zip(fields, row.cells, strict=False) if not says_nothing(cell)]
    if errors := _errors(row, fields, cells):
        raise UnusableRow(row.number, errors)
    builder = InquiryBuilder()
    for field, name, cell in zip(fields, header, row.cells, strict=False):
        if cell and field.startswith(CONSENT):
            _add_consent(builder, field.removeprefix(CONSENT), name, cell)
        elif field != PERSON and not says_nothing(cell):
            _add(builder, field, as_asked(name, cell) if field == "full_name" else cell)
    for cell in sorted((cell for field, cell in cells if field == PERSON), key=is_organisation):
        _add_person(builder, cell)
    if not builder.has("email", "phone"):
        _add_told(builder, cells)
    if not builder.has_name:
        _add_owner_or_firm(builder, header, row.cells)
    try:
        return builder.build()
    except FieldErrors as refusal:
        errors = [one.model_copy(update={"loc": one.loc[1:]}) for one in refusal.mistakes]
        raise UnusableRow(row.number, errors) from None


def _port_of(cell: str) -> str:
    """Return what a cell under `Port.` holds: a mobile phone, if it is one."""
    return "phone" if phones_in(cell) else ATTRIBUTE + PORT


def _add(builder: InquiryBuilder, field: str, cell: str) -> None:
    if known := _FIELDS.get(field):
        text = name_in(cell) if known in NAMES else cell
        parts = [one for one in _parts(field, text) if _is_readable(known, one)]
        if not parts and known in ("phone", "email"):
            builder.add_attribute(f"{known}_unreadable", cell)
        for part in parts:
            if known == "last_name" and builder.has("last_name"):
                builder.add_second_surname(part)
            else:
                builder.add_field(known, part)
        return
    name = field.removeprefix(ATTRIBUTE)
    if name in _CONVERTED:
        add_known_attribute(name, cell, builder)
    else:
        builder.add_attribute(attribute_name(name) or name, cell)


def _is_readable(known: Field, part: str) -> bool:
    """Return whether a part of a cell may be an address, if it is to be one."""
    if known == "email":
        return normal_email(part) is not None or bool(emails_in(part))
    return known != "phone" or not is_broken_number(part)


def _add_person(builder: InquiryBuilder, cell: str) -> None:
    """Add the name and the addresses in a cell, as far as no other column holds them."""
    for one in emails_in(cell):
        builder.add_field("email", one)
    for one in phones_in(cell):
        builder.add_field("phone", one)
    name = name_in(cell)
    if name and is_name(name) and not is_nobody(name) and not builder.has_name:
        builder.add_field("full_name", name)


def _add_told(builder: InquiryBuilder, cells: Sequence[tuple[str, str]]) -> None:
    """Add the addresses in columns whose names say nothing of whose they are, where no other holds any."""
    for field, cell in cells:
        if not field.startswith(ATTRIBUTE) or read_label((field.removeprefix(ATTRIBUTE),)).others:
            continue
        left = cell
        for one in emails_in(cell):
            builder.add_field("email", one)
            left = left.replace(one, " ")
        if looks_like_phone(left.strip(" -–,;/|")):
            builder.add_field("phone", left.strip(" -–,;/|"))


def _add_owner_or_firm(builder: InquiryBuilder, header: Sequence[str], cells: Sequence[str]) -> None:
    """Name the person after the owner, or else the firm, where no column names anybody."""
    for named in (OWNERS, COMPANY - NAME):
        for label, cell in zip(header, cells, strict=False):
            words = {*words_of_label(label)}
            if words & named and words <= named | NAME | NEUTRAL and is_name(cell) and not says_nothing(cell):
                builder.add_field("full_name", name_in(cell))
                return


def _add_consent(builder: InquiryBuilder, topic: str, name: str, cell: str) -> None:
    """Add what a cell says of consent; one that says neither yes nor no is an attribute."""
    purpose, _, channel = topic.partition(".")
    given = yes_or_no(cell)
    if given is None:
        builder.add_attribute(attribute_name(name) or purpose, cell)
    else:
        builder.state_consents([ConsentGiven(purpose=purpose, channel=channel or "any", given=given, text=name)])


def _parts(field: str, cell: str) -> list[str]:
    """Split a cell of addresses, which may hold several; leave any other cell whole."""
    if field not in ("email", "phone"):
        return [cell]
    if is_broken_number(cell):
        return [cell]
    found = phones_in(cell) if field == "phone" else emails_in(cell)
    if field == "phone" and len(digits_of(cell)) < _LEAST_DIGITS:
        return []
    return found or [part for one in _SEPARATOR.split(cell) if (part := one.strip())]


def _errors(row: CsvRow, fields: Sequence[str], cells: list[tuple[str, str]]) -> list[FieldError]:
    """Return an error for each value that does not fit into an inquiry, without the value."""
    found: list[FieldError] = []
    if any(row.cells[len(fields) :]):
        found.append(FieldError.of((), "too_many_cells", "more cells than the header has"))
    attributes = {field.removeprefix(ATTRIBUTE): cell for field, cell in cells if field.startswith(ATTRIBUTE)}
    if json_size(attributes) >= MAX_ATTRIBUTES:
        says = f"at most {MAX_ATTRIBUTES} bytes of attributes"
        found.append(FieldError.of(("attributes",), "attributes_too_big", says, most=MAX_ATTRIBUTES))
    for kind in ("email", "phone"):
        given = [part for field, cell in cells if field == kind for part in _parts(kind, cell)]
        found += _address_errors(kind, given) if not _reachable(cells, otherwise_than=kind) else _too_many(kind, given)
    for field, cell in cells:
        most = {"message": MAX_MESSAGE, "first_name": MAX_TEXT, "last_name": MAX_TEXT, "full_name": MAX_TEXT}.get(field)
        if most and len(cell) > most:
            found.append(_too_long(field, most))
    return found


def _address_errors(kind: str, given: Sequence[str]) -> list[FieldError]:
    if kind == "phone" and any(map(is_broken_number, given)):
        return [FieldError.of((kind,), "number_broken", "a spreadsheet shortened this number: its digits are lost")]
    if found := _too_many(kind, given):
        return found
    if kind == "email" and not all(normal_email(part) for one in given for part in emails_in(one) or [one]):
        return [FieldError.of((kind,), "not_an_email", "this is no e-mail address")]
    return []


def _reachable(cells: Sequence[tuple[str, str]], *, otherwise_than: str) -> bool:
    """Return whether the person of a row can be reached by an address of the other kind."""
    if otherwise_than == "phone":
        return any(map(emails_in, (cell for field, cell in cells if field in ("email", PERSON))))
    return any(map(phones_in, (cell for field, cell in cells if field in ("phone", PERSON))))


def _too_many(kind: str, given: Sequence[str]) -> list[FieldError]:
    if len(given) > MAX_ADDRESSES:
        return [FieldError.of((kind,), "too_many", f"at most {MAX_ADDRESSES} of them", most=MAX_ADDRESSES)]
    return [_too_long(kind, MAX_TEXT)] if any(len(one) > MAX_TEXT for one in given) else []


def _too_long(field: str, most: int) -> FieldError:
    return FieldError.of((field,), "too_long", f"at most {most} characters", most=most)
