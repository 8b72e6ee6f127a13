"""End a part of a soak in time: a plugin of pytest (`-p local.soak.bounded`).

Tests come in the order of the seed. Those that have not begun when the time is over are left for another seed.
"""

import os
import time

import pytest

UNTIL = "SOAK_UNTIL"
"""Name the variable with the time at which no more tests begin, in seconds since 1970."""

LEFT = "left for another seed: the time of this part is over"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Skip a test if the part's time is over, before any fixture of it begins."""
    if time.time() >= float(os.environ[UNTIL]):
        pytest.skip(LEFT)
