"""Hold one measured number beside its promise."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Result:
    """Hold a promise (`id`), what was measured, the goal, and whether it is met.

    Attributes:
        decision: the number of the decision (docs/decisions) by which the goal would cost more than it gives.
    """

    id: str
    what: str
    goal: str
    measured: float
    reference: str
    verdict: Literal["met", "missed", "argued"]
    unit: str
    decision: int | None = None

    @property
    def sentence(self) -> str:
        """Return the result in one line."""
        said = f"{self.what}: {self.measured:g} {self.unit}"
        return f"{self.id} {self.verdict:6}  {said} (goal {self.goal}; {self.reference})"


def judged(
    promise: str, what: str, measured: float, unit: str, goal: str, reference: str, *, decision: int | None = None
) -> Result:
    """Return a result with its verdict; the goal reads `≤ 1.3` or `≥ 50`. Where it is missed a `decision` may argue."""
    sign, _, bound = goal.partition(" ")
    if measured <= float(bound) if sign == "≤" else measured >= float(bound):
        return Result(promise, what, goal, round(measured, 3), reference, "met", unit)
    missed: Literal["argued", "missed"] = "argued" if decision else "missed"
    return Result(promise, what, goal, round(measured, 3), reference, missed, unit, decision)
