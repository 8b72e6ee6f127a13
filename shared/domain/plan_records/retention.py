"""Define how long the team keeps what it stores about people and their leads."""

from typing import Annotated

from pydantic import Field

from shared.domain.kernel.record import Value

Days = Annotated[int, Field(ge=7, le=365, strict=True)]
MAX_MONTHS, MAX_YEARS = 240, 30
Months = Annotated[int, Field(ge=1, le=MAX_MONTHS, strict=True)]

Years = Annotated[int, Field(ge=1, le=MAX_YEARS, strict=True)]


class RetentionTimes(Value):
    """Hold how long data is kept; null keeps it as long as the team.

    Attributes:
        leads_months: of leads, in any state, after the last activity.
        deliveries_days: of a source's deliveries that made no lead. Of the others an id stays, so that no event makes a
            second lead.
        imports_days: of imports and the errors in their rows. Their files are deleted after 7 days.
        audit_months: of audit entries, by whole months.
        keep_won_years: how long after the closing a won deal is kept in the blocked store if its lead is erased; null
            keeps nothing.

    Source: docs/rules.md, "People's data" 5 and 6.
    """

    leads_months: Months | None = 24
    deliveries_days: Days = 90
    imports_days: Days = 90
    audit_months: Months | None = None
    keep_won_years: Years | None = 10


def is_usual(value: object) -> bool:
    """Return whether nothing of it was ever set, as in settings from before there was retention."""
    return value == RetentionTimes()
