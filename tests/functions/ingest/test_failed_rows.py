"""Can the rows that make no lead be taken out with their reasons, mended, and sent again?"""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.ingest.imports.csv_file import read_csv
from functions.ingest.imports.failed_rows import FailedRows
from shared.domain.i18n import row_reasons
from shared.domain.i18n.row_reasons import COLUMN
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.errors import Invalid
from shared.domain.lead_records.lead import Lead
from shared.store import codec
from shared.store.plans import Plans
from shared.web.formulas import guarded, unguarded
from shared.web.request import Request
from tests import make
from tests.functions.ingest.importing import Office, persons, sheet, tally
from tests.functions.ingest_client import BUCKET, NOW, change
from tests.make import ANN, BOSS, CAT, CHIEF

ROOT = Path(__file__).resolve().parents[3]
WHY = COLUMN["en"]


@pytest.fixture
def office(door):
    change(door, make.member(BOSS), language="en")
    return Office(door)


def failed(office, import_id, me=BOSS):
    answer = office.door.ask_raw("GET", f"/imports/{import_id}/failed", sub=make.member(me).sub)
    return answer["statusCode"], answer["body"]


def lines(text):
    return list(csv.reader(io.StringIO(text)))


def test_the_rows_come_as_they_were_sent_with_what_is_wrong_with_each(office):
    rows = ["Ana,sin-arroba,", *persons(2), ",,", "Leo,l@example.com,1,more"]
    shown = office.run(sheet(rows))
    assert lines(failed(office, shown["import_id"])[1]) == [
        ["nombre", "email", "telefono", "", WHY],
        ["Ana", "sin-arroba", "", "", "E-mail: this is not a valid e-mail address"],
        ["Leo", "l@example.com", "1", "more", "The row has more cells than the heading"],
    ]


def test_a_row_with_several_mistakes_says_them_all_in_the_callers_language(office):
    change(office.door, make.member(BOSS), language="es")
    shown = office.run(sheet([f"{'x' * 201},no-mail,6,15E+08"]))
    (heading, row) = lines(failed(office, shown["import_id"])[1])
    assert heading[-1] == "Por qué no se importó"
    assert row[-1].split("; ") == [
        "La fila tiene más celdas que el encabezado", "Correo: el correo no es válido",
        "Nombre completo: es demasiado largo: como máximo 200 caracteres",
    ]  # fmt: skip


def test_a_mended_file_is_imported_as_it_is(office):
    first = office.run(sheet(["=Ana,sin-arroba,", "Leo,l@example.com,+34 615 00 00 01,more"]))
    assert tally(first) == (2, 0, 0, 2)
    text = failed(office, first["import_id"])[1]
    assert "'=Ana,sin-arroba,," in text
    assert ",'+34 615 00 00 01,more," in text
    again = office.run(text.replace("sin-arroba", "ana@example.com").replace(",more,", ",,"))
    assert tally(again) == (2, 2, 0, 0)
    assert [one["name"] for one in again["columns"]] == ["nombre", "email", "telefono"]
    found = [Lead.model_validate_json(item["body"]["S"]).contact for item in office.door.leads()]
    assert sorted((one.emails[0].normal, *(phone.normal for phone in one.phones)) for one in found) == [
        ("ana@example.com",),
        ("l@example.com", "+34615000001"),
    ]


def test_a_file_that_is_not_mended_fails_as_before(office):
    first = office.run(sheet(["Ana,sin-arroba,", "Leo,l@example.com,1,more"]))
    text = failed(office, first["import_id"])[1]
    again = office.run(text)
    assert tally(again) == tally(first)
    assert failed(office, again["import_id"])[1] == text


def test_columns_mapped_by_number_are_those_that_were_sent(office):
    mapping = {"email": 1, "phone": 2}
    first = office.run("A,B,C\nx,no-mail,\n", start={"mapping": mapping})
    text = f"{WHY},A,B,C\nwrong,x,x@example.com,615000000\n"
    assert WHY in failed(office, first["import_id"])[1]
    assert tally(office.run(text, start={"mapping": mapping})) == (1, 1, 0, 0)


