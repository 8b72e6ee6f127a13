"""Choose the console's tests to run: those that vitest finds to depend on a change, or all."""

from collections.abc import Mapping
from pathlib import Path

from local.checkout import Digests

READS = "node:fs"
"""List imports whose test files depend on files that they do not import."""

ELSEWHERE = ("console/e2e/", "console/benchmarks/")
"""List what no vitest test depends on."""


def present(root: Path, names: list[str]) -> dict[str, str]:
    """Return the files that the console's tests depend on, with their digests."""
    digests = Digests(root)
    ours = (name for name in names if name.startswith("console/") and not name.startswith(ELSEWHERE))
    return {name: digests.of(name) for name in ours}


def command(root: Path, before: Mapping[str, str], now: Mapping[str, str]) -> list[str] | None:
    """Return vitest's arguments for what changed between two states of the files; None if nothing did."""
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    if not changed:
        return None
    if not before or not all(_is_followed(name, now) for name in changed):
        return ["run"]
    readers = [name for name in now if name.startswith("console/tests/") and READS in (root / name).read_text()]
    return ["related", "--run", *(name.removeprefix("console/") for name in sorted({*changed, *readers}))]


def _is_followed(name: str, now: Mapping[str, str]) -> bool:
    """Return whether vitest itself finds the tests that depend on a file.

    An existing module, not a setting or translation.
    """
    is_module = name.startswith("console/src/") or ".test." in name
    return name in now and is_module and name.endswith((".ts", ".tsx")) and not name.endswith(".d.ts")
