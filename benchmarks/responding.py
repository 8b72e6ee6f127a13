"""Measure how fast the console's main screens are there, answer and scroll, at a quarter of this processor's speed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from typing import Any

from benchmarks.result import Result, judged
from benchmarks.running import ROOT, running_stack

SLOWER = "4x slower processor"


def measure() -> Iterable[Result]:
    """Measure the largest paint of each screen, the answer to each act, and long tasks while the list scrolls."""
    with running_stack() as told:
        seen = _opened(told)
    yield from _judged(seen)


def _judged(seen: dict[str, Any]) -> Iterable[Result]:
    told = f"{SLOWER}, load {seen['load']:.1f} a processor"
    yield judged("P11", "scripts that the page names", seen["first_kb"], "kB", "≤ 160", "gzipped")
    screen, paint = max(seen["lcp"].items(), key=lambda one: one[1])
    yield judged("P11", f"largest paint of the slowest screen, {screen}", paint, "ms", "≤ 1500", told)
    act, answer = max(seen["inp"].items(), key=lambda one: one[1])
    yield judged("P11", f"answer to the slowest act, {act}", answer, "ms", "≤ 100", told)
    what = f"scrolling {seen['rows']} leads at a quarter of the speed, tasks over 50 ms"
    yield judged("P11", what, seen["long_tasks"], "tasks", "≤ 0", f"longest {seen['longest_ms']:.0f} ms, {told}")


def _opened(told: dict[str, Any]) -> dict[str, Any]:
    rainmaker = told["users"][0]
    script = ["node", "benchmarks/responding.mjs", told["console"], rainmaker["email"], rainmaker["password"]]
    done = subprocess.run(script, cwd=ROOT / "console", capture_output=True, text=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    return found
