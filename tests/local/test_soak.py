"""Does a soak go on after a failing part, and name at its end each failure and how it is repeated?"""

import ast
import itertools
import subprocess
import sys
from pathlib import Path

import pytest

from local.soak.__main__ import told
from local.soak.part import PARTS, SHARES, Chance, Failure, PartResult, again, read, seeded, share
from tests.soak import NIGHT, scaled, until_over

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
import pytest
from hypothesis import given, strategies as st

@pytest.fixture
def broken():
    yield
    raise OSError

@given(st.integers())
def test_property(n):
    assert n < 10

def test_passes():
    pass

def test_fails_afterwards(broken):
    pass
"""
PROFILE = """
from hypothesis import settings
settings.register_profile("soak", print_blob=True, database=None)
settings.load_profile("soak")
"""
TIME_PASSES = """
import os
import pytest

@pytest.mark.parametrize("number", range(3))
def test_that_takes_the_rest_of_the_time(number):
    os.environ["SOAK_UNTIL"] = "0"
"""
CHANCE = Chance(7, 60)
OF_SCHEMATHESIS = "test_every_answer_is_as_documented_for_any_request[PUT /leads/{lead_id}/consents][rainmaker]"
FAILED = PartResult(3, (Failure("tests/test_it.py::test[a b]", ("@reproduce_failure('6', b'x')",)),), 90.0, 1)


def ran(folder, *options):
    """Run the tests in the folder as a part of a soak; return what it found."""
    (folder / "conftest.py").write_text(PROFILE)
    results = folder / "results"
    results.write_text("")
    command = [
        sys.executable,
        "-m",
        "pytest",
        *options,
        "--no-summary",
        *("-p", "local.soak.bounded", "-p", "local.soak.named"),
        f"--results={results}",
        *seeded(7),
    ]
    clean = ["-p", "no:schemathesis", "-p", "no:typeguard", "-p", "no:anyio", f"--rootdir={folder}"]
    environment = {"PYTHONPATH": str(ROOT), "SOAK_UNTIL": "inf"}
    done = subprocess.run([*command, *clean], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return read(results, 60.0, done.returncode), done.stdout


@pytest.mark.parametrize("workers", [[], ["-n", "1"]], ids=["in one process", "on workers"])
def test_each_failure_is_kept_and_named_at_once_with_its_example(tmp_path, workers):
    (tmp_path / "test_it.py").write_text(TESTS)
    found, shown = ran(tmp_path, *workers)
    failures = {failure.test: failure.examples for failure in found.failures}
    assert (found.tests, found.code, found.passed) == (3, 1, False)
    assert set(failures) == {"test_it.py::test_property", "test_it.py::test_fails_afterwards"}
    [example] = failures["test_it.py::test_property"]
    assert example.startswith("@reproduce_failure(")
    assert all(shown.count(f"FAILED {test}\n") == 1 for test in failures)
    assert "assert 10 < 10" in shown


@pytest.mark.parametrize("workers", [[], ["-n", "1"]], ids=["in one process", "on workers"])
def test_a_file_that_cannot_be_read_is_a_failure(tmp_path, workers):
    (tmp_path / "test_it.py").write_text("import nowhere\n")
    found, _ = ran(tmp_path, *workers)
    assert [failure.test for failure in found.failures] == ["test_it.py"]


def test_a_part_without_tests_has_not_passed(tmp_path):
    found, _ = ran(tmp_path)
    assert (found.tests, found.failures, found.passed) == (0, (), False)


def test_what_has_not_begun_when_the_time_is_over_is_left_and_no_failure(tmp_path):
    (tmp_path / "test_it.py").write_text(TIME_PASSES)
    found, _ = ran(tmp_path)
    assert (found.tests, found.left, found.passed) == (1, 2, True)


def test_the_report_names_every_failure_of_every_part_and_how_it_is_repeated():
    lines = list(
        told(
            {
                "a": FAILED,
                "b": PartResult(5, (), 60.0, 0),
                "c": PartResult(2, (), 30.0, None),
                "d": PartResult(0, (), 1.0, 4),
                "e": PartResult(5, (), 60.0, 0, left=3),
                "f": PartResult(0, (), 60.0, 0, left=3),
            },
            CHANCE,
        )
    )
    assert lines[0] == "60 minutes, SEED=7"
    assert lines[4:10] == [
        "| a | 3 | 3 | 1 | 2 |  |", "| b | 5 | 5 | 0 | 1 |  |", "| c | 2 | 2 | 0 | 0 | stopped |",
        "| d | 0 | 0 | 0 | 0 | pytest ended with 4 |", "| e | 5 | 8 | 0 | 1 | the rest is left for other seeds |",
        "| f | 0 | 3 | 0 | 1 | none of it was reached |",
    ]  # fmt: skip
    assert "FAILED tests/test_it.py::test[a b]" in lines
    assert f"    {again('tests/test_it.py::test[a b]', CHANCE)}" in lines
    assert lines[-1] == "    @reproduce_failure('6', b'x')"


def test_a_failure_is_repeated_with_the_seed_and_as_many_examples():
    command = again("tests/test_it.py::test[a b]", CHANCE)
    only = "-p local.soak.only '--only=tests/test_it.py::test[a b]' tests/test_it.py"
    assert command == f"SOAK_MINUTES=60 .venv/bin/python -m pytest {only} -m '' --hypothesis-seed=7 --randomly-seed=7"


@pytest.mark.parametrize(("name", "code"), [(OF_SCHEMATHESIS, 0), ("test_that_is_none", 4)])
def test_the_one_that_failed_is_found_by_any_name(name, code):
    """Pytest itself finds none whose argument was given by a collector of its own, as schemathesis' are."""
    tests = "tests/e2e/api/test_contract.py"
    options = ["-p", "local.soak.only", f"--only={tests}::{name}", "--collect-only", "-m", ""]
    command = [sys.executable, "-m", "pytest", *options, tests]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr


def test_each_part_has_a_share_and_the_last_one_all_that_is_left():
    assert set(SHARES) == set(PARTS)
    assert share("domain", PARTS, 6_000) == pytest.approx(6_000 * SHARES["domain"] / sum(SHARES.values()))
    assert share("contract", ["contract"], 6_000) == 6_000
    assert share("domain", ["domain", "faults"], 700) + share("faults", ["domain", "faults"], 700) == pytest.approx(700)


def test_a_test_tries_in_proportion_to_the_minutes_between_the_gate_and_a_night():
    assert [scaled(20, 2_000, minutes) for minutes in (0, NIGHT / 2, NIGHT, 3 * NIGHT)] == [20, 1_010, 2_000, 2_000]


@pytest.mark.parametrize(("over_after", "expected"), [(0, 3), (2, 3), (5, 5), (20, 10)])
def test_a_race_ends_when_the_time_is_over_but_not_before_the_rounds_of_the_gate(over_after, expected):
    asked = itertools.count(3)  # before each round beyond those of the gate
    assert list(until_over(3, 10, lambda: next(asked) >= over_after)) == list(range(expected))


def test_every_level_of_tests_is_in_exactly_one_part():
    levels = {path.parent.name for path in ROOT.glob("tests/*/test_*.py")} | {"e2e"}
    named = {folder for options in PARTS.values() for folder in levels if f"tests/{folder}" in options}
    left_out = {option.removeprefix("--ignore=tests/") for option in PARTS["others"] if option.startswith("--ignore")}
    assert left_out == named


MORE = {"often", "rounds", "SOAK"}


def names(nodes):
    return {one.id for node in nodes for one in ast.walk(node) if isinstance(one, ast.Name)}


def left_out(file):
    """Return the tests of a file that would try more in a soak, but are no part of it."""
    tree = ast.parse(file.read_text())
    values = [node for node in tree.body if isinstance(node, ast.Assign)]
    imported = MORE & {one.name for node in tree.body if isinstance(node, ast.ImportFrom) for one in node.names}
    numbers = {name for node in values if imported & names([node.value]) for name in names(node.targets)}
    everywhere = " ".join(ast.unparse(node) for node in values if "pytestmark" in names(node.targets))
    for test in (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")):
        marks = everywhere + " ".join(ast.unparse(one) for one in test.decorator_list)
        inner = (node for node in ast.walk(test) if isinstance(node, ast.FunctionDef) and node is not test)
        property_ = any(ast.unparse(one).startswith("given(") for node in inner for one in node.decorator_list)
        more = property_ or names([test]) & (imported | numbers)
        if more and not any(mark in marks for mark in ("sampled", "soak", "given(")):
            yield f"{file.relative_to(ROOT)}::{test.name}"


def test_every_test_that_tries_more_in_a_soak_is_part_of_it():
    assert [one for file in sorted(ROOT.glob("tests/**/test_*.py")) for one in left_out(file)] == []