def test_a_dry_run_has_its_rows_too_and_an_import_without_failures_has_none(office):
    dry = office.run(sheet(["Ana,no-mail,"]), start={"dry_run": True})
    assert len(lines(failed(office, dry["import_id"])[1])) == 2
    done = office.run(sheet(persons(1)))
    assert lines(failed(office, done["import_id"])[1]) == [["nombre", "email", "telefono", WHY]]
    assert lines(failed(office, office.make()[1]["import_id"])[1]) == [[WHY]]


def test_rows_of_many_chunks_are_all_there(office):
    shown = office.run(sheet([f"A{n},no-mail,{n}" for n in range(230)] + persons(5)))
    assert [row[0] for row in lines(failed(office, shown["import_id"])[1])[1:]] == [f"A{n}" for n in range(230)]


@pytest.mark.parametrize("content", [None, "nombre,email\nEva,other\n"])
def test_a_file_that_is_gone_or_was_exchanged_gives_nothing_out(office, content):
    shown = office.run(sheet(["Ana,no-mail,"]))
    if content:
        office.upload(shown["import_id"], content)
    else:
        office.s3.delete_object(Bucket=BUCKET, Key=f"imports/{shown['import_id']}")
    status, body = failed(office, shown["import_id"])
    assert (status, '"upload_missing"' in body) == (409, True)
    assert exports(office) == []


@pytest.mark.parametrize(
    ("me", "managers", "status"),
    [(BOSS, True, 200), (BOSS, False, 200), (CAT, True, 200), (CAT, False, 403), (CHIEF, False, 200), (ANN, True, 403)],
)
def test_who_made_it_may_always_and_other_managers_while_they_may_export(office, me, managers, status):
    shown = office.run(sheet(["Ana,no-mail,"]))
    change(office.door, make.member(CAT), role="manager")
    change(office.door, make.settings(), managers_export=managers)
    assert failed(office, shown["import_id"], me)[0] == status
    told = [(me, shown["import_id"], {"rows": 1})] if status == 200 else []
    assert [(one.by, one.subject, one.after) for one in exports(office)] == told


def test_a_missing_import_is_404(office):
    assert failed(office, make.id_of("import", "none"))[0] == 404


def test_more_than_fits_into_an_answer_is_refused(office):
    shown = office.run(sheet(['Ana,"no ""mail""",', "Eva,no-mail,"]))
    text = failed(office, shown["import_id"])[1]
    rows = FailedRows(office.table, Plans(office.table), office.door.uploads, lambda kind: kind, most_bytes=len(text))
    request = Request(make.member(BOSS).sub, {}, b"", NOW, "one", "manager")
    with pytest.raises(Invalid) as refusal:
        rows.export_failed_rows(request, shown["import_id"])
    assert refusal.value.mistakes[0].reason == "export_too_large"


@given(st.text(st.sampled_from("a '\"=+-@;,|\t\r\n＝0")).map(str.strip))
def test_what_guards_a_cell_is_taken_away_again(cell):
    assert unguarded(guarded(cell)) == cell


def test_both_languages_have_words_for_the_same():
    assert row_reasons.REASONS["es"].keys() == row_reasons.REASONS["en"].keys()
    assert row_reasons.FIELDS["es"].keys() == row_reasons.FIELDS["en"].keys()


@pytest.mark.parametrize("name", [*COLUMN.values(), "WHY IT WAS NOT  IMPORTED", "Por que no se importo"])
def test_the_column_of_reasons_is_known_in_each_language_and_spelling(name):
    assert read_csv(f"Name,{name}\nEva,x\n".encode()).header == ("Name",)


def test_the_console_passes_over_the_same_column():
    text = (ROOT / "console" / "src" / "features" / "entry" / "import" / "sheet.ts").read_text()
    assert {name for name in COLUMN.values() if f"'{name}'" in text} == set(COLUMN.values())


def exports(office):
    found = [codec.from_item(Audit, item) for item in office.door.kept("AUDIT#")]
    return [one for one in found if one.what == "import.exported"]
