"""Issue tickets for live connections: browsers send no token when they open one."""

from collections.abc import Callable

from pydantic import Field

from shared.domain.kernel.rates import LIVE_TICKETS
from shared.domain.notifications.live import issue_ticket
from shared.store.caller_rates import CallerRate
from shared.store.live import ticket_hash
from shared.store.plans import Plans
from shared.store.table import Table, put
from shared.web import auth
from shared.web.request import Request
from shared.web.schemas import Shown


class LiveTicketShown(Shown):
    """A ticket that opens one live connection, once."""

    ticket: str = Field(description="Append it to the connection's address: `?ticket=…`.")
    valid_seconds: int = Field(description="How long the ticket may be used.")
    open_seconds: int = Field(description="How long a connection that it opens gets hints; then open another.")


class LiveTickets:
    """The operation that issues tickets."""

    def __init__(self, table: Table, plans: Plans, new_secret: Callable[[], str]) -> None:
        self._table, self._plans, self._new_secret = table, plans, new_secret

    def issue_live_ticket(self, request: Request) -> LiveTicketShown:
        """Return a ticket that opens one live connection within a minute, for the session and page that ask."""
        me, text = auth.caller(request, self._plans.current()), self._new_secret()
        origin = request.headers.get("origin")
        one = issue_ticket(ticket_hash(text), me, request.session, origin, request.token_until, request.now)
        CallerRate(self._table, LIVE_TICKETS, me, request.now).commit([put(one)])
        valid, opened = one.until - request.now, one.open_until - request.now
        return LiveTicketShown(
            ticket=text,
            valid_seconds=int(valid.total_seconds()),
            open_seconds=max(0, int(opened.total_seconds())),
        )
