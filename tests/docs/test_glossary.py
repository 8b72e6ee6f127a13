"""Is every word of the domain in docs/glossary.md, and every word there one that is used?"""

import ast
import json
import re
from functools import cache
from pathlib import Path
from typing import Literal

import pytest

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
SCHEMAS = json.loads((ROOT / "docs" / "openapi.json").read_text())["components"]["schemas"]
RECORDS = ("shared/domain/kernel", "shared/domain/plan_records", "shared/domain/lead_records")
WHY_A_FIELD_IS_WRONG = "FieldErrorReason"  # told with its parameters in docs/api.md


def rows(title):
    """The rows of a section's table, without its heading."""
    section = re.split(r"^## ", GLOSSARY.split(f"\n## {title}\n")[1] if title else GLOSSARY, maxsplit=1, flags=re.M)[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


WORDS = {row[0]: row for row in rows("")}
PARTS = {part for row in rows("Parts of names") for part in row[0].split(", ")}
CODES = {code for row in rows("Codes") for code in re.findall(r"`([\w.]+)`", row[1])}


def folded(words):
    return re.sub(r"[^a-z]", "", words.lower())


KNOWN = {folded(word) + ending for word in {*WORDS, *PARTS} for ending in ("", "s", "d", "ed")}


@cache
def is_made_of_words(name):
    """Return whether a name is made of words of the glossary and parts of names: `OutboundDelivery`, `ToAgentDraft`."""
    pieces = re.findall(r"[A-Z][a-z]*", name)
    return not pieces or any(
        folded("".join(pieces[:cut])) in KNOWN and is_made_of_words("".join(pieces[cut:]))
        for cut in range(1, len(pieces) + 1)
    )


def classes():
    for file in sorted((ROOT / "shared" / "domain").rglob("*.py")):
        if "errors" not in str(file.relative_to(ROOT)):  # refusals: docs/api.md
            for node in ast.parse(file.read_text()).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    yield node.name


def literals():
    """The strings of each `Name = Literal[...]` of the records."""
    for file in (file for room in RECORDS for file in sorted((ROOT / room).glob("*.py"))):
        for node in ast.walk(ast.parse(file.read_text())):
            value = node.value if isinstance(node, ast.Assign) else None
            if isinstance(value, ast.Subscript) and ast.unparse(value.value) == Literal.__name__:
                for code in (leaf.value for leaf in ast.walk(value.slice) if isinstance(leaf, ast.Constant)):
                    yield code, f"{file.stem}.{ast.unparse(node.targets[0])}"


@pytest.mark.parametrize("name", sorted({*classes(), *SCHEMAS}))
def test_the_name_of_a_class_or_a_schema_is_made_of_words_of_the_glossary(name):
    assert is_made_of_words(name)


def test_a_word_that_nobody_explained_is_found():
    assert not is_made_of_words("LeadBucket")


@pytest.mark.parametrize(("code", "where"), sorted(set(literals())))
def test_every_code_of_the_records_is_listed(code, where):
    assert code in CODES


@cache
def used():
    """Return the texts where a word may be used: the code of the product, and the rules."""
    code = [file.read_text() for folder in ("shared", "functions") for file in (ROOT / folder).rglob("*.py")]
    return "".join([*code, (ROOT / "docs" / "rules.md").read_text()]).lower()


@pytest.mark.parametrize("word", [*WORDS, *sorted(CODES)])
def test_every_word_and_code_of_the_glossary_is_used(word):
    assert re.search(r"[\s_-]*".join(re.split(r"[\s_-]", word.lower())), used())


@pytest.mark.parametrize("part", sorted(PARTS))
def test_every_part_of_names_is_part_of_a_name(part):
    assert any(part in name for name in (*classes(), *SCHEMAS))


def test_the_words_are_in_order_and_each_is_there_once():
    words = [row[0] for row in rows("")]
    assert words == sorted(set(words), key=str.casefold)


def test_the_words_of_the_rules_are_among_them():
    words = re.split(r"^## ", (ROOT / "docs" / "rules.md").read_text(), flags=re.M)[1]
    assert set(re.findall(r"^\| (\w+) \|", words, re.M)) - {"word"} <= set(WORDS)


@cache
def spoken():
    """Return what the console and the mails say in Spanish."""
    texts = [*(ROOT / "console" / "src").rglob("es.po"), *(ROOT / "shared" / "domain" / "i18n").glob("es*.py")]
    return "".join(file.read_text() for file in texts).lower()


@pytest.mark.parametrize("word", [word for word, row in WORDS.items() if row[2] != "–"])
def test_the_spanish_word_is_one_that_people_read(word):
    assert WORDS[word][2] in spoken()
