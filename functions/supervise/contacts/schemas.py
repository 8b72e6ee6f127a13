"""Bodies and answers of the operations on a person's data."""

from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field, JsonValue

from shared.domain.kernel.contact import ObjectsTo
from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.erasure import MAX_LEADS, Erasure, IdentityCheck, Reason
from shared.domain.plan_records.retention import MAX_MONTHS
from shared.store.personal_data import RecordKind
from shared.web.contact_fields import Text
from shared.web.lead_schemas import LeadShown
from shared.web.paging import PageBody, PageQuery
from shared.web.person_schemas import ObjectionShown
from shared.web.schemas import Page, RequestModel, Shown


def _each_once(given: tuple[LeadId, ...]) -> tuple[LeadId, ...]:
    return tuple(dict.fromkeys(given))


LeadIds = Annotated[tuple[LeadId, ...], Field(min_length=1, max_length=MAX_LEADS), AfterValidator(_each_once)]


class ContactQuery(RequestModel):
    """Whom to look for: an e-mail, a phone, or both."""

    email: Text = ""
    phone: Text = ""


class ObjectionBody(RequestModel):
    """Take what the person objects to: `marketing`, or `all` contact but the answer to an inquiry."""

    what: ObjectsTo


class ContactObjectionBody(ContactQuery, ObjectionBody):
    """Whose objection it is, by an e-mail, a phone, or both; and what they object to."""


class ContactObjection(Shown):
    """Show what the person of these addresses objects to now, and the leads of these addresses, newest first.

    Nothing is kept of an objection but keyed hashes of the addresses, what it is about, and since when.
    """

    objection: ObjectionShown | None = None
    lead_ids: tuple[str, ...]


class PersonLeads(Shown):
    """The leads of the addresses, and those that were merged with them, newest first.

    A family or an office may share an address, so choose the leads of the person who asks.
    """

    items: tuple[LeadShown, ...]


class ExportBody(PageBody):
    """The person's leads, and how it was checked that it is the person who asks."""

    lead_ids: LeadIds
    identity_checked: IdentityCheck


class ExportedRecord(Shown):
    """One stored record about the person, as it is stored; what was delivered as text.

    `other` is a kind that only a newer release knows.
    """

    lead_id: str
    kind: RecordKind
    record: dict[str, JsonValue]


class ErasureBody(RequestModel):
    """The person's leads, and how it was checked that it is the person who asks."""

    lead_ids: LeadIds
    identity_checked: IdentityCheck


class ErasureShown(Shown):
    """An erasure, and how far it is: `erased` of its leads are erased with all that belongs to them.

    Leads that one of them was merged with are added to `lead_ids` when they are found. `by` is a member's id, or
    `sweep` after a restore (`reason`) and where leads were inactive for too long (`retention`).
    """

    erasure_id: str
    at: AwareDatetime
    by: str
    reason: Reason = "request"
    identity_checked: IdentityCheck | None = None
    lead_ids: tuple[str, ...]
    status: Literal["running", "done"]
    erased: int
    finished_at: AwareDatetime | None = None

    @classmethod
    def of(cls, erasure: Erasure) -> "ErasureShown":
        """Return the erasure as it is shown."""
        return cls(
            **erasure.model_dump(
                include={"erasure_id", "at", "by", "reason", "identity_checked", "lead_ids", "finished_at"}
            ),
            status="done" if erasure.finished_at else "running",
            erased=erasure.done,
        )


class RetentionQuery(PageQuery):
    """A setting to try, and the page."""

    leads_months: Annotated[int, Field(ge=1, le=MAX_MONTHS)] | None = Field(
        None, description="Months after the last activity; the team's setting unless sent."
    )


class InactiveLead(Shown):
    """A lead that nobody was active on, and when it is erased at the earliest if that stays so."""

    lead: LeadShown
    last_activity_at: AwareDatetime
    erased_from: AwareDatetime


class AnnouncementShown(Shown):
    """An announcement: so many leads, and from when on they are erased."""

    at: AwareDatetime
    leads: int
    erased_from: AwareDatetime


class RetentionPreview(Page[InactiveLead]):
    """The leads that will be erased within three weeks, and what of that was announced.

    Without `leads_months` all leads are kept. `count` is on the first page, and may count leads on
    which only release 0.1 recorded something since; with `more` there are more than were counted.
    """

    leads_months: int | None = None
    count: int | None = None
    more: bool
    announcements: tuple[AnnouncementShown, ...]
