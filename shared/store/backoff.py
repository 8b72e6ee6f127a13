"""The wait before a retry: with full jitter, so that writers that collided do not collide again."""

from __future__ import annotations

import random


def jitter(attempt: int) -> float:
    """Return the seconds to wait after try number `attempt`: at least 10 ms, at most 40 ms, doubling up to 200 ms."""
    return random.uniform(0.01, min(0.2, 0.02 * 2**attempt))  # noqa: S311  # spreading load needs no secrecy
