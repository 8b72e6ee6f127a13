"""Wait for what a running stack will do."""

import time

GENEROUS = 600.0
FIRST, RARER, RAREST = 0.05, 1.25, 0.5  # seconds, times, seconds


def until(true, first=FIRST, rarest=RAREST):
    """Return the first true result of `true()`.

    The bound only ends a test that would never end. What Relevo promises in seconds is checked by the instants and
    counts that it records, which a slow machine does not change. What takes long is looked at less and less often,
    every `rarest` seconds at last: each look is a request, and all that wait share two processors.
    """
    patience, pause = time.monotonic() + GENEROUS, first
    while not (found := true()):
        assert time.monotonic() < patience, f"not so within {GENEROUS} s"
        time.sleep(pause)
        pause = min(pause * RARER, rarest)
    return found
