"""Hold one measured number beside its promise."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Result:
    """Hold a promise (`id`), what was measured, the goal, and whether it is met."""

    id: str
    what: str
    goal: str
    measured: float
    reference: str
    verdict: Literal["met", "missed"]
    unit: str

    @property
    def sentence(self) -> str:
        """Return the result in one line."""
        said = f"{self.what}: {self.measured:g} {self.unit}"
        return f"{self.id} {self.verdict:6}  {said} (goal {self.goal}; {self.reference})"


def judged(promise: str, what: str, measured: float, unit: str, goal: str, reference: str) -> Result:
    """Return a result with its verdict; the goal reads `≤ 1.3` or `≥ 50`."""
    sign, _, bound = goal.partition(" ")
    met = measured <= float(bound) if sign == "≤" else measured >= float(bound)
    return Result(promise, what, goal, round(measured, 3), reference, "met" if met else "missed", unit)
