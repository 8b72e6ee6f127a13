"""Run every benchmark: print a table, and write `benchmarks/results.json`."""

import json
from pathlib import Path

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
from benchmarks.result import Result

RESULTS = Path(__file__).parent / "results.json"


def main() -> None:
    """Measure, print, write."""
    parts = (
        matching, cold, warm, calls, units, partitions, burst, costs, finding, recognising,
        dashboard, console, responding, hints, lateness, following, growth,
    )  # fmt: skip
    results: list[Result] = [result for part in parts for result in part.measure()]
    RESULTS.write_text(json.dumps([vars(result) for result in results], indent=2) + "\n")
    for result in results:
        print(result.sentence)


if __name__ == "__main__":
    main()
