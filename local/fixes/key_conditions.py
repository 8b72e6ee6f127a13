"""Compare sort keys where a query's condition is one of ours, rather than read the condition anew for every item.

Stock behaviour: a query takes all items of its partition, and parses the text of the key condition for each, 25 µs an
item: whoever reads ten of 10,000 open offers keeps the engine's only processor for 0.3 s. AWS reads the range alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from ministack.services import dynamodb

from local.fixes import Stock, replace

type Compare = Callable[[str, str, str], bool]

SLOT = "KeyConditionExpression"
_SHAPE = re.compile(r"#pk = :pk(?: AND (?P<shape>begins_with\(#sk, :sk\)|#sk <= :sk|#sk BETWEEN :from AND :sk))?")
_COMPARE: dict[str | None, Compare] = {
    None: lambda _sk, _from, _to: True,
    "begins_with(#sk, :sk)": lambda sk, _, prefix: sk.startswith(prefix),
    "#sk <= :sk": lambda sk, _, last: sk <= last,
    "#sk BETWEEN :from AND :sk": lambda sk, first, last: first <= sk <= last,
}


def repair() -> None:
    """Compare texts for the conditions that `shared.store.table` writes; leave all others to stock."""

    def evaluate(expression: str, item: Stock, values: Stock, names: Stock, **more: Stock) -> bool:
        compare = _compare(expression) if more.get("slot") == SLOT else None
        if compare is None:
            return bool(stock(expression, item, values, names, **more))
        try:
            sk = item[names["#sk"]]["S"] if "#sk" in names else ""
            first, last = (values.get(name, {"S": ""})["S"] for name in (":from", ":sk"))
            return item[names["#pk"]]["S"] == values[":pk"]["S"] and compare(sk, first, last)
        except (KeyError, TypeError):  # keys that are no texts, or are not there
            return bool(stock(expression, item, values, names, **more))

    stock = replace(dynamodb, "_evaluate_condition", evaluate)


@cache
def _compare(expression: str) -> Compare | None:
    """Return how sort keys compare under a condition of a known shape."""
    found = _SHAPE.fullmatch(expression)
    return _COMPARE[found["shape"]] if found else None
