"""Which test files may be affected by what changed since they were green, and which of them fit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from local.checkout import Digests
from local.fast.imports import ImportGraph

LEVELS = {"domain": 1.5, "store": 5.0, "functions": 8.0, "infra": 10.0, "local": 4.0, "docs": 6.0}
"""The levels that need no stack, each with the seconds that one of its files is taken to last until it was measured."""

ALWAYS = ("pyproject.toml", "requirements/dev.lock", ".python-version")
"""What every test depends on."""


@dataclass(frozen=True)
class Chosen:
    """What to run now, what is due but does not fit, and how many files are as they were when they were green."""

    now: list[str]
    later: list[str]
    green: int


def due(root: Path, names: list[str], green: Mapping[str, str]) -> tuple[dict[str, str], int]:
    """Return the test files that something changed for, with the digest of all they depend on, and how many are green.

    A test file depends on what it imports, directly or not, on the conftests above it, on every file of its level and
    of the product's folders that is no Python, and, where it may read files or start programs, on the whole checkout.
    """
    imports, digests = ImportGraph(root, names), Digests(root)
    whole = [name for name in names if not name.startswith("console/")]
    tests = [name for name in names if _is_fast_test(name)]
    found = {}
    for test in tests:
        behind = imports.behind(test)
        data = [name for name in whole if _is_data_of(test, name)]
        digest = digests.all_of({*whole} if imports.reaches_beyond(behind) else {*behind, *data, *ALWAYS})
        if green.get(test) != digest:
            found[test] = digest
    return found, len(tests) - len(found)


def _is_fast_test(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == "tests" and parts[1] in LEVELS and parts[-1].startswith("test_") and name.endswith(".py")


def _is_data_of(test: str, name: str) -> bool:
    level = "/".join(test.split("/")[:2])
    return not name.endswith(".py") and name.startswith((f"{level}/", "functions/", "shared/"))


def fitting(
    due: Iterable[str], seconds: Mapping[str, float], changed: set[str], budget: float
) -> tuple[list[str], ...]:
    """Return which of the files that are `due` are run now, and which later.

    Args:
        due: test files.
        seconds: how long they took.
        changed: what is not committed: tests that are come first, then what is quick.
        budget: the seconds that all of them may take together; one is always run.
    """
    now: list[str] = []
    later: list[str] = []
    left = budget
    for test in sorted(due, key=lambda name: (name not in changed, expected(name, seconds), name)):
        left -= expected(test, seconds)
        (now if left >= 0 or not now else later).append(test)
    return now, later


def expected(test: str, seconds: Mapping[str, float]) -> float:
    """Return how many seconds a test file is taken to last."""
    return seconds.get(test, LEVELS[test.split("/")[1]])
