"""Decide what of an erased lead the law asks to keep: who bought or sold, what, and when."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, JsonValue

from shared.domain.kernel.closing import DealValue
from shared.domain.kernel.contact import Contact
from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import ClosedDetail
from shared.domain.kernel.record import AgentId, LeadId, SourceId, Value, is_unset
from shared.domain.lead_records.lead import Lead
from shared.domain.privacy.retention import months_before

YEAR = timedelta(days=366)  # no year is longer, so none is deleted before its term


class KeptDeal(Value):
    """A won deal, as the law on money laundering asks to keep it: the contact, the deal, the dates; no words.

    Attributes:
        until: when it has to be deleted.
        years: for how many years it is kept from now on, at least, as a whole number.
    """

    lead_id: LeadId
    outcome: Literal["won"] = "won"
    contact: Contact
    attributes: dict[str, JsonValue]
    value: Annotated[DealValue | None, Field(exclude_if=is_unset)] = None
    owner: AgentId | None
    source_id: SourceId | None
    source_title: str
    created_at: AwareDatetime
    closed_at: AwareDatetime
    until: AwareDatetime
    years: int


def kept_deal(lead: Lead, keep_years: int | None, now: datetime, earlier: Iterable[Event] = ()) -> KeptDeal | None:
    """Return what is to be kept of a lead that is about to be erased; None if it was never won, or the time is over.

    A deal stays won if the person asked again, or if the lead was merged.

    Args:
        lead: as read, not erased yet.
        keep_years: the setting, counted from when the lead was last closed as won; None keeps nothing.
        now: UTC.
        earlier: the lead's events that are not on it any more.

    Source: docs/rules.md, "People's data" 6.
    """
    told = _last_won((*earlier, *lead.history))
    won_at = lead.last_won_at or (told[0] if told else None)
    if keep_years is None or won_at is None:
        return None
    until = months_before(won_at, -12 * keep_years)
    if until <= now:
        return None
    return KeptDeal(
        lead_id=lead.lead_id, contact=lead.contact, attributes=lead.attributes, owner=lead.owner,
        source_id=lead.source_id, source_title=lead.source_title, created_at=lead.created_at, closed_at=won_at,
        value=_value(lead, told[1] if told else None), until=until, years=-(-(until - now) // YEAR),
    )  # fmt: skip


def _value(lead: Lead, told: ClosedDetail | None) -> DealValue | None:
    """Return the value of the deal: the lead's own while it is won, else what its history tells of the last win."""
    if lead.outcome == "won" and lead.closing is not None:
        return lead.closing.value
    return told.value if told else None


def _last_won(events: Iterable[Event]) -> tuple[datetime, ClosedDetail] | None:
    """Return when and how the lead was last closed as won, as its history tells it.

    Release 0.1 did not write when on a lead that was opened again.
    """
    details = ((event.at, event.typed_detail) for event in events if event.kind == "closed")
    won = [(at, one) for at, one in details if isinstance(one, ClosedDetail) and one.outcome == "won"]
    return max(won, key=itemgetter(0), default=None)
