"""Describe a scenario: what is there, and the event that one function handles."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from shared.store import codec
from tests import make, memory
from tests.faults.cloud import Cloud
from tests.faults.crash_points import CrashPoints
from tests.faults.process import Process

LOOSE = re.compile(
    r"""2026-01-0[56]T[0-9:.]+Z?                    # instants
      | "(?:v|n|counter)":\s{"N":\s"\d+"}           # versions, and counters that clients poll or that bound a rate
      | \\"(?:version|attempts|tries|photos)\\":\d+  # how often something was done: written, routed, tried, signed
    """,
    re.VERBOSE,
)
"""Match what says how often and when something was written, in an item."""


class Undisturbed(NamedTuple):
    """Hold the calls that are made if nothing crashes, the answer, and what is there in the end."""

    made: list[str]
    answer: Any
    end: dict[str, Any]


@dataclass(frozen=True)
class Scenario:
    """Hold one event of one function.

    Attributes:
        function: its name in the wiring.
        title: what happens; names the test.
        seed: puts into the cloud what is there before, and returns the event.
        at: the instant of the event.
        times: how often the event comes although nothing crashes, as the sweep's schedule does.
        again_at: when it comes again after a crash, if not at once.
        swept_at: when the sweep runs afterwards, crash or not, to repair what is left to it.
        loose: whether a step that is made twice may be written twice: equal records count once, and what `LOOSE`
            matches is not compared.
        but: what is not compared in the end.
        left: how many milliseconds the function has left.
    """

    function: str
    title: str
    seed: Callable[[Cloud], dict[str, Any]]
    at: datetime = make.NOON
    times: int = 1
    again_at: datetime | None = None
    swept_at: datetime | None = None
    loose: bool = False
    but: tuple[str, ...] = ()
    left: int = 1_000_000

    def begin(self):
        """Return a new cloud, and the event."""
        cloud = Cloud()
        return cloud, self.seed(cloud)

    def __str__(self):
        return f"{self.function}: {self.title}"

    def run(self, cloud, event, observer=None, *, at=None, **doors):
        """Handle the event in a new process while the observer hears its calls; return the last answer."""
        process = Process(cloud, lambda: at or self.at, left=self.left, **doors)
        with memory.observed(observer):
            for _ in range(self.times):
                answer = process.call(self.function, event)
        return answer

    def calls(self):
        """Return what happens if nothing crashes."""
        cloud, event = self.begin()
        points = CrashPoints()
        answer = self.run(cloud, event, points)
        return Undisturbed(points.made, answer, self.end(cloud))

    def end(self, cloud):
        """Run the sweep if it is to run, and return what is there in the end."""
        if self.swept_at:
            Process(cloud, lambda: self.swept_at).call("sweep", {})
        found = {name: there for name, there in cloud.end().items() if name not in self.but}
        if self.loose:
            found["table"] = {LOOSE.sub("*", item) for item in found["table"]}
        return found


def streamed(new, old=None):
    """Return the event of the table's stream for a record's write."""
    images = {"NewImage": codec.to_item(new)} | ({"OldImage": codec.to_item(old)} if old else {})
    return {"Records": [{"eventName": "MODIFY" if old else "INSERT", "dynamodb": images}]}
