"""Define erasures: the work of erasing a person's leads, and how far it is."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from shared.domain.kernel.event import By
from shared.domain.kernel.record import AgentId, ErasureId, LeadId, Record

Reason = Literal["request", "restore", "retention"]
IdentityCheck = Literal["in_person", "document", "by_email", "by_phone", "authority", "other"]
MAX_LEADS = 20  # of one request; merges add further leads
KEPT = timedelta(days=3 * 365)  # how long it is proof that the request was met


class Erasure(Record):
    """The erasure of a person's leads, one lead after another. It holds ids, instants and codes only.

    Attributes:
        by: the Rainmaker who asked for it, or `sweep`.
        reason: a person's request, the restore of an old table, or that the leads were inactive for too long.
        identity_checked: how it was checked who asks; None unless it was a request.
        lead_ids: the leads to erase. Leads that one of them was merged with are added when they are found.
        files_deleted: whether the files to import that were uploaded before it are deleted.
        done: how many of the leads, from the first on, are erased.
        after: the sort key of the last record of the next lead that was erased.
        inactive_since: leads with activity since then stay; None erases all.
        due: when it goes on; None once it is finished.

    Source: docs/rules.md, "People's data" 2.
    """

    erasure_id: ErasureId
    at: AwareDatetime
    by: By | AgentId
    reason: Reason = "request"
    identity_checked: IdentityCheck | None = None
    lead_ids: Annotated[tuple[LeadId, ...], Field(min_length=1)]
    files_deleted: bool = False
    done: int = 0
    after: str = ""
    finished_at: AwareDatetime | None = None
    inactive_since: AwareDatetime | None = None
    due: AwareDatetime | None = None

    @property
    def forget_at(self) -> datetime:
        """Return when the table may delete it."""
        return self.at + KEPT
