"""`python -m local.soak [PART…]`: run the parts of a soak one after another, and end with all that they found.

A part that fails does not keep the others from running. MINUTES bounds the whole; SEED repeats the chance of an
earlier run.
"""

import os
import secrets
import sys
import time
from collections.abc import Iterator, Sequence

from local.soak.part import FOLDER, PARTS, Chance, PartResult, again, run, share

HOUR = 60
REPORT = FOLDER / "found.md"


def main(wanted: Sequence[str], chance: Chance) -> int:
    """Run the parts; return 0 if nothing failed."""
    if unknown := set(wanted) - set(PARTS):
        print(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    wanted = wanted or tuple(PARTS)
    end, found = time.monotonic() + chance.minutes * 60, dict[str, PartResult]()
    for place, name in enumerate(wanted):
        seconds = max(0.0, share(name, wanted[place:], end - time.monotonic()))
        print(f"\n── Soak: {name}, {seconds / 60:.0f} minutes", flush=True)
        report(found | {name: PartResult(0, (), 0.0, None)}, chance)
        found[name] = run(name, chance, seconds)
        report(found, chance)
        if found[name].code is None:
            break
    print(f"\n{REPORT.read_text()}", end="")
    return 0 if all(one.passed for one in found.values()) else 1


def report(found: dict[str, PartResult], chance: Chance) -> None:
    """Write what was found so far: whoever kills this process finds it too."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    REPORT.write_text("\n".join(told(found, chance)) + "\n")


def told(found: dict[str, PartResult], chance: Chance) -> Iterator[str]:
    """Yield lines that tell what was found, and how each failure is repeated."""
    yield from (f"{chance.minutes} minutes, SEED={chance.seed}", "")
    yield from ("| part | tests | of | failed | minutes | |", "|---|--:|--:|--:|--:|---|")
    for name, part in found.items():
        numbers = f"{part.tests} | {part.tests + part.left} | {len(part.failures)} | {part.seconds / 60:.0f}"
        yield f"| {name} | {numbers} | {ended(part)} |"
    for part in found.values():
        for failure in part.failures:
            yield from ("", f"FAILED {failure.test}", "", f"    {again(failure.test, chance)}")
            yield from (f"    {example}" for example in failure.examples)


def ended(part: PartResult) -> str:
    """Return how a part ended, if its failures do not tell."""
    if part.code is None:
        return "stopped"
    if part.code == 0 and part.left:
        return "none of it was reached" if not part.tests else "the rest is left for other seeds"
    return "" if part.passed or part.failures else f"pytest ended with {part.code}"


if __name__ == "__main__":
    given = os.environ.get
    sys.exit(main(sys.argv[1:], Chance(int(given("SEED") or secrets.randbelow(2**32)), int(given("MINUTES") or HOUR))))
