"""Run one part of a soak, and tell what it found."""

import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from local.places import BUILD, ROOT
from local.soak.bounded import UNTIL

MEMORY = ("--numprocesses", "2", "--dist", "worksteal")
STACKS = ("--numprocesses", "6", "--dist", "loadscope", "--no-loadscope-reorder")  # as `make test`, see tests/README.md
CONTRACT = "tests/e2e/api/test_contract.py"  # one stack, so one process
REST = ("domain", "functions", "faults", "e2e")
PARTS: Mapping[str, Sequence[str]] = {
    "domain": ("tests/domain", *MEMORY),
    "others": ("tests", *(f"--ignore=tests/{folder}" for folder in REST), *MEMORY),
    "functions": ("tests/functions", *MEMORY),
    "faults": ("tests/faults", *MEMORY),
    "e2e": ("tests/e2e", "--ignore=tests/e2e/test_console.py", f"--ignore={CONTRACT}", *STACKS),
    "contract": (CONTRACT,),
}
"""Name the parts, in order, with what pytest is told for each."""

SHARES: Mapping[str, int] = {"domain": 20, "others": 2, "functions": 8, "faults": 15, "e2e": 30, "contract": 25}
"""Divide the time among the parts. What a part leaves over, those after it divide among themselves."""

LONGER = "soak or sampled or hypothesis"
"""Choose the tests that try more in a soak."""

MINUTES = "SOAK_MINUTES"
"""Name the variable that makes tests try as much as fits into so many minutes (`tests/soak.py`)."""

FOLDER = BUILD / "soak"


@dataclass(frozen=True)
class Chance:
    """Hold what a run is repeated with.

    Attributes:
        seed: the chance of examples and of the order.
        minutes: of the whole soak: how much each test tries.
    """

    seed: int
    minutes: int


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
        left: how many had not begun when the part's time was over.
    """

    tests: int
    failures: tuple[Failure, ...]
    seconds: float
    code: int | None
    left: int = 0

    @property
    def passed(self) -> bool:
        """Return whether no test failed. A part without any test passes nothing."""
        return self.code == 0 and not self.failures and self.tests > 0


def seeded(seed: int) -> list[str]:
    """Return what makes pytest repeat the chance of a run."""
    return [f"--hypothesis-seed={seed}", f"--randomly-seed={seed}"]


def again(test: str, chance: Chance) -> str:
    """Return the command that runs a test as it failed."""
    only = ["-p", "local.soak.only", f"--only={test}", test.partition("::")[0]]
    command = [".venv/bin/python", "-m", "pytest", *only, "-m", "", *seeded(chance.seed)]
    return f"{MINUTES}={chance.minutes} {shlex.join(command)}"


def share(name: str, wanted: Iterable[str], seconds: float) -> float:
    """Return how many of the seconds that are left are the part's, which is the first of the `wanted` ones."""
    return seconds * SHARES[name] / sum(SHARES[one] for one in wanted)


def run(name: str, chance: Chance, seconds: float) -> PartResult:
    """Run a part; return what it found, also if it is stopped meanwhile.

    After so many seconds no more tests begin: those that run come to their end.
    """
    results = FOLDER / f"{name}.jsonl"
    results.write_text("")
    command = [sys.executable, "-m", "pytest", *PARTS[name], "-m", LONGER, *seeded(chance.seed), "--tb=short",
               "--no-summary", "-p", "local.soak.bounded", "-p", "local.soak.named",
               f"--results={results}"]  # fmt: skip
    environment = os.environ | {MINUTES: str(chance.minutes), UNTIL: str(time.time() + seconds)}
    began, code = time.monotonic(), None
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        code = process.wait()
    except KeyboardInterrupt:  # Ctrl-C, which pytest heard too: it stops the stacks that it started
        process.wait()
    return read(results, time.monotonic() - began, code)


def read(results: Path, seconds: float, code: int | None) -> PartResult:
    """Return what a part's results say, each test once."""
    tests: dict[str, Failure | None] = {}
    left = 0
    for line in results.read_text().splitlines():
        one = json.loads(line)
        if one["left"]:
            left += 1
            continue
        failure = Failure(one["test"], tuple(one["examples"])) if one["failed"] else None
        tests[one["test"]] = failure or tests.get(one["test"])
    return PartResult(len(tests), tuple(one for one in tests.values() if one), seconds, code, left)
