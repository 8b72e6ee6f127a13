"""Decide which leads are inactive for so long that they are erased, two weeks after an announcement."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import MergedDetail
from shared.domain.lead_records.activity import last_activity
from shared.domain.lead_records.erasure import Erasure
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.retention_progress import NOTICE_PERIOD, Announcement, RetentionProgress, RetentionWalk

ANNOUNCE_EVERY = timedelta(days=7)  # an announcement also covers what comes due before the next one takes effect
ERASE_EVERY = timedelta(days=1)
MOVING = ("unrouted", "offered")  # states that a clock or routing ends soon


def months_before(at: datetime, months: int) -> datetime:
    """Return the instant so many months earlier, in UTC; on the last day of a month that is shorter."""
    return _shifted(at, -months)


def is_inactive(lead: Lead, before: datetime) -> bool:
    """Return whether the lead is to be erased if it had no activity since `before`.

    A lead that was merged into another is erased together with that one.
    """
    apart = lead.erased_at is None and lead.merged_into is None and lead.state not in MOVING
    return apart and last_activity(lead) < before


def stays(lead: Lead, erasure: Erasure, months: int | None, now: datetime) -> bool:
    """Return whether the lead is not erased for its age after all, since it was active or the settings keep it longer.

    A lead that was merged goes with the other, whatever was recorded on it; it stays if it was merged since it was
    chosen itself.

    Args:
        lead: as read, not erased yet.
        erasure: that is about to erase it.
        months: the setting as it is now; None keeps all leads.
        now: UTC.

    Source: docs/rules.md, "People's data" 5.
    """
    chosen = erasure.inactive_since
    if chosen is None:
        return False
    if lead.merged_into is not None:
        return any(event.at >= chosen and _merges_into_other(event) for event in lead.history)
    return months is None or last_activity(lead) >= min(chosen, months_before(now, months))


def horizon(months: int, now: datetime) -> datetime:
    """Return since when leads must have had activity not to be in an announcement of now."""
    return months_before(now + NOTICE_PERIOD + ANNOUNCE_EVERY, months)


def valid_announcements(
    announcements: Sequence[Announcement], months: int | None, now: datetime
) -> tuple[Announcement, ...]:
    """Return the announcements that still hold: not those that announce what the settings keep by now, nor older ones.

    Args:
        announcements: the oldest first.
        months: the setting; None keeps all leads.
        now: UTC.
    """
    if months is None:
        return ()
    hold = [one for one in announcements if one.before <= horizon(months, now)]
    in_force = [one for one in hold if one.at <= now - NOTICE_PERIOD]
    return (*in_force[-1:], *(one for one in hold if one.at > now - NOTICE_PERIOD))


def announced_before(announcements: Sequence[Announcement]) -> datetime | None:
    """Return since when leads must have had activity not to be in any of these announcements; None without one."""
    return max((one.before for one in announcements), default=None)


def erasable_before(announcements: Sequence[Announcement], months: int, now: datetime) -> datetime | None:
    """Return since when leads must have had activity not to be erased now; None if nothing was announced in time.

    Source: docs/rules.md, "People's data" 5.
    """
    announced = announced_before([one for one in announcements if one.at <= now - NOTICE_PERIOD])
    return min(announced, months_before(now, months)) if announced else None


def erased_from(lead: Lead, announcements: Sequence[Announcement], months: int, now: datetime) -> datetime:
    """Return the earliest instant at which the lead is erased if nothing happens."""
    active = last_activity(lead)
    told = min((one.at for one in announcements if active < one.before), default=now)
    return max(_shifted(active, months), told + NOTICE_PERIOD)


def next_walk(progress: RetentionProgress, months: int | None, now: datetime) -> RetentionWalk | None:
    """Return the walk to go on with or to begin; None if there is none to do.

    A walk whose horizon the settings have moved back begins anew.
    """
    if months is None:
        return None
    announcements = valid_announcements(progress.announcements, months, now)
    before = erasable_before(announcements, months, now)
    walk = progress.walk
    if walk is not None:
        last_allowed = horizon(months, now) if walk.kind == "announce" else before
        if last_allowed is not None and walk.before <= last_allowed:
            return walk
    last = announcements[-1] if announcements else None
    if last is None or last.at <= now - ANNOUNCE_EVERY or last.before < months_before(now + NOTICE_PERIOD, months):
        return RetentionWalk(kind="announce", before=horizon(months, now))
    if before is None or (progress.erased_at is not None and now < progress.erased_at + ERASE_EVERY):
        return None
    return RetentionWalk(kind="erase", before=before)


def advance(
    progress: RetentionProgress, walk: RetentionWalk, months: int, now: datetime, *, found: int, more: bool
) -> RetentionProgress:
    """Return the progress after one more step of the walk, or after its end: then with its announcement.

    Args:
        progress: as read.
        walk: after the step, with its new place.
        months: the setting.
        now: UTC.
        found: how many leads the step counted.
        more: whether the walk goes on.
    """
    announcements = valid_announcements(progress.announcements, months, now)
    began = walk.kind == "erase" and (progress.walk is None or progress.walk.kind != "erase")
    erased_at = now if began else progress.erased_at
    further = walk.model_copy(update={"counted": walk.counted + found})
    if not more and walk.kind == "announce":
        announcements = (*announcements, Announcement(at=now, before=walk.before, leads=further.counted))
    return progress.model_copy(
        update={"announcements": announcements, "walk": further if more else None, "erased_at": erased_at}
    )


def _merges_into_other(event: Event) -> bool:
    return isinstance(detail := event.typed_detail, MergedDetail) and detail.into is not None


def _shifted(at: datetime, months: int) -> datetime:
    at = at.astimezone(UTC)
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))
