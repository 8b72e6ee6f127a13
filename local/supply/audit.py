"""`make audit`: ask whether a vulnerability is known of anything in the locks, by network; see docs/one-machine.md.

Python's packages are asked about at OSV, the console's and the other tools' at npm's registry. Only names and versions
are sent.
"""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from local.places import ROOT
from local.supply.answers import Answer, code, of_npm_audit, of_pip_audit

SECONDS = 300
"""End a tool that has not answered by then; npm tries twice and waits long for a network that drops everything."""

APART = "requirements/checkov.lock"
"""Name the lock of an environment of its own: pip-audit refuses two versions of one package in one question."""

LOCKS = tuple(sorted({f"requirements/{lock.name}" for lock in (ROOT / "requirements").glob("*.lock")} - {APART}))
NODE = (".", "console", "tests/e2e/dynamodb-local")
PIP_AUDIT = (
    *(sys.executable, "-m", "pip_audit", "--vulnerability-service", "osv", "--disable-pip", "--require-hashes"),
    *("--format", "json", "--progress-spinner", "off"),
)
NPM_AUDIT = ("npm", "audit", "--json", "--package-lock-only", "--fetch-retries", "1")


@dataclass(frozen=True)
class Question:
    """Hold a tool's command, where it runs, and who reads its answer."""

    asked: str
    command: tuple[str, ...]
    read: Callable[[str, str, str], Answer]
    folder: str = "."


QUESTIONS = (
    Question(
        "requirements/*.lock at OSV", (*PIP_AUDIT, *(part for lock in LOCKS for part in ("-r", lock))), of_pip_audit
    ),
    Question(f"{APART} at OSV", (*PIP_AUDIT, "-r", APART), of_pip_audit),
    *(
        Question(f"{folder}/package-lock.json at npm".removeprefix("./"), NPM_AUDIT, of_npm_audit, folder)
        for folder in NODE
    ),
)

type Run = Callable[[Question], tuple[str, str]]
"""Run a question's command and return what it printed, and what it complained."""


def ask(question: Question, run: Run) -> Answer:
    """Return the answer; a tool that is missing or hangs gave none."""
    try:
        return question.read(question.asked, *run(question))
    except subprocess.TimeoutExpired:
        return Answer(question.asked, missing=f"no answer within {SECONDS} s")
    except OSError as problem:
        return Answer(question.asked, missing=str(problem))


def main(run: Run) -> int:
    """Ask all, print the answers, and return the exit code: 0, 1 or 3 as `answers.code` has it."""
    with ThreadPoolExecutor() as side_by_side:
        answers = list(side_by_side.map(lambda question: ask(question, run), QUESTIONS))
    for answer in answers:
        print(answer.told())
    if any(answer.missing for answer in answers):
        print(
            'Not everything was checked: docs/one-machine.md, "Known vulnerabilities", tells what to do.',
            file=sys.stderr,
        )
    return code(answers)


def _run(question: Question) -> tuple[str, str]:
    done = subprocess.run(
        question.command, cwd=ROOT / question.folder, capture_output=True, text=True, check=False, timeout=SECONDS
    )
    return done.stdout, done.stderr


if __name__ == "__main__":
    sys.exit(main(_run))
