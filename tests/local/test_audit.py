"""Does `make audit` tell a clean answer from none? Their answers were recorded, from stand-ins of the services."""

import subprocess
from pathlib import Path

import pytest

from local.supply import audit
from local.supply.answers import Answer, code, of_npm_audit, of_pip_audit

ANSWERS = Path(__file__).with_name("answers")
ROOT = Path(__file__).resolve().parents[2]


def recorded(name):
    return (ANSWERS / name).read_text() if name else ""


def test_a_vulnerability_of_a_python_package_is_told_with_its_repair():
    answer = of_pip_audit("locks", recorded("pip-audit-found.json"), "Found 1 known vulnerability in 1 package")
    assert answer == Answer("locks", ("cffi 2.1.1: CVE-2099-0001, GHSA-demo-0000-0000, repaired in 3.0.0",))


def test_a_vulnerability_of_an_npm_package_is_told_with_who_brings_it():
    assert of_npm_audit("console", recorded("npm-found.json"), "").found == (
        "@tanstack/react-virtual: high: by @tanstack/virtual-core",
        "@tanstack/virtual-core: high: Demonstration (https://example.com/GHSA-demo)",
        "uplot: high: Demonstration (https://example.com/GHSA-demo)",
    )


@pytest.mark.parametrize(
    ("read", "name"), [(of_pip_audit, "pip-audit-nothing.json"), (of_npm_audit, "npm-nothing.json")]
)
def test_a_clean_answer_is_one(read, name):
    answer = read("locks", recorded(name), "No known vulnerabilities found")
    assert (answer.found, answer.missing, code([answer])) == ((), None, 0)
    assert answer.told() == "locks: no known vulnerability"


@pytest.mark.parametrize(
    ("read", "output", "complaint", "said"),
    [
        (of_pip_audit, "", "pip-audit-unreachable.txt", "Failed to resolve"),
        (of_pip_audit, "pip-audit-unknown.json", "", "does not know 3 packages, such as cffi"),
        (of_npm_audit, "npm-refused.json", "npm-refused.txt", "405 Method Not Allowed"),
        (of_npm_audit, "", "npm-refused.txt", "complete log"),
    ],
)
def test_a_service_that_does_not_answer_is_never_a_clean_answer(read, output, complaint, said):
    answer = read("locks", recorded(output), recorded(complaint))
    assert said in answer.missing
    assert code([answer]) == 3
    assert answer.told().startswith("locks: NOT CHECKED: ")
    assert "\n" not in answer.told()


@pytest.mark.parametrize("read", [of_pip_audit, of_npm_audit])
@pytest.mark.parametrize("output", ["", "{}", "[]", "Segmentation fault", '{"dependencies": []}'])
def test_whatever_else_is_printed_is_no_answer(read, output):
    assert code([read("locks", output, "")]) == 3


def test_what_was_found_counts_more_than_what_is_missing():
    assert code([Answer("a", missing="no network"), Answer("b", ("bad",)), Answer("c")]) == 1


@pytest.mark.parametrize(
    "problem", [subprocess.TimeoutExpired("npm", 300), FileNotFoundError(2, "No such file", "npm")]
)
def test_a_tool_that_hangs_or_is_missing_gave_no_answer(problem):
    def run(question):
        raise problem

    assert audit.ask(audit.QUESTIONS[0], run).missing


def test_every_lock_is_asked_about(capsys):
    asked = []

    def run(question):
        asked.append((question.folder, *(part for part in question.command if part.endswith(".lock"))))
        name = "npm-nothing.json" if question.command[0] == "npm" else "pip-audit-nothing.json"
        return recorded(name), ""

    assert audit.main(run) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(asked)
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    python = {file for file in files if file.endswith(".lock")}
    node = {str(Path(file).parent) for file in files if file.endswith("package-lock.json")}
    assert {part for _, *locks in asked for part in locks} == python
    assert {folder for folder, *locks in asked if not locks} == node


def test_one_service_that_does_not_answer_leaves_the_others_answers(capsys):
    def run(question):
        if question.command[0] == "npm":
            return recorded("npm-refused.json"), recorded("npm-refused.txt")
        return recorded("pip-audit-nothing.json"), ""

    assert audit.main(run) == 3
    told = capsys.readouterr()
    assert told.out.count("NOT CHECKED") == 3
    assert "no known vulnerability" in told.out
    assert "docs/one-machine.md" in told.err
