"""The notifications of a member, and the inbox that holds them.

What becomes a notification, and for whom, is decided in `notifications`.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, JsonValue

from shared.domain.kernel.record import AgentId, LeadId, NotificationId, Record, Value, is_unset

NotificationKind = Literal[
    "offer", "offer_missed", "offer_withdrawn", "lead_assigned", "lead_merged", "leads_received", "asked_again",
    "message", "response_due", "response_missed", "mention", "task_assigned", "task_due", "task_overdue", "task_done",
    "pooled", "pooled_long", "attention",
    "possible_duplicate", "attempted", "route_switched", "limit_reached", "target_disabled",
    "sensitive_act", "erasure_due", "source_silent", "source_failing", "to_read", "doubted", "reminded",
    "address_paused",
]  # fmt: skip
# Each reports that something of the member's is over: it is sent even if the member may not see the lead any more.
LOSSES: frozenset[NotificationKind] = frozenset({"offer_missed", "offer_withdrawn", "response_missed"})
MAX_LEADS = 20  # named by one notification
# taken: another agent claimed it. Of messages, and of a response that is owed: answered, or over for another reason.
OfferEnd = Literal["claimed", "taken", "passed", "expired", "withdrawn", "answered", "over"]


class Notification(Record):
    """One notification of a member. Events of one kind within a minute share one.

    Attributes:
        notification_id: derived from the member, the kind and the minute, so the same event always reaches the same
            notification; sorts by time.
        lead_ids: the leads it is about, the latest last, at most 20.
        count: the number of events in it.
        detail: what a client needs to word it and to link to its place; ids, instants and codes only.
        seen: marks of the events counted so far, so that an event delivered twice counts once.
        over: the marks of those whose subject is over; once all are, it is archived.
        epoch: the inbox's epoch when it arrived or was unarchived. It is new while that is still the inbox's epoch.
        archived: whether it was archived on its own, rather than with all others.
        ended: of an offer, of messages or of a response that is owed: how that ended for this member; it was then
            archived. None while it is open.

    Source: docs/rules.md, "Supervision" 5.
    """

    notification_id: NotificationId
    agent_id: AgentId
    kind: NotificationKind
    at: AwareDatetime
    lead_ids: Annotated[tuple[LeadId, ...], Field(max_length=MAX_LEADS)] = ()
    count: Annotated[int, Field(ge=1)] = 1
    detail: dict[str, JsonValue] = {}
    seen: tuple[str, ...] = ()
    over: Annotated[tuple[str, ...], Field(exclude_if=is_unset)] = ()
    epoch: int = 0
    archived: bool = False
    ended: OfferEnd | None = None
    forget_at: AwareDatetime


class LastPush(Value):
    """The last push of a lead to a member: when it went out, or will, and the mark of its event."""

    at: AwareDatetime
    mark: str


class Inbox(Record):
    """A member's notification centre as a whole.

    `unread` counts the new notifications, without those that were snoozed and came back: these are in `snoozed`, which
    maps each snoozed notification to when it comes back, until it is archived or made new by hand. Archiving all of
    them raises `epoch`: those of an older epoch are archived. `counter` increases with every change to what the member
    sees; clients poll it. `limits` maps each limit of the member, and what else is told once a period, to the period in
    which they were last notified of it. `pushed` holds the last push of each lead of the latest minutes, and `mailed`
    the mail of each lead that waits for the end of quiet hours. Every write
    raises `version`, except one that only raises `counter`.

    Source: docs/rules.md, "Supervision" 5.
    """

    agent_id: AgentId
    unread: int = 0
    epoch: int = 0
    counter: int = 0
    limits: dict[str, str] = {}
    snoozed: Annotated[dict[NotificationId, AwareDatetime], Field(exclude_if=is_unset)] = {}
    mailed: Annotated[dict[LeadId, LastPush], Field(exclude_if=is_unset)] = {}
    pushed: Annotated[dict[LeadId, LastPush], Field(exclude_if=is_unset)] = {}
