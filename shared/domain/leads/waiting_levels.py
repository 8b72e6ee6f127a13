"""Decide how urgent an open conversation is: by how long the person waits, and for how long it has been open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from shared.domain.kernel.hours import subtract_time
from shared.domain.lead_records.conversation import Conversation
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings
from shared.domain.routing.availability import ANYWHERE

Level = Literal["ok", "warn", "attention"]


@dataclass(frozen=True, slots=True)
class WaitingLimits:
    """The instants before which what is waited for since has waited too long.

    Attributes:
        warn: a person who waits since then, or longer, and an owner who has done nothing since then, or longer.
        attention: a conversation that has been open since then, or longer.
    """

    warn: datetime
    attention: datetime

    @classmethod
    def of(cls, settings: Settings, now: datetime) -> WaitingLimits:
        """Return the limits by the team's settings, and by its working time if it chose that.

        Source: docs/rules.md, "Supervision" 1.
        """
        return cls(
            warn=passed_since(settings.warn_after_seconds, settings, now),
            attention=passed_since(settings.attention_after_seconds, settings, now),
        )

    def level(self, talk: Conversation) -> Level:
        """Return how urgent the conversation is."""
        if talk.opened_at <= self.attention:
            return "attention"
        return "warn" if talk.waiting_since and talk.waiting_since <= self.warn else "ok"

    def is_unactioned(self, idle_since: datetime | None) -> bool:
        """Return whether an owner has left a lead alone for too long since they got it."""
        return idle_since is not None and idle_since <= self.warn


def waits_too_long(talk: Conversation | None, settings: Settings, now: datetime) -> bool:
    """Return whether the person waits for an answer for longer than the team allows.

    Source: docs/rules.md, "Supervision" 1.
    """
    if talk is None or talk.waiting_since is None:
        return False
    return talk.waiting_since <= passed_since(settings.warn_after_seconds, settings, now)


def passed_since(seconds: float, settings: Settings, now: datetime) -> datetime:
    """Return the latest instant since which so many seconds have passed, by the clock that the team chose for waiting.

    Source: docs/rules.md, "Supervision" 1.
    """
    if settings.waiting_clock == "always":
        return now - timedelta(seconds=seconds)
    return subtract_time(settings.working_time.intervals, now, seconds)


def is_away(member: Member, now: datetime) -> bool:
    """Return whether a member is not there at all now: paused everywhere, by whichever side.

    Source: docs/rules.md, "Supervision" 1.
    """
    return any(pause.covers(ANYWHERE, now) for pause in member.all_pauses)
