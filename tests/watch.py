"""Provide a clock that a test sets."""


class Watch:
    """Return one instant until it is set to another: the `now` of a function's doors.

    Args:
        now: aware, UTC.
    """

    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now
