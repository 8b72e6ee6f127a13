"""Define how far the erasure of inactive leads is, and what of it was announced."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, JsonValue

from shared.domain.kernel.record import Record, Value

NOTICE_PERIOD = timedelta(days=14)  # between an announcement and the erasure


class Announcement(Value):
    """Hold an announcement to the Rainmakers: leads without activity since `before` are erased, 14 days after `at`.

    `leads` counts those that no earlier announcement had announced.
    """

    at: AwareDatetime
    before: AwareDatetime
    leads: Annotated[int, Field(ge=0)]


class RetentionWalk(Value):
    """Hold a way through all leads that may be inactive, and how far it is.

    Attributes:
        kind: whether it counts leads for an announcement, or has them erased.
        before: it is about leads without activity since then.
        place: where it goes on; None at the start.
        counted: how many leads it has counted.
    """

    kind: Literal["announce", "erase"]
    before: AwareDatetime
    place: dict[str, JsonValue] | None = None
    counted: int = 0


class RetentionProgress(Record):
    """The one record of how far the erasure of inactive leads is. It holds instants and counts only.

    Attributes:
        announcements: what was announced and still holds, the oldest first.
        walk: under way; None between two.
        erased_at: when the last walk that erases began.

    Source: docs/rules.md, "People's data" 5.
    """

    announcements: tuple[Announcement, ...] = ()
    walk: RetentionWalk | None = None
    erased_at: AwareDatetime | None = None
