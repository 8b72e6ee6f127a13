"""The audit entry: who changed what, from which values to which."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field, JsonValue

from shared.domain.kernel.record import BulkId, Record, is_unset


class Audit(Record):
    """One change to the plan, a member or the settings, or a lead's owner changed by hand.

    `by` is a member's id, `bootstrap`, `schedule` or `deliver`. `before` and `after` hold only the fields that differ.
    `bulk_id` names the bulk act that this change is part of, or undoes.

    Source: docs/rules.md, "Restrictions" 4.
    """

    audit_id: str
    at: AwareDatetime
    by: str
    what: str
    subject: str
    before: dict[str, JsonValue] | None = None
    after: dict[str, JsonValue] | None = None
    bulk_id: Annotated[BulkId | None, Field(exclude_if=is_unset)] = None


class AuditCopy(Audit):
    """The copy of an audit entry as it was first written: this is the audit that is shown and exported.

    Functions that serve requests write entries, and cannot write copies.

    Source: docs/rules.md, "Restrictions" 4.
    """


@dataclass(frozen=True, slots=True)
class AuditSelection:
    """Select audit entries: all that is given must hold.

    Attributes:
        subject: what the entry is about.
        by: who made the change.
        what: what was done, or the first word of it: `member` is all of `member.invited`, `member.changed` and so on.
        since: the first instant.
        until: the instant before which it ended.
    """

    subject: str | None = None
    by: str | None = None
    what: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def selects(self) -> bool:
        """Return whether entries of a time may be left out."""
        return any(one is not None for one in (self.subject, self.by, self.what))

    def matches(self, entry: Audit) -> bool:
        """Return whether the entry is selected."""
        return (
            self.subject in (None, entry.subject)
            and self.by in (None, entry.by)
            and (self.what in (None, entry.what) or entry.what.startswith(f"{self.what}."))
            and (self.since is None or self.since <= entry.at)
            and (self.until is None or entry.at < self.until)
        )
