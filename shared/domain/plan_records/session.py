"""Define sessions: what a member's sign-in opens on one device, and how it ends before its tokens do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from shared.domain.kernel.record import Value

SESSION_LIFE = timedelta(days=30)  # after it the user pool renews no token of a session
MAX_SESSION_ID = 128


@dataclass(frozen=True, slots=True)
class Session:
    """The session that a token belongs to, as the token says.

    Attributes:
        session_id: the same in all tokens that one sign-in led to; None if the token names none.
        signed_in_at: when the member signed in, in whole seconds, rounded down; None if the token does not say.
    """

    session_id: str | None = None
    signed_in_at: datetime | None = None


class EndedSession(Value):
    """A session that its member ended by signing out. After `until` it has no valid token left."""

    session_id: Annotated[str, StringConstraints(min_length=1, max_length=MAX_SESSION_ID)]
    until: AwareDatetime
