"""Define who saw which lead's contact, by day."""

import datetime as dt

from pydantic import AwareDatetime

from shared.domain.kernel.record import AgentId, LeadId, Record

WAITS = dt.timedelta(days=7)  # far longer than the stream takes to bring it
KEPT = dt.timedelta(days=2 * 365)


class Seen(Record):
    """A member saw a lead's contact in full, for the first time on this day of the team's. It holds ids only.

    Source: docs/rules.md, "Restrictions" 4.
    """

    agent_id: AgentId
    lead_id: LeadId
    day: dt.date
    at: AwareDatetime

    @property
    def forget_at(self) -> dt.datetime:
        """Return when the table may delete it."""
        return self.at + WAITS


class SeenCopy(Seen):
    """The copy of such an entry, which no function that serves requests may write: this is what is shown."""

    @property
    def forget_at(self) -> dt.datetime:
        """Return when the table may delete it."""
        return self.at + KEPT
