"""Run benchmarks: print a line for each number, and write `benchmarks/results.json`.

Names after it run these parts alone: the numbers of the others stay. A part that fails is told at the end, and the
others go on.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks import (
    burst,
    calls,
    cold,
    console,
    costs,
    dashboard,
    finding,
    following,
    growth,
    hints,
    lateness,
    matching,
    partitions,
    recognising,
    responding,
    units,
    warm,
)

RESULTS = Path(__file__).parent / "results.json"
PARTS = {
    part.__name__.rpartition(".")[2]: part
    for part in (
        matching, cold, warm, calls, units, partitions, burst, costs, finding, recognising,
        dashboard, console, responding, hints, lateness, following, growth,
    )
}  # fmt: skip


def main(wanted: Iterable[str]) -> int:
    """Measure, print and write, one part after the other; return 1 if any failed."""
    failed, told = [], []
    for name in wanted:
        print(f"# {name}", flush=True)
        try:
            results = list(PARTS[name].measure())
        except Exception:
            traceback.print_exc()
            failed.append(name)
            continue
        for result in results:
            print(result.sentence, flush=True)
        told += [result.sentence for result in results]
        _keep(name, [{"part": name, **vars(result)} for result in results])
    print("", *told, sep="\n")  # once more, without what functions logged meanwhile
    if failed:
        print(f"failed, so that their numbers are the former ones: {', '.join(failed)}")
    return int(bool(failed))


def _keep(name: str, rows: list[dict[str, Any]]) -> None:
    """Write the rows of a part in place of its former ones."""
    former = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    by_part = {part: [row for row in former if row.get("part") == part] for part in PARTS} | {name: rows}
    RESULTS.write_text(json.dumps([row for part in by_part.values() for row in part], indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or PARTS))
