"""A process that dies at one of its calls of AWS, before the call is made or after."""


class Crash(BaseException):
    """The process dies: no handler of ours may catch it."""


class Trap:
    """Dies once, at the call numbered `fatal` of all clients it was set around; 0 is never.

    Args:
        before: whether it dies before the call is made, so that the call changes nothing.
    """

    def __init__(self, *, before):
        self.before, self.made, self.fatal = before, 0, 0

    def set(self, fatal):
        """Count from nothing, and die at this call."""
        self.made, self.fatal = 0, fatal

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
            left = max(0, fatal - self.made) if self.fatal else 0
            self.fatal = 0
            return left

    def call(self, method, given):
        """Make the call, unless it is the fatal one."""
        self.made += 1
        dies = self.made == self.fatal
        if dies:
            self.fatal = 0
        if dies and self.before:
            raise Crash
        answer = method(**given)
        if dies:
            raise Crash
        return answer


class _Trapped:
    def __init__(self, client, trap):
        self._client, self._trap, self.exceptions = client, trap, client.exceptions

    def __getattr__(self, name):
        method = getattr(self._client, name)
        return lambda **given: self._trap.call(method, given)
