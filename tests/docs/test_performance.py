"""Does docs/performance.md say what each measured number stands for?"""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "performance.md").read_text()
PROMISED = re.findall(r"^\| (P\d+) \| (.+) \|$", PAGE, re.M)


def test_every_measured_number_belongs_to_a_promise_of_the_page():
    measured = {one["id"] for one in json.loads((ROOT / "benchmarks" / "results.json").read_text())}
    assert measured <= {promise for promise, _ in PROMISED}


def test_the_promises_are_numbered_and_none_is_named_twice():
    assert [promise for promise, _ in PROMISED] == [f"P{number}" for number in range(1, 18)]
