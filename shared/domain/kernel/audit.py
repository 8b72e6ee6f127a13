"""The audit entry: who changed what, from which values to which."""

from __future__ import annotations

from pydantic import AwareDatetime, JsonValue

from shared.domain.kernel.record import Record


class Audit(Record):
    """One change to the plan, a member or the settings, or a lead's owner changed by hand.

    `by` is a member's id, `bootstrap`, `schedule` or `deliver`. `before` and `after` hold only the fields that differ.

    Source: docs/rules.md, "Restrictions" 4.
    """

    audit_id: str
    at: AwareDatetime
    by: str
    what: str
    subject: str
    before: dict[str, JsonValue] | None = None
    after: dict[str, JsonValue] | None = None


class AuditCopy(Audit):
    """The copy of an audit entry as it was first written: this is the audit that is shown and exported.

    Functions that serve requests write entries, and cannot write copies.

    Source: docs/rules.md, "Restrictions" 4.
    """
