"""Compute the counters anew from a lead's history."""

from collections import Counter
from datetime import datetime, timedelta

from shared.domain.kernel.weekly_hours import DAYS
from shared.domain.lead_records.counters import TAKEN, VALUE, VALUE_TAKEN_OVER, bucket, day_of, hour_of_week
from tests.make import NIGHT

BESIDE = (
    "repeated",
    "attempted",
    "merged",
    "separated",
    "consent",
    "objection",
    "do_not_contact",
    "conversation_closed",
    "task_made",
    "task_changed",
    "task_done",
    "task_reopened",
    "task_deleted",
    "comment_edited",
    "comment_deleted",
    "edited",
    "read_again",
    "erased",
)
"""Events that leave a lead in its state."""


def recount(lead, settings, balls=(NIGHT,)):
    """Return how often the lead's history tells each count: of a row, by its name. A win that was taken back is less.

    Args:
        lead: with all of its history.
        settings: the team's.
        balls: the routes that are jump balls.
    """
    zone, found = settings.zone, Counter()
    route, asked, made_at, owner, via, received, won, again = None, set(), None, None, None, False, None, False
    last, brought = None, None  # the route that last had the lead, and to whom it brought it
    acts, judged, act_of = {}, None, None  # bulk acts: what was before, and what each counted
    before = (None, None, None)
    undone = sum(event.kind == "separated" and "out_of" in event.detail for event in lead.history)
    for event in lead.history:
        detail, kind = event.detail, event.kind

        def add(agent_id, route_id, *names, at=event.at, number=1):
            for name in names:
                found[day_of(at, zone), agent_id or "-", route_id or "-", lead.source_id or "-", name] += number

        def add_win(win, sign=1, at=event.at):
            for name, number in win[2].items():
                add(*win[:2], name, at=at, number=sign * number)

        def alone(route=route, asked=asked):
            return None if route in balls else next(iter(asked))

        if detail.get("undoes"):
            (owner, via, won, last, brought, again), counted = acts[detail["undoes"]]
            found.subtract(counted)
            asked = set()
            continue
        was, so_far = (owner, via, won, last, brought, again), found.copy()
        if not received and event.by == "route":
            add(None, detail.get("route_id"), "received", f"h{hour_of_week(event.at, zone)}")
            received = True
        elif again and event.by == "route":
            add(None, detail.get("route_id"), "re_routed")
            if act_of:
                acts[act_of][1].update(found - so_far)
        if kind not in BESIDE or "took" in detail:
            again, act_of = bool(detail.get("again")), detail.get("bulk_id")
        if event.by == "route" and "route_id" in detail and last is None:
            add(None, detail["route_id"], *timed("o", lead.created_at, event.at, settings))
        if kind == "reopened" and won:
            add_win(won, -1)
        if kind == "offered":
            route, asked, made_at = detail["route_id"], set(detail["agent_ids"]), event.at
            last, brought = route, None
        elif kind == "claimed" and detail.get("from") == "pool":
            add(event.by, None, "pool_claimed")
            owner, via = event.by, None
        elif kind == "claimed":
            add(event.by, route, "claimed", *timed("t", made_at, event.at, settings))
            add(event.by, route, *in_time(made_at, event.at, settings))
            add(None, route, *(TAKEN + other for other in asked - {event.by}))
            owner, via, asked, brought = event.by, route, set(), event.by
        elif kind == "passed":
            add(event.by, route, "passed")
            asked = asked - {event.by}
        elif kind == "expired":
            add(alone(), route, *(("withdrawn", "credited") if detail.get("excused") else ("expired",)))
            asked = set()
        elif kind == "judged":
            if detail.get("confirmed") and "route_id" in detail:
                add(detail["agent_id"], detail["route_id"], "credited")
            elif not detail.get("confirmed"):
                owner, via = None, None
        elif kind == "withdrawn" and "agent_ids" in detail:
            if not asked - set(detail["agent_ids"]):
                add(alone(), route, "withdrawn")
            asked = asked - set(detail["agent_ids"])
        elif kind == "assigned" and event.by == "route":
            add(detail["agent_id"], detail["route_id"], "assigned")
            owner, via = detail["agent_id"], detail["route_id"]
            last, brought = via, owner
        elif kind == "merged" and "into" in detail:
            before, undone = (owner, via, won), undone - 1
            if undone < 0:
                add(None, None, "merged")
        elif kind == "merged" and "took" in detail:
            owner, via = detail["agent_id"], detail.get("route_id")
            last, brought = (via, owner) if via else (last, brought)
        elif kind == "separated" and "out_of" in detail:
            owner, via, won = before
            if won:
                add_win(won)
            owner, via = (
                (owner, None) if "outcome" in detail else (owner, via) if "agent_id" in detail else (None, None)
            )
        elif kind == "separated" and "reason" in detail:
            owner, via = None, None
        elif kind in ("assigned", "handed_over", "reopened") and "agent_id" in detail:
            if kind != "reopened":
                add(detail["agent_id"], None, "hand_assigned")
            owner, via = detail["agent_id"], None
        elif kind == "closed":
            if won:
                add_win(won, -1)
            over = received and not (owner and owner == brought)
            won = (owner, last, as_won(detail.get("value"), over)) if detail["outcome"] == "won" else None
            if won:
                add_win(won)
            via = None
        elif kind == "response_missed":
            add(detail["agent_id"], via, "response_missed")
            owner, via = (owner, via) if detail.get("stays") else (None, None)
        elif kind not in BESIDE:
            owner, via = None, None
        won = None if kind == "reopened" else won
        if "bulk_id" in detail:
            counted = difference(found, so_far)
            counted.update(judged or {})
            acts[detail["bulk_id"]] = was, counted
        judged = difference(found, so_far) if kind == "judged" else None
    return found


def difference(after, before):
    """Return what was counted between, less than nothing included."""
    found = after.copy()
    found.subtract(before)
    return found


def as_won(value, over):
    """Return what a win counts, and the value of its deal; `over` says whether the lead was taken over."""
    sums = (VALUE, VALUE_TAKEN_OVER) if over else (VALUE,)
    amounts = {one + value["currency"]: value["amount"] for one in sums} if value else {}
    return {"won": 1, **({"won_taken_over": 1} if over else {}), **amounts}


def timed(letter, since, until, settings):
    """Return the names under which a duration is counted: by the clock, and in working time."""
    return [f"{letter}{bucket(until - since)}", f"{letter}w{bucket(worked(since, until, settings))}"]


def in_time(since, until, settings):
    """Return the names under which a claim within the team's target is counted."""
    target = timedelta(seconds=settings.claim_target_seconds)
    wall, working = until - since <= target, worked(since, until, settings) <= target
    return [*(["in_time"] if wall else []), *(["in_time_working"] if working else [])]


def worked(since, until, settings):
    """Return the working time between two instants, where no window passes midnight and no clock changes."""
    if not settings.working_hours:
        return until - since
    start, end, total = since.astimezone(settings.zone), until.astimezone(settings.zone), timedelta()
    day = start.date()
    while day <= end.date():
        for window in settings.working_hours:
            if DAYS[day.weekday()] in window.days:
                opens, closes = (at_wall(day, wall, settings.zone) for wall in (window.start, window.to))
                total += max(min(end, closes) - max(start, opens), timedelta())
        day += timedelta(days=1)
    return total


def at_wall(day, wall, zone):
    """Return the instant of a wall time: `24:00` is the midnight at the end of the day."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return midnight + timedelta(hours=int(wall[:2]), minutes=int(wall[3:]))
