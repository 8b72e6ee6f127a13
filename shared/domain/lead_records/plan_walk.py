"""Define how far waiting leads follow the plan, and whom they wait for."""

from typing import Literal

from shared.domain.kernel.record import Record

Waiting = Literal["held", "owed"]  # held leads, and leads whose owner owes a response


class PlanWalk(Record):
    """The one record of how far the leads of a kind follow the plan. It holds versions and a place in an index only.

    Attributes:
        waiting: the kind of leads.
        done: the version of the plan by which all of them were reckoned; below 0 if somebody whom they waited for has
            room since.
        towards: the version by which they are being reckoned.
        after: the place of the last one that was, the oldest first; empty at the start.
        goes_on: whether the next invocation of `route` shall go on.

    Source: docs/rules.md, "Matching" 6, "Response after the claim" 2.
    """

    waiting: Waiting
    done: int = 0
    towards: int = 0
    after: str = ""
    goes_on: bool = False

    def is_behind(self, moved: int) -> bool:
        """Return whether the plan changed, at version `moved`, since all of them were reckoned."""
        return moved > self.done

    def reopened(self) -> "PlanWalk":
        """Return the walk that is behind whatever the plan: it begins anew."""
        return self.model_copy(update={"done": -1, "towards": -1, "after": ""})

    def begun(self, moved: int, version: int) -> "PlanWalk":
        """Return the walk towards the plan's present version; from the start, if the plan changed at `moved` since."""
        if self.towards >= moved:
            return self
        return self.model_copy(update={"towards": version, "after": ""})

    def advanced(self, after: str, *, goes_on: bool) -> "PlanWalk":
        """Return the walk once the leads up to the place `after` were reckoned."""
        return self.model_copy(update={"after": after, "goes_on": goes_on})

    def finished(self) -> "PlanWalk":
        """Return the walk at its end."""
        return self.model_copy(update={"done": self.towards, "after": "", "goes_on": False})
