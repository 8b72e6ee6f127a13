"""`python -m local.soak [PART…]`: run the parts of a soak one after another, and end with all that they found.

A part that fails does not keep the others from running. SEED repeats the chance of an earlier run.
"""

import os
import secrets
import sys
from collections.abc import Iterator

from local.soak.part import FOLDER, PARTS, PartResult, again, run

REPORT = FOLDER / "found.md"


def main(wanted: list[str], seed: int) -> int:
    """Run the parts; return 0 if nothing failed."""
    if unknown := set(wanted) - set(PARTS):
        print(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    found: dict[str, PartResult] = {}
    for name in wanted or PARTS:
        print(f"\n── Soak: {name}", flush=True)
        report(found | {name: PartResult(0, (), 0.0, None)}, seed)
        found[name] = run(name, seed)
        report(found, seed)
        if found[name].code is None:
            break
    print(f"\n{REPORT.read_text()}", end="")
    return 0 if all(one.passed for one in found.values()) else 1


def report(found: dict[str, PartResult], seed: int) -> None:
    """Write what was found so far: whoever kills this process finds it too."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    REPORT.write_text("\n".join(told(found, seed)) + "\n")


def told(found: dict[str, PartResult], seed: int) -> Iterator[str]:
    """Yield lines that tell what was found, and how each failure is repeated."""
    yield from ("| part | tests | failed | minutes | |", "|---|--:|--:|--:|---|")
    for name, part in found.items():
        yield f"| {name} | {part.tests} | {len(part.failures)} | {part.seconds / 60:.0f} | {ended(part)} |"
    for part in found.values():
        for failure in part.failures:
            yield from ("", f"FAILED {failure.test}", "", f"    {again(failure.test, seed)}")
            yield from (f"    {example}" for example in failure.examples)


def ended(part: PartResult) -> str:
    """Return how a part ended, if its failures do not tell."""
    if part.code is None:
        return "stopped"
    return "" if part.passed or part.failures else f"pytest ended with {part.code}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], int(os.environ.get("SEED") or secrets.randbelow(2**32))))
