"""Is the reader as good as it was on the parts that may be looked at? Benchmarks measure the last third.

The floors rise with the reader, and never fall.
"""

import pytest

from tests.corpus.corpus import cases
from tests.corpus.reader import read
from tests.corpus.score import score, total

FLOORS = {  # precision and recall
    "first": {"name": (0.98, 0.93), "email": (0.98, 0.95), "phone": (0.98, 0.97), "message": (0.98, 0.98)},
    "second": {"name": (0.87, 0.79), "email": (1.0, 0.92), "phone": (0.97, 0.84), "message": (0.94, 0.93)},
    "more": {"name": (0.82, 0.7), "email": (0.97, 0.85), "phone": (0.87, 0.81), "message": (0.84, 0.85)},
}
MOST_VIOLATIONS = {"first": 2, "second": 0, "more": 18}


@pytest.mark.parametrize("third", FLOORS)
def test_people_are_recognised_as_well_as_before(third):
    measured = total(score(case, read(case)) for case in cases(third))
    figures = {name: (measured.fields[name].precision, measured.fields[name].recall) for name in FLOORS[third]}
    below = {name: found for name, found in figures.items() if any(
        one < floor for one, floor in zip(found, FLOORS[third][name], strict=True))}  # fmt: skip
    assert not below
    assert measured.violations <= MOST_VIOLATIONS[third]
