"""Does docs/rules.md agree with the code, where other tests do not read it themselves?"""

import re
from pathlib import Path

from shared.domain.kernel.limits import LIMITS

RULES = (Path(__file__).resolve().parents[2] / "docs" / "rules.md").read_text()


def test_the_table_of_limits_is_the_codes():
    rows = re.findall(r"^\| ([\d,]+) \| (.*) \| `(\w+)` \|$", RULES, re.M)
    assert rows == [(f"{limit.most:,}", limit.what, limit.reason) for limit in LIMITS]
