"""Count the work that something takes, in calls: no clock tells whether it is bounded."""

import sys


def calls(read):
    """Return how many calls of Python functions `read` makes."""
    made = 0

    def count(_frame, event, _argument):
        nonlocal made
        made += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read()
    finally:
        sys.setprofile(before)
    return made
