"""Reckon what an idle tenant, and live updates, cost a month: from the synthesized template, and the prices of a day.

`make cost` prints the same line by line. Nothing is measured but what tests have counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from benchmarks.result import Result, judged
from infra.commands.cost import reckon
from infra.commands.preflight import SYNTHESIZED
from infra.cost.prices import Prices

TENANT = "relevo-demo"
IDLE, LIVE = "a month in which nothing happens", "a month of live updates of fifty members"


def measure() -> Iterable[Result]:
    """Price both months of the demo's stack."""
    template = json.loads((SYNTHESIZED / f"{TENANT}.template.json").read_text(encoding="utf-8"))
    used, prices = reckon(template), Prices.read()
    told = f"list prices of {prices.date}"
    yield judged("P14", LIVE, prices.total(used[LIVE]), "dollars", "≤ 1", f"{told}; asking every 5 s: 20 to 40")
    yield judged("P15", IDLE, prices.total(used[IDLE]), "dollars", "≤ 2", told, decision=36)
