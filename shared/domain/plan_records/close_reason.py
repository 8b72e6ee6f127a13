"""Define the team's own reasons for closing a lead, and check a change of them."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

from pydantic import StrictBool, StringConstraints

from shared.domain.kernel import limits
from shared.domain.kernel.closing import Closing, Outcome
from shared.domain.kernel.errors import Invalid
from shared.domain.kernel.record import CloseReasonId, Value

_LOC = ("body", "close_reasons")


class CloseReason(Value):
    """A reason of the team's own for closing a lead, under the outcome that it explains. An archived one is not chosen.

    Source: docs/rules.md, "What each verb does, by the lead's state".
    """

    reason_id: CloseReasonId
    outcome: Outcome
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    archived: StrictBool = False


CloseReasons = tuple[CloseReason, ...]


def changed_reasons(before: CloseReasons, wanted: CloseReasons) -> CloseReasons:
    """Return the reasons as they are wanted; those that are left out are kept, archived.

    Raises:
        Invalid: an id or a name comes twice, an id has another outcome than before, or there are too many.
    """
    had, seen, names = {one.reason_id: one for one in before}, set[str](), set[tuple[str, str]]()
    for place, one in enumerate(wanted):
        named = (one.outcome, one.name.casefold())
        if one.reason_id in seen or (not one.archived and named in names):
            raise Invalid((*_LOC, place), "close_reason_twice", "Each reason and each name is there once.")
        if one.reason_id in had and had[one.reason_id].outcome != one.outcome:
            raise Invalid((*_LOC, place, "outcome"), "close_reason_moved", "A reason stays under its outcome.")
        seen.add(one.reason_id)
        if not one.archived:
            names.add(named)
    for count in Counter(outcome for outcome, _ in names).values():
        limits.CLOSE_REASONS.check(count - 1, _LOC)
    left = (one.model_copy(update={"archived": True}) for one in before if one.reason_id not in seen)
    after = (*wanted, *left)
    limits.ALL_CLOSE_REASONS.check(len(after) - 1, _LOC)
    return after


def with_reason(closing: Closing, outcome: Outcome, reasons: Iterable[CloseReason]) -> Closing:
    """Return the closing with the name of its reason, as it is now.

    Raises:
        Invalid: it has a value though the lead is not won, or a reason that the outcome does not have.
    """
    if closing.value is not None and outcome != "won":
        raise Invalid(("body", "value"), "value_needs_won", "Only a lead that is won has a value.")
    if closing.reason_id is None:
        return closing
    for one in reasons:
        if (one.reason_id, one.outcome, one.archived) == (closing.reason_id, outcome, False):
            return closing.model_copy(update={"reason": one.name})
    raise Invalid(("body", "reason_id"), "close_reason_unknown", "The team has no such reason under this outcome.")
