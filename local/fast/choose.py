"""Choose the test files that a change may affect, and those of them that fit into the time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from local.checkout import Digests
from local.fast.imports import ImportGraph

LEVELS = {"domain": 1.5, "store": 5.0, "functions": 8.0, "infra": 10.0, "local": 4.0, "docs": 6.0}
"""List the levels that need no stack, with the seconds that a file is assumed to take until it was measured."""

ALWAYS = ("pyproject.toml", "requirements/dev.lock", ".python-version")
"""List the files that every test depends on."""


@dataclass(frozen=True)
class Chosen:
    """Hold what to run now, what is due but does not fit, and how many files are unchanged since they passed."""

    now: list[str]
    later: list[str]
    green: int


def due(root: Path, names: list[str], green: Mapping[str, str]) -> tuple[dict[str, str], int]:
    """Return the test files whose dependencies changed, with a digest of these, and how many are unchanged.

    A test file depends on what it imports, directly or not, on the conftests above it, on every non-Python file of its
    level and of the product's folders, and, if it may read files or start programs, on the whole checkout.
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
    """Return which of the files that are `due` run now, and which later.

    Args:
        due: test files.
        seconds: how long they took.
        changed: files that are not committed: test files among them come first, then the quickest.
        budget: the seconds that all of them may take together; at least one runs always.
    """
    now: list[str] = []
    later: list[str] = []
    left = budget
    for test in sorted(due, key=lambda name: (name not in changed, expected(name, seconds), name)):
        left -= expected(test, seconds)
        (now if left >= 0 or not now else later).append(test)
    return now, later


def expected(test: str, seconds: Mapping[str, float]) -> float:
    """Return how many seconds a test file is expected to take."""
    return seconds.get(test, LEVELS[test.split("/")[1]])
