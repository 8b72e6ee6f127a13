"""Build the probe: a lead of nobody's that takes the whole way, from a signed webhook to a claim, and is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from functions.probe.whole_way import StepFailed, WholeWay
from shared.doors import Doors
from shared.observe import count, error_code, logger, measure
from shared.secrets import MasterSecret

type Post = Callable[[str, bytes, Mapping[str, str]], tuple[int, bytes]]
"""Posts to a path of the API; returns the status and the body of the answer."""


@dataclass(frozen=True, kw_only=True)
class ProbeDoors(Doors):
    """Hold the doors of the probe: those of every function, and these.

    Attributes:
        secret: the tenant's master secret, of which the signature and the claim link are made.
        post: posts to the team's API at its public address.
        pause: waits for so many seconds.
    """

    secret: MasterSecret
    post: Post
    pause: Callable[[float], None]


def build(doors: ProbeDoors) -> Callable[[dict[str, Any], object], dict[str, int | str]]:
    """Return the handler, built from its doors."""

    def handler(_event: dict[str, Any], _context: object) -> dict[str, int | str]:
        """Go the whole way once. Return how many milliseconds each step took, or the step that failed.

        Source: docs/rules.md, "Sample data" 3.
        """
        way = WholeWay(doors.table, doors.secret, doors.post, doors.pause, doors.now, doors.new_id)
        try:
            took = way.go()
        except Exception as error:
            told = error.outcome if isinstance(error, StepFailed) else error_code(error)
            logger.error("probe_failed", extra={"step": way.step, "error": told})
            count("ProbeFailed")
            return {"failed": way.step}
        finally:
            way.forget()
        measure("WayMilliseconds", sum(took.values()))
        logger.info("probe_finished", extra={"ms": took})
        return {**took}

    return handler
