"""Pages of a lead's history: its older entries, which would make the lead too large."""

from shared.domain.kernel.event import Event
from shared.domain.kernel.record import LeadId, Value


class HistoryPage(Value):
    """A page of older entries of a lead's history, oldest first."""

    lead_id: LeadId
    number: int
    events: tuple[Event, ...]
