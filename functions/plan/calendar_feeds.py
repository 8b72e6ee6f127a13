"""Operations on the caller's own calendar feed: make, renew and end it."""

from collections.abc import Callable

from pydantic import AwareDatetime, Field

from functions.plan.plan_session import PlanSession
from shared.domain.planning.calendar_feeds import end_calendar_feed, renew_calendar_feed
from shared.web.request import Request
from shared.web.schemas import Shown


class CalendarFeedShown(Shown):
    """A calendar feed that was just made: whoever has the address can read it."""

    path: str = Field(description="Where calendar programs read it, below the API's address. It is shown only once.")
    made_at: AwareDatetime


class CalendarFeeds:
    """Operations on the caller's calendar feed. `GET /me` tells whether there is one."""

    def __init__(self, session: PlanSession, new_secret: Callable[[], str]) -> None:
        self._session, self._new_secret = session, new_secret

    def renew_calendar(self, request: Request) -> CalendarFeedShown:
        """Make the caller's calendar feed and show its address, once; an address made before ends."""
        token = self._new_secret()
        self._session.change(request, lambda plan, stamp: renew_calendar_feed(plan, stamp.by, token, stamp))
        return CalendarFeedShown(path=f"/calendars/{token}.ics", made_at=request.now)

    def end_calendar(self, request: Request) -> None:
        """End the caller's calendar feed: its address is unknown from now on."""
        self._session.change(request, lambda plan, stamp: end_calendar_feed(plan, stamp.by, stamp))
