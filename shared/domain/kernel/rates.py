"""How often one member may ask: for anything, and for what tries things out or costs others. All rates are here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests of one kind by one caller, in each window of time.

    Attributes:
        name: names the kind, in keys of the table.
        most: requests in one window.
        window: its length; windows begin at the epoch, so that no two of them overlap.
        everybody: whether it holds for every member; by default only for Agents.
    """

    name: str
    most: int
    window: timedelta
    everybody: bool = False

    def ends(self, now: datetime) -> datetime:
        """Return when the window that `now` is in ends."""
        seconds = int(self.window.total_seconds())
        return datetime.fromtimestamp((int(now.timestamp()) // seconds + 1) * seconds, UTC)


# For Agents: Managers and the Rainmaker see every lead in full, and so have nothing to try out.
ENTRIES_BY_HAND = Rate("entry", 60, timedelta(hours=1))
SEARCHES = Rate("search", 120, timedelta(minutes=1))
# For everybody: each may keep a sender waiting for up to ten strangers' servers.
TEST_PUSHES = Rate("push_test", 10, timedelta(hours=1), everybody=True)

# For everybody: each is a write, and may become a connection. A console that cannot stay connected asks far less.
LIVE_TICKETS = Rate("live_ticket", 120, timedelta(hours=1), everybody=True)

# For each calendar feed: programs read it about every hour, on each device of whoever looks.
CALENDARS = Rate("calendar", 120, timedelta(hours=1), everybody=True)

# For everybody: what a program with one token may take of what the whole team shares.
REQUESTS = Rate("request", 6_000, timedelta(minutes=1), everybody=True)

RATES = (ENTRIES_BY_HAND, SEARCHES, TEST_PUSHES, LIVE_TICKETS, CALENDARS, REQUESTS)
