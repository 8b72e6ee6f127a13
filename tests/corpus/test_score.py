"""Does the scorer count what is right, wrong and missed, field by field?"""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.corpus.corpus import Case, ExpectedLead
from tests.corpus.score import FIELDS, Count, Got, GotLead, Score, score, total

ANA = ExpectedLead(
    name="Ana Prado",
    first_name="Ana",
    last_name="Prado",
    emails=("ana@example.com",),
    phones=("+34600000001",),
    message="¿Sigue libre?",
    message_without=("El equipo del portal",),
    attributes={"listing_id": "R-1", "price": 215000},
    kept=("dos perros",),
    consent={"marketing": False},
)
CASE = Case(
    id="a", file=Path("a.json"), third="first", arrives="form", headers={}, country="ES", office=(), language="es",
    kinds=("flat",), outcome="leads", leads=(ANA,), never=("office@sol.example", "+34900000000"),
)  # fmt: skip
FOUND = GotLead(
    name="Ana Prado",
    first_name="Ana",
    last_name="Prado",
    emails=("ana@example.com",),
    phones=("+34600000001",),
    message="Hola,\n¿sigue   libre? Tenemos dos perros",
    attributes={"listing_id": "r-1", "price_max": "215000"},
    consent={"marketing": False},
)


def counted(found, case=CASE, field=None):
    fields = score(case, Got(outcome="leads", leads=(found,))).fields
    return fields[field] if field else fields


def test_an_input_read_right_is_perfect():
    result = score(CASE, Got(outcome="leads", leads=(FOUND,)))
    assert (result.inputs, result.perfect, result.violations) == (1, 1, 0)
    assert {name: (count.wrong, count.missed) for name, count in result.fields.items()} == dict.fromkeys(FIELDS, (0, 0))
    assert all(count.right for count in result.fields.values())


@pytest.mark.parametrize(
    ("field", "change", "count"),
    [
        pytest.param("name", {"name": "ANA  PRADO"}, Count(1), id="case and spaces are no other name"),
        pytest.param("name_as_shown", {"name": "ANA PRADO"}, Count(0, 1, 1), id="but are shown"),
        pytest.param("name", {"name": None}, Count(1), id="a name may be given in parts"),
        pytest.param("name", {"name": "Portal Nido"}, Count(0, 1, 1), id="another name"),
        pytest.param("name_division", {"first_name": "Ana Prado", "last_name": None}, Count(0, 1, 1), id="undivided"),
        pytest.param("email", {"emails": ()}, Count(0, 0, 1), id="no address"),
        pytest.param("email", {"emails": ("ANA@example.com", "x@example.com")}, Count(1, 1), id="one too many"),
        pytest.param("phone", {"phones": ("600000001",)}, Count(0, 1, 1), id="a phone is compared as E.164"),
        pytest.param("message", {"message": ""}, Count(0, 0, 1), id="no message"),
        pytest.param("message", {"message": "Otra cosa"}, Count(0, 1, 1), id="other words"),
        pytest.param(
            "message", {"message": "¿Sigue libre? El equipo del portal"}, Count(0, 1), id="a footer in the message"
        ),
        pytest.param("attribute", {"attributes": {"listing_id": "R-1"}}, Count(1, 0, 1), id="an attribute missing"),
        pytest.param("attribute", {"attributes": {"listing_id": "R-2", "price": 1}}, Count(0, 2, 2), id="other values"),
        pytest.param("kept", {"message": "¿Sigue libre?"}, Count(0, 0, 1), id="words lost"),
        pytest.param(
            "kept", {"message": "", "attributes": {"mascotas": "dos perros"}}, Count(1), id="words kept as an attribute"
        ),
        pytest.param("consent", {"consent": {"marketing": True}}, Count(0, 1, 1), id="a refusal read as consent"),
        pytest.param("consent", {"consent": {"marketing": False, "privacy": True}}, Count(1), id="another purpose"),
        pytest.param("consent", {"consent": {}}, Count(0, 0, 1), id="a refusal overlooked"),
    ],
)
def test_a_field_is_counted(field, change, count):
    assert counted(replace(FOUND, **change), field=field) == count


def test_an_optional_address_is_neither_right_nor_wrong():
    case = replace(CASE, leads=(replace(ANA, optional_emails=("relay@portal.example",)),))
    assert counted(replace(FOUND, emails=("ana@example.com", "relay@portal.example")), case, "email") == Count(1)


def test_a_message_that_is_not_labelled_may_only_be_foreign():
    case = replace(CASE, leads=(replace(ANA, message=None),))
    assert counted(FOUND, case, "message") == Count()
    assert counted(replace(FOUND, message="El equipo del portal"), case, "message") == Count(wrong=1)


def test_a_consent_to_marketing_that_nobody_asked_for_is_wrong():
    case = replace(CASE, leads=(replace(ANA, consent=None),))
    assert counted(replace(FOUND, consent={"marketing": True}), case, "consent") == Count(wrong=1)
    assert counted(FOUND, case, "consent") == Count()


def test_people_are_paired_whatever_their_order():
    bea = ExpectedLead(name="Bea Coll", phones=("+34600000002",))
    case = replace(CASE, leads=(ANA, bea))
    got = Got(outcome="leads", leads=(GotLead(name="Bea Coll", phones=("+34600000002",)), FOUND))
    assert score(case, got).perfect == 1


def test_a_person_who_was_not_found_misses_every_field():
    result = score(CASE, Got(outcome="unreadable"))
    assert result.fields["outcome"] == Count(0, 1, 1)
    assert {name for name, count in result.fields.items() if count.missed} == set(FIELDS)
    assert all(not count.wrong for name, count in result.fields.items() if name != "outcome")


def test_a_person_whom_nobody_expected_is_wrong_in_every_field_they_fill():
    case = replace(CASE, outcome="to_read", leads=())
    fields = counted(FOUND, case)
    assert {name for name, count in fields.items() if count.wrong} == {
        "outcome", "lead", "name", "name_as_shown", "email", "phone",
    }  # fmt: skip


def test_what_belongs_to_nobody_is_a_violation_and_never_perfect():
    found = replace(FOUND, emails=("ana@example.com", "Office@sol.example"), phones=("+34600000001", "+34900000000"))
    result = score(CASE, Got(outcome="leads", leads=(found,)))
    assert (result.perfect, result.violations) == (0, 2)


def test_precision_and_recall_of_counts():
    count = Count(right=6, wrong=2, missed=4)
    assert (count.precision, count.recall) == (0.75, 0.6)
    assert (Count().precision, Count().recall) == (1.0, 1.0)


def test_scores_are_summed():
    right, missed = score(CASE, Got(outcome="leads", leads=(FOUND,))), score(CASE, Got(outcome="nothing"))
    summed = total([right, missed])
    assert (summed.inputs, summed.perfect) == (2, 1)
    assert summed.fields["phone"] == Count(1, 0, 1)
    assert total([]) == Score({})
