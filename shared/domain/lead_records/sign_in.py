"""Define sign-ins: when a member signed in, and with what, as they are shown to the member."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from shared.domain.kernel.record import AgentId, Record, Value
from shared.domain.plan_records.session import Session

MAX_SIGN_INS = 20  # the latest of a member are kept

Browser = Literal["chrome", "edge", "firefox", "opera", "safari", "samsung", "other"]
System = Literal["android", "chromeos", "ios", "linux", "macos", "windows", "other"]

# The first part that a user agent contains counts: most browsers also name those that they are like.
_BROWSERS: tuple[tuple[str, Browser], ...] = (
    ("Edg", "edge"), ("OPR/", "opera"), ("SamsungBrowser/", "samsung"), ("Firefox/", "firefox"), ("FxiOS/", "firefox"),
    ("Chrome/", "chrome"), ("CriOS/", "chrome"), ("Safari/", "safari"),
)  # fmt: skip
_SYSTEMS: tuple[tuple[str, System], ...] = (
    ("iPhone", "ios"), ("iPad", "ios"), ("Android", "android"), ("Windows", "windows"), ("CrOS", "chromeos"),
    ("Mac OS X", "macos"), ("Linux", "linux"),
)  # fmt: skip


class SignIn(Value):
    """One sign-in: when, and the families of browser and system, which a program may make up.

    No address is kept, and nothing else of what the browser says about itself.
    """

    session_id: str | None = None
    at: AwareDatetime
    browser: Browser
    system: System

    @property
    def session(self) -> Session:
        """Return the session that it opened."""
        return Session(self.session_id, self.at)


class SignIns(Record):
    """The latest sign-ins of a member, the latest first.

    Source: docs/rules.md, "Restrictions" 6.
    """

    agent_id: AgentId
    entries: Annotated[tuple[SignIn, ...], Field(max_length=MAX_SIGN_INS)] = ()


def record_sign_in(before: SignIns | None, agent_id: AgentId, session: Session, user_agent: str) -> SignIns | None:
    """Return the sign-ins to store; None if this one is recorded already, or older than all that are kept.

    Args:
        before: as read; None if there are none yet.
        agent_id: the member.
        session: of the request's token. One that does not say when it began is not recorded.
        user_agent: what the browser calls itself.
    """
    known = before or SignIns(agent_id=agent_id)
    if session.signed_in_at is None or session in (one.session for one in known.entries):
        return None
    entry = SignIn(
        session_id=session.session_id, at=session.signed_in_at,
        browser=next((family for part, family in _BROWSERS if part in user_agent), "other"),
        system=next((family for part, family in _SYSTEMS if part in user_agent), "other"),
    )  # fmt: skip
    entries = sorted((*known.entries, entry), key=lambda one: one.at, reverse=True)[:MAX_SIGN_INS]
    return known.model_copy(update={"entries": tuple(entries)}) if entry in entries else None
