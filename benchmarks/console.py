"""Measure whether the console's list of 1,000 leads scrolls without long tasks, in Chromium on the embedded AWS."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.request
from collections.abc import Iterable
from typing import Any

from benchmarks.result import Result, judged
from benchmarks.running import ROOT, caller_of, running_stack
from local.api import Caller

LEADS = 1_000
PATIENCE_SECONDS = 300


def measure() -> Iterable[Result]:
    """Measure long tasks while the list scrolls to its end, and how many rows the page holds."""
    with running_stack() as told_of_stack:
        seen = _scrolled(told_of_stack)
    what, told = f"scrolling {seen['rows']} leads", f"frames p95 {seen['frame_ms']:.0f} ms"
    yield judged("P11", f"{what}, tasks over 50 ms", seen["long_tasks"], "tasks", "≤ 0", told)
    yield judged("P11", f"{what}, rows in the page", seen["in_page"], "rows", "≤ 60", "the others are not drawn")


def _scrolled(told: dict[str, Any]) -> dict[str, Any]:
    """Return what the browser measured, once the leads are imported."""
    rainmaker = told["users"][0]
    _import(caller_of(told, rainmaker))
    script = ["node", "benchmarks/scrolling.mjs", told["console"], rainmaker["email"], rainmaker["password"]]
    done = subprocess.run(script, cwd=ROOT / "console", capture_output=True, text=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    if found["rows"] < LEADS:
        raise RuntimeError(f"the list ended after {found['rows']} leads")
    return found


def _import(caller: Caller) -> None:
    rows = "\n".join(["nombre;correo", *(f"Persona {n};p{n}@example.com" for n in range(LEADS))])
    made = caller.ask("POST", "/imports", {"routing": "pool", "bytes": len(rows.encode())})
    told = made["upload"]
    put = urllib.request.Request(told["url"], rows.encode(), told["headers"], method=told["method"])  # noqa: S310
    urllib.request.urlopen(put).close()  # noqa: S310 - our own stack
    caller.ask("POST", f"/imports/{made['import_id']}/start", {})
    patience = time.monotonic() + PATIENCE_SECONDS
    while (shown := caller.ask("GET", f"/imports/{made['import_id']}"))["status"] != "done":
        if time.monotonic() > patience or shown["status"] == "failed":
            raise RuntimeError(f"the leads did not come in: {shown}")
        time.sleep(1)
