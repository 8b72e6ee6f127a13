"""Run one part of a soak, and tell what it found."""

import json
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from local.places import BUILD, ROOT

MEMORY = ("--numprocesses", "2", "--dist", "worksteal")
STACKS = ("--numprocesses", "6", "--dist", "loadscope", "--no-loadscope-reorder")  # as `make test`, see tests/README.md
CONTRACT = "tests/e2e/api/test_contract.py"  # one stack, so one process; it takes longer than all else
REST = ("domain", "functions", "faults", "e2e")
PARTS: Mapping[str, Sequence[str]] = {
    "domain": ("tests/domain", *MEMORY),
    "others": ("tests", *(f"--ignore=tests/{folder}" for folder in REST), *MEMORY),
    "functions": ("tests/functions", *MEMORY),
    "faults": ("tests/faults", *MEMORY),
    "e2e": ("tests/e2e", "--ignore=tests/e2e/test_console.py", f"--ignore={CONTRACT}", *STACKS),
    "contract": (CONTRACT,),
}
"""Name the parts, shortest first, with what pytest is told for each."""

LONGER = "soak or sampled or hypothesis"
"""Choose the tests that try more in a soak."""

FOLDER = BUILD / "soak"


@dataclass(frozen=True)
class Failure:
    """Name a failed test, and the examples that hypothesis found for it."""

    test: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class PartResult:
    """Hold what a part found.

    Attributes:
        tests: how many ended.
        failures: those that failed.
        seconds: how long the part took.
        code: pytest's exit code; None if the part was stopped.
    """

    tests: int
    failures: tuple[Failure, ...]
    seconds: float
    code: int | None

    @property
    def passed(self) -> bool:
        """Return whether all tests ran and none failed. A part without any test passes nothing."""
        return self.code == 0 and not self.failures


def seeded(seed: int) -> list[str]:
    """Return what makes pytest repeat the chance of a run."""
    return ["--hypothesis-profile=soak", f"--hypothesis-seed={seed}", f"--randomly-seed={seed}"]


def again(test: str, seed: int) -> str:
    """Return the command that runs a test as it failed."""
    return shlex.join([".venv/bin/python", "-m", "pytest", test, "-m", "", *seeded(seed)])


def run(name: str, seed: int) -> PartResult:
    """Run a part; return what it found, also if it is stopped meanwhile."""
    results = FOLDER / f"{name}.jsonl"
    results.write_text("")
    command = [sys.executable, "-m", "pytest", *PARTS[name], "-m", LONGER, *seeded(seed), "--tb=short", "--no-summary",
               "-p", "local.soak.named", f"--results={results}"]  # fmt: skip
    began, code = time.monotonic(), None
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        code = process.wait()
    except KeyboardInterrupt:  # Ctrl-C, which pytest heard too: it stops the stacks that it started
        process.wait()
    return read(results, time.monotonic() - began, code)


def read(results: Path, seconds: float, code: int | None) -> PartResult:
    """Return what a part's results say, each test once."""
    tests: dict[str, Failure | None] = {}
    for line in results.read_text().splitlines():
        one = json.loads(line)
        failure = Failure(one["test"], tuple(one["examples"])) if one["failed"] else None
        tests[one["test"]] = failure or tests.get(one["test"])
    return PartResult(len(tests), tuple(one for one in tests.values() if one), seconds, code)
