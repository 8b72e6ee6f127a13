"""Are the lists of CONTRIBUTING.md true and complete, and what it names there?

Each section "Add …" names an example by the `git grep` that finds it. What that finds is what the list must name.
"""

import re
import shlex
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text()
ADD = dict(re.findall(r"^## (Add .*?)\n(.*?)(?=^## )", PAGE, re.M | re.S))
NOT_LISTED = ("tests/", "benchmarks/", "docs/decisions/", "console/tests/", "console/e2e/", "console/src/words/")
"""Tests of other things use examples too, decisions are not edited, words are collected."""
LISTED = re.compile(r"`((?:[\w<>.-]+/)*[\w<>.-]+\.(?:py|tsx?|d\.ts|json|toml|md))`")


def listed(section):
    """The paths that the section's list names; a module alone stands beside one of them."""
    return {path for path in LISTED.findall(section) if "/" in path or path[0].isupper()}


@cache
def found(section):
    """The files that the section's `git grep` finds, CONTRIBUTING.md itself aside."""
    [command] = re.findall(r"Follow one: `+ ?git (grep -n.*?) ?`+\.", section)
    asked = subprocess.run(
        ["git", *shlex.split(command), "--", ".", ":!CONTRIBUTING.md", ":!tests/corpus"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {line.partition(":")[0] for line in asked.stdout.splitlines()}


def pattern(path):
    """A path as the list has it, `<room>` standing for any folders or name."""
    return re.compile(r"[\w/.-]+".join(re.escape(part) for part in re.split(r"<\w+>", path)))


def test_there_are_lists():
    assert len(ADD) == 7
    assert all(len(listed(section)) > 5 for section in ADD.values())


@pytest.mark.parametrize("title", ADD)
def test_every_file_of_a_list_mentions_the_example(title):
    paths, files = listed(ADD[title]), found(ADD[title])
    assert {path for path in paths if not any(pattern(path).fullmatch(file) for file in files)} == set()


@pytest.mark.parametrize("title", ADD)
def test_every_file_that_mentions_the_example_is_in_the_list(title):
    paths = [pattern(path) for path in listed(ADD[title])]
    files = {file for file in found(ADD[title]) if not file.startswith(NOT_LISTED)}
    assert {file for file in files if not any(path.fullmatch(file) for path in paths)} == set()


def test_every_command_that_is_named_exists():
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    asked = set(re.findall(r"make ([a-z-]+)", "".join(re.findall(r"`[^`]*`", PAGE))))
    assert asked <= known


def test_the_checks_before_a_commit_are_the_ones_that_run():
    entries = re.findall(r"entry: (make [a-z-]+)", (ROOT / ".pre-commit-config.yaml").read_text())
    assert [entry for entry in entries if f"`{entry}`" not in PAGE] == []


def test_mutants_are_tried_beside_all_code_that_tests_import():
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    copied = {*tools["mutmut"]["source_paths"], *tools["mutmut"]["also_copy"]}
    assert set(tools["importlinter"]["root_packages"]) <= copied


@pytest.mark.parametrize("page", ["README.md", "docs/operations.md", "docs/README.md"])
def test_the_other_pages_lead_here(page):
    assert "CONTRIBUTING.md" in (ROOT / page).read_text()


DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))


@pytest.mark.parametrize("file", DECISIONS, ids=lambda file: file.stem)
def test_a_decision_has_its_number_its_parts_and_its_row(file):
    text, number = file.read_text(), int(file.stem[:4])
    assert text.startswith(f"# {number}. ")
    assert re.search(r"^Accepted, \d{4}-\d{2}\.", text, re.M)
    assert re.findall(r"^## (.+)$", text, re.M)[:3] == ["Context", "Decision", "Consequences"]
    assert f"]({file.name})" in (ROOT / "docs" / "decisions" / "README.md").read_text()
