"""Say in each language why a row of a file was not imported, and name the column that says so."""

from __future__ import annotations

from collections.abc import Sequence

from shared.domain.kernel.contact import normalise_text
from shared.domain.lead_records.lead_import import RowError
from shared.domain.plan_records.settings import Language

COLUMN: dict[Language, str] = {"es": "Por qué no se importó", "en": "Why it was not imported"}
FIELDS: dict[Language, dict[str, str]] = {
    "es": {
        "first_name": "Nombre", "last_name": "Apellidos", "full_name": "Nombre completo", "email": "Correo",
        "phone": "Teléfono", "message": "Mensaje",
    },
    "en": {
        "first_name": "First name", "last_name": "Last name", "full_name": "Whole name", "email": "E-mail",
        "phone": "Phone", "message": "Message",
    },
}  # fmt: skip
REASONS: dict[Language, dict[str, str]] = {
    "es": {
        "attributes_too_big": "contiene demasiado",
        "contact_needed": "hace falta un nombre, un correo o un teléfono",
        "malformed": "el formato no es correcto",
        "not_an_email": "el correo no es válido",
        "nothing_said": "hace falta un nombre, un correo o un teléfono",
        "number_broken": "una hoja de cálculo ha acortado este número",
        "objected": "esta persona se opone a que se la contacte",
        "row_failed": "no se pudo importar esta fila",
        "too_long": "es demasiado largo: como máximo {most} caracteres",
        "too_many": "son demasiados: como máximo {most}",
        "too_many_cells": "la fila tiene más celdas que el encabezado",
    },
    "en": {
        "attributes_too_big": "it contains too much",
        "contact_needed": "a name, an e-mail or a phone is needed",
        "malformed": "this does not have the right format",
        "not_an_email": "this is not a valid e-mail address",
        "nothing_said": "a name, an e-mail or a phone is needed",
        "number_broken": "a spreadsheet shortened this number",
        "objected": "this person objects to being contacted",
        "row_failed": "this row could not be imported",
        "too_long": "this is too long: at most {most} characters",
        "too_many": "these are too many: at most {most}",
        "too_many_cells": "the row has more cells than the heading",
    },
}
_COLUMNS = {normalise_text(name) for name in COLUMN.values()}


def names_reasons(column: str) -> bool:
    """Return whether a column of this name holds our reasons, and nothing of the file's own."""
    return normalise_text(column) in _COLUMNS


def reasons_in_words(errors: Sequence[RowError], language: Language) -> str:
    """Return what is wrong with a row, in one cell; a mistake that has no words here is said as `malformed`."""
    return "; ".join(_in_words(one, language) for one in errors)


def _in_words(error: RowError, language: Language) -> str:
    words = REASONS[language]
    text = words.get(error.reason)
    said = text.format(**error.params) if text else words["malformed"]
    field = FIELDS[language].get(str(error.loc[0])) if error.loc else None
    return f"{field}: {said}" if field else f"{said[:1].upper()}{said[1:]}"
