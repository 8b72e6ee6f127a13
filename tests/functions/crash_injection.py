"""Simulate a process that crashes at one of its AWS calls, before or after the call is made."""

from itertools import count


class Crash(BaseException):
    """Stand for the end of the process: no handler of ours may catch it."""


class CrashInjection:
    """Crash once, at the call numbered `fatal` of all wrapped clients; 0 is never.

    Args:
        fatal: the number of the call.
        before: whether to crash before the call is made, so that the call changes nothing.

    Attributes:
        made: how many calls were made.
    """

    def __init__(self, fatal=0, *, before):
        self.before = before
        self.set(fatal)

    def set(self, fatal):
        """Restart counting, and crash at this call."""
        self.fatal, self.made, self._numbers = fatal, 0, count(1)

    def around(self, client):
        """Return the client with crash injection around each of its calls."""
        return _CrashingClient(client, self)

    def run(self, do, fatal):
        """Repeat `do` until it does not crash; return how many calls were left before the fatal one."""
        self.set(fatal)
        while True:
            try:
                do()
            except Crash:
                continue
            left = max(0, fatal - self.made)
            self.set(0)
            return left

    def call(self, method, given):
        """Make the call, unless it is the fatal one."""
        number = self.made = next(self._numbers)  # in one step, for clients that are used in parallel
        if self.before and number == self.fatal:
            raise Crash
        try:
            return method(**given)
        finally:
            if not self.before and number == self.fatal:
                raise Crash


class _CrashingClient:
    def __init__(self, client, crashes):
        self._client, self._trap, self.exceptions = client, crashes, client.exceptions

    def __getattr__(self, name):
        method = getattr(self._client, name)
        return lambda **given: self._trap.call(method, given)
