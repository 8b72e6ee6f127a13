"""Are leads exported by who may, safely, and with a record of it?"""

import csv
import io

import pytest

from shared.domain.i18n import lead_columns
from shared.domain.kernel.contact import Contact
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOSS, CHIEF, id_of

ONE, TWO = id_of("lead", "one"), id_of("lead", "two")


@pytest.fixture
def export(table, secret, event):
    def ask(me=CHIEF, ids=(ONE,), *, managers=True, language="en"):
        chief = make.member(CHIEF, role="rainmaker", language=language)
        members = [make.member(ANN), make.member(BOSS, role="manager"), chief]
        team.seat(table, members=members, managers_export=managers)
        team.store(table, make.owned(ANN, lead_id=ONE), make.pooled(lead_id=TWO, contact=Contact(first_name="=1+1")))
        call = supervising.caller(table, secret, event)
        answer = call.whole("/leads/export", me, method="POST", body={"ids": [*ids]})
        return answer["statusCode"], list(csv.reader(io.StringIO(answer["body"])))

    return ask


def test_leads_are_exported_in_the_order_asked_for_without_those_that_are_not_there(export):
    status, (headings, *rows) = export(ids=[TWO, id_of("lead", "nowhere"), ONE])
    assert (status, headings) == (200, list(lead_columns.COLUMNS["en"]))
    assert [row[-1] for row in rows] == [TWO, ONE]
    assert rows[1][:7] == ["Lucía", "Pérez", "lucia@example.com", "'+34600112233", "Owned", "", "Ana García"]
    assert rows[1][8] == "2026-01-05 13:00"


def test_a_name_is_no_formula(export):
    assert export(ids=[TWO])[1][1][0] == "'=1+1"


def test_the_headings_are_in_the_callers_language(export):
    assert export(language="es")[1][0] == list(lead_columns.COLUMNS["es"])


def test_each_export_is_audited_with_its_leads(export):
    export(ids=[ONE, id_of("lead", "nowhere")])
    [entry] = supervising.audits()
    assert (entry.what, entry.by, entry.after) == ("leads.exported", CHIEF, {"lead_ids": [ONE]})


@pytest.mark.parametrize(("me", "managers", "status"), [(BOSS, True, 200), (BOSS, False, 403), (ANN, True, 403)])
def test_managers_export_while_they_may_and_agents_never(export, me, managers, status):
    assert export(me, managers=managers)[0] == status
    assert len(supervising.audits()) == (status == 200)


def test_both_languages_have_a_word_for_everything():
    for words in (lead_columns.STATES, lead_columns.OUTCOMES):
        assert words["es"].keys() == words["en"].keys()
    assert len(lead_columns.COLUMNS["es"]) == len(lead_columns.COLUMNS["en"])
