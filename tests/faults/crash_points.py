"""List the AWS calls that a process makes, and end the process at one of them.

Calls are heard by botocore's events (`memory.observed`), so that a call added tomorrow is listed without anybody's
remembering.
"""

from itertools import count
from threading import local

READS = ("BatchGet", "Describe", "Get", "Head", "List", "Query", "Scan", "AdminGet", "AdminListGroups")


class Crash(BaseException):
    """Stand for the end of the process: no handler of ours may catch it."""


class CrashPoints:
    """Hear calls, and crash at the one numbered `fatal`; 0 is never.

    Args:
        fatal: the number of the call, from 1.
        before: whether to crash before the call is made, so that it changes nothing; otherwise its answer is lost.

    Attributes:
        made: the calls so far, by service and operation, such as `dynamodb.TransactWriteItems`.
        crashed: whether the fatal call was reached.
    """

    def __init__(self, fatal=0, *, before=True):
        self._fatal, self._before, self._numbers = fatal, before, count(1)
        self._mine = local()
        self.made, self.crashed = [], False

    def before(self, model):
        """Note a call that is about to be made."""
        number = self._mine.number = next(self._numbers)  # in one step: some functions call in parallel
        self.made.append(f"{model.service_model.service_name}.{model.name}")
        if number == self._fatal:
            self.crashed = True
            if self._before:
                raise Crash

    def after(self, _model):
        """Lose the answer of the fatal call."""
        if self._mine.number == self._fatal and not self._before:
            raise Crash


def is_write(call):
    """Return whether a call may change something; `service.Operation`."""
    return not call.split(".")[1].startswith(READS)


def points(made, *, whole):
    """Return where to crash: each call's number, and whether before it.

    A crash before a call leaves what the write before it left. So without `whole`, the sample leaves out no state
    that a crash can leave: it crashes before the first write and after each.
    """
    if whole:
        return [(number, before) for number in range(1, len(made) + 1) for before in (True, False)]
    writes = [number for number, call in enumerate(made, 1) if is_write(call)]
    return [*((number, True) for number in writes[:1]), *((number, False) for number in writes)]
