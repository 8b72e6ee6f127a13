"""A process that dies at one of its calls of AWS, before the call is made or after."""

from itertools import count


class Crash(BaseException):
    """The process dies: no handler of ours may catch it."""


class Trap:
    """Dies once, at the call numbered `fatal` of all clients it was set around; 0 is never.

    Args:
        fatal: the number of the call.
        before: whether it dies before the call is made, so that the call changes nothing.

    Attributes:
        made: how many calls were made.
    """

    def __init__(self, fatal=0, *, before):
        self.before = before
        self.set(fatal)

    def set(self, fatal):
        """Count from nothing, and die at this call."""
        self.fatal, self.made, self._numbers = fatal, 0, count(1)

    def around(self, client):
        """Return the client with the trap around each of its calls."""
        return _Trapped(client, self)

    def run(self, do, fatal):
        """Do it until it does not crash; how many calls were left before the one that kills."""
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
        number = self.made = next(self._numbers)  # by one step, for clients that are used side by side
        if self.before and number == self.fatal:
            raise Crash
        try:
            return method(**given)
        finally:
            if not self.before and number == self.fatal:
                raise Crash


class _Trapped:
    def __init__(self, client, trap):
        self._client, self._trap, self.exceptions = client, trap, client.exceptions

    def __getattr__(self, name):
        method = getattr(self._client, name)
        return lambda **given: self._trap.call(method, given)
