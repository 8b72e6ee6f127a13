"""Measure how well people are recognised in what strangers send, on the third of the corpus that nobody looks at.

Only figures by field are printed, never inputs (tests/corpus/README.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.result import Result, judged
from tests.corpus.corpus import cases
from tests.corpus.reader import read
from tests.corpus.score import FIELDS, score, total

GOALS = {"name": "≥ 0.98", "email": "≥ 0.98", "phone": "≥ 0.98"}


def measure() -> Iterable[Result]:
    """Measure precision and recall of each field, and addresses that somebody was given wrongly."""
    measured = total(score(case, read(case)) for case in cases("third"))
    for field in FIELDS:
        count, goal = measured.fields[field], GOALS.get(field, "≥ 0.9")
        told = f"{count.right} right, {count.wrong} wrong, {count.missed} missed"
        yield judged("P17", f"recognising {field}, precision", count.precision, "", goal, told)
        yield judged("P17", f"recognising {field}, recall", count.recall, "", goal, told)
    inputs = f"{measured.perfect} of {measured.inputs} inputs wholly right"
    yield judged("P17", "addresses given to the wrong person", measured.violations, "", "≤ 0", inputs)
