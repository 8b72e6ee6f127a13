"""The functions. Lambda imports this before anything else of one.

Nearly all that a function makes while it starts, classes above all, stays as long as its process: looking there for
garbage again and again would find none, and cost a twentieth of the start. Later, garbage is looked for as seldom; what
a request leaves behind is freed without, unless it refers to itself.
"""

import gc

MADE_BETWEEN_LOOKS = 200_000
"""Allow this many more objects before Python looks for garbage: more than a start makes, some tens of MB at most."""

gc.set_threshold(MADE_BETWEEN_LOOKS)
