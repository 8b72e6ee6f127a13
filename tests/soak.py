"""Set how much is tried: in the gate a bounded sample, in `make soak` as much as its minutes allow.

`local/soak` gives the processes of a soak its minutes, and the time at which their part is over.
"""

import os
import time

SOAK = "SOAK_MINUTES" in os.environ
"""Tell whether this is a soak. What differs from the gate by kind, not by number, asks this."""

MORE = 20
"""Try so many times what the gate tries, in a whole night, unless told otherwise."""

NIGHT = 320
"""Count the minutes of a whole night. With fewer, each test does its proportion."""

MINUTES = float(os.environ.get("SOAK_MINUTES", NIGHT))
UNTIL = float(os.environ.get("SOAK_UNTIL", "inf"))


def scaled(gate, night, minutes):
    """Return how often to try within these minutes: at least as often as the gate, at most as a whole night."""
    return gate + round((night - gate) * min(1.0, minutes / NIGHT))


def often(gate, night=None):
    """Return how often to try: `gate` times in the gate, in a soak more, in a whole night `night` times."""
    return scaled(gate, night or gate * MORE, MINUTES) if SOAK else gate


def rounds(gate, night):
    """Yield the number of each round of a race, from 0; when the time of the soak's part is over, only the gate's.

    A race is decided by chance, so fewer rounds show less, and nothing else.
    """
    yield from until_over(gate, often(gate, night), lambda: time.time() >= UNTIL)


def until_over(least, most, over):
    """Yield numbers from 0: the `least`, and then up to the `most` until it is `over`."""
    for number in range(most):
        if number >= least and over():
            return
        yield number
