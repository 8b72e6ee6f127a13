"""Has all that an explanation may say words in both languages, and are lists written as people write them?"""

import re
from string import Formatter
from typing import get_args

import pytest

from shared.domain.analysis.lint import Code
from shared.domain.i18n.en import ENGLISH
from shared.domain.i18n.es import SPANISH
from shared.domain.i18n.translate import TABLES, Title, fact, translate
from shared.domain.lead_records.lead import Reason
from shared.domain.plan_records.route import RULES
from shared.domain.routing.eligible import Obstacle
from shared.domain.routing.trace import RouteVerdict


def texts(words):
    return {key: (text,) if isinstance(text, str) else text for key, text in words.texts.items()}


def holes(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


VOCABULARY = [
    *(f"route.verdict.{verdict}" for verdict in get_args(RouteVerdict)),
    *(f"agent.verdict.{verdict}" for verdict in ("chosen", "later", *get_args(Obstacle))),
    *(f"reason.{reason}" for part in get_args(Reason) for reason in (get_args(part) or [part])),
    *(f"rule.{rule}" for rule in RULES),
    *(f"choice.{rule}" for rule in RULES),
]


@pytest.mark.parametrize("key", VOCABULARY)
@pytest.mark.parametrize("language", TABLES)
def test_every_verdict_reason_and_rule_has_words(key, language):
    assert all(text.strip() for text in texts(TABLES[language])[key])


def test_the_vocabulary_is_not_empty():
    assert len(VOCABULARY) > 40
    assert "reason.own_source" in VOCABULARY


@pytest.mark.parametrize("code", get_args(Code))
@pytest.mark.parametrize("language", TABLES)
def test_every_problem_of_a_plan_has_words(code, language):
    assert any(key == f"lint.{code}" or key.startswith(f"lint.{code}.") for key in texts(TABLES[language]))


def test_both_languages_use_the_same_placeholders():
    spanish, english = texts(SPANISH), texts(ENGLISH)
    assert spanish.keys() == english.keys()
    for key in spanish:
        assert len(spanish[key]) == len(english[key]), key
        assert {frozenset(holes(one)) for one in spanish[key]} == {frozenset(holes(one)) for one in english[key]}, key


def test_spanish_avoids_the_forbidden_words():
    found = " ".join(text for parts in texts(SPANISH).values() for text in parts).lower()
    assert not re.search(
        r"plomo|líder|piscina|oferta|propietari|reclamo|elegible|\bpausad[oa]\b|\blos agentes\b", found
    )


@pytest.mark.parametrize(
    ("parts", "es", "en"),
    [
        ((), "", ""),
        (("Ana",), "Ana", "Ana"),
        (("Ana", "Bruno"), "Ana y Bruno", "Ana and Bruno"),
        (("Ana", "Bruno", "Inés"), "Ana, Bruno e Inés", "Ana, Bruno and Inés"),
        ((Title("Día"), Title("Inmuebles")), "«Día» e «Inmuebles»", "“Día” and “Inmuebles”"),
        (("Ana", "Hilario"), "Ana e Hilario", "Ana and Hilario"),
        (("Ana", "Hiedra"), "Ana y Hiedra", "Ana and Hiedra"),
    ],
)
def test_lists_are_written_as_people_write_them(parts, es, en):
    one = fact("agents.why", agents=parts, why="x")
    assert (translate(one, "es"), translate(one, "en")) == (f"{es}: x.", f"{en}: x.")
