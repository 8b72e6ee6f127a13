"""The table's map: where every record lives, and what the indexes hold.

PK                            SK                     record
PLAN                          ROUTE#<id>             Route
PLAN                          MEMBER#<id>            Member
PLAN                          SOURCE#<id>            Source
PLAN                          TARGET#<id>            Target
PLAN                          SETTINGS               Settings
PLAN                          ORDER                  Order: the only order of routes
PLAN                          VERSION                a number: every plan write is guarded by it and moves it
ROUTE#<id>                    ROTATION               Rotation
LOAD                          MEMBER#<id>            Workload
LOAD                          VISIT#<id>             Visit
TALLY#<yyyy-mm>               <dd>#<member>#<route>#<source>   CounterRow; `-` where one does not apply
TALLY#<yyyy>                  MARK#<mm>              MonthRollup: its pages are all there
TALLY#<yyyy>                  PAGE#<mm>#<n>          RollupPage
LEAD#<id>                     LEAD                   Lead, with its last history entries
LEAD#<id>                     HISTORY#<n>            older history entries, in order
LEAD#<id>                     TRACE#<t>#<version>    Trace
LEAD#<id>                     NOTE#<t>#<id>          Note, Message or Comment, as its id tells
LEAD#<id>                     TASK#<comment>         Task
CONTACT#<keyed hash>          LEAD                   Card
DELIVERY#<source>             <keyed hash of the event's id>    Delivery
IDEM#<member>#<operation>     <keyed hash of the key>           Answered, forgotten after 24 h
IMPORT#<id>                   IMPORT                 Import
IMPORT#<id>                   ERRORS#<run>#<n>       ImportErrors
INBOX#<member>                INBOX                  Inbox
INBOX#<member>                notification_<id>      Notification
PUSH#<member>                 <keyed hash of the endpoint>    Subscription
CHANGES                       LEADS                  a number that moves with every lead
CHANGES                       POOL                   a number that moves with what comes into the pool, and leaves it
OUTBOUND#<target>             delivery_<id>          OutboundDelivery
AUDIT#<yyyy-mm>               <t>#<id>               Audit

Indexes (partition attribute, sort attribute; keys only unless said):
queue         queue_pk = the lead's state    queue_sk: UNROUTED <since> · OFFERED <member or *>#<deadline>
                                             · OWNED <member>#<since> · POOLED <since> · CLOSED <since>
              TASKS#<member> <due>#<lead>#<comment> · DONE#<member> <done at>#<lead>#<comment>
              NEW#<member>#<epoch> <notification>
all           all_pk = LEADS#<yyyy-mm>, DELIVERIES#<source>, OUTBOUND#<target>    all_sk = time and id; written once
name          name_pk = first letter of the folded name         name_sk = folded name and id
conversation  conv_pk = OPEN                 conv_sk = <opened at>#<lead>; includes conv_owner, waiting_since
due           due_pk = the kind of work      due_sk: RESPONSE <due>#<id> · HELD <routes at>#<created at>#<id>
                                             · FETCH <due>#<source>#<hash>: deliveries that wait for their details
                                             · IMPORT <due>#<id>: imports under way
                                             · TASK <due>#<lead>#<comment>: open tasks nobody was told of
                                             · OUTBOUND <due>#<target>#<delivery>: what is tried again

Other attributes: `v` the record's version, `body` its fields as JSON, `ttl` when it is forgotten,
`todo` what `route` shall do, `tell` what `notify` will tell, `stop_clock` the clock to be stopped.
Loads and tallies are flat attributes, because they are added to.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple


class Key(NamedTuple):
    """A primary key."""

    pk: str
    sk: str


class Index(NamedTuple):
    """A secondary index: its name and key attributes, and what it includes beyond keys."""

    name: str
    pk: str
    sk: str
    includes: tuple[str, ...] = ()


PK, SK, TTL, TODO, TELL = "PK", "SK", "ttl", "todo", "tell"
QUEUE = Index("queue", "queue_pk", "queue_sk")
ALL = Index("all", "all_pk", "all_sk")
NAME = Index("name", "name_pk", "name_sk")
CONVERSATION = Index("conversation", "conv_pk", "conv_sk", ("conv_owner", "waiting_since"))
DUE = Index("due", "due_pk", "due_sk")
INDEXES = (QUEUE, ALL, NAME, CONVERSATION, DUE)

RESPONSE, HELD, FETCH, IMPORT = "RESPONSE", "HELD", "FETCH", "IMPORT"  # partitions of DUE
TASK, OUTBOUND = "TASK", "OUTBOUND"  # likewise
OPEN = "OPEN"  # the partition of CONVERSATION

PLAN, LOADS = "PLAN", "LOAD"
SETTINGS = Key(PLAN, "SETTINGS")
ORDER = Key(PLAN, "ORDER")
VERSION = Key(PLAN, "VERSION")
LEADS_CHANGED = Key("CHANGES", "LEADS")
POOL_CHANGED = Key("CHANGES", "POOL")


def past(at: datetime) -> str:
    """The last sort key of what is due by `at`, in an index by instant."""
    return f"{instant(at)}#~"


def instant(at: datetime) -> str:
    """An instant as keys hold it: UTC, microseconds, sorting as time does."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def route(route_id: str) -> Key:
    """A route of the plan."""
    return Key(PLAN, f"ROUTE#{route_id}")


def member(agent_id: str) -> Key:
    """A member of the plan."""
    return Key(PLAN, f"MEMBER#{agent_id}")


def source(source_id: str) -> Key:
    """A source of the plan."""
    return Key(PLAN, f"SOURCE#{source_id}")


def target(target_id: str) -> Key:
    """A target of the plan."""
    return Key(PLAN, f"TARGET#{target_id}")


def rotation(route_id: str) -> Key:
    """Whose turn it is on a route."""
    return Key(f"ROUTE#{route_id}", "ROTATION")


def load(agent_id: str) -> Key:
    """A member's counts."""
    return Key(LOADS, f"MEMBER#{agent_id}")


def tally(row: tuple[str, str, str, str]) -> Key:
    """A row of counts: its day (yyyy-mm-dd), member, route and source."""
    day, *rest = row
    return Key(f"TALLY#{day[:7]}", "#".join((day[8:], *rest)))


def visit(agent_id: str) -> Key:
    """When a member was here last: beside their counts, to be read with those of all."""
    return Key(LOADS, f"VISIT#{agent_id}")


def folded(month: str) -> Key:
    """The mark that a month's counts (yyyy-mm) are folded."""
    return Key(f"TALLY#{month[:4]}", f"MARK#{month[5:]}")


def folded_page(month: str, number: int) -> Key:
    """A page of a month's folded counts, from 0."""
    return Key(f"TALLY#{month[:4]}", f"PAGE#{month[5:]}#{number:04}")


def lead(lead_id: str) -> Key:
    """A lead."""
    return Key(f"LEAD#{lead_id}", "LEAD")


def history(lead_id: str, number: int) -> Key:
    """A page of a lead's older history, counted from 0."""
    return Key(f"LEAD#{lead_id}", f"HISTORY#{number:06}")


def trace(lead_id: str, at: datetime, version: int) -> Key:
    """The trace of the decision that was taken on `version` of the lead."""
    return Key(f"LEAD#{lead_id}", f"TRACE#{instant(at)}#{version:06}")


def note(lead_id: str, at: datetime, note_id: str) -> Key:
    """What was recorded beside a lead, by when it was recorded: an interaction, a message, a comment."""
    return Key(f"LEAD#{lead_id}", f"NOTE#{instant(at)}#{note_id}")


def task(lead_id: str, comment_id: str) -> Key:
    """The task that came with a comment."""
    return Key(f"LEAD#{lead_id}", f"TASK#{comment_id}")


def tasks(agent_id: str) -> str:
    """The partition of a member's open tasks in the index `queue`, by when they are due."""
    return f"TASKS#{agent_id}"


def done(agent_id: str) -> str:
    """The partition of the tasks that a member had and that are done, in the index `queue`, by when they were."""
    return f"DONE#{agent_id}"


def inbox(agent_id: str) -> Key:
    """A member's notification centre as a whole."""
    return Key(f"INBOX#{agent_id}", "INBOX")


def notice(agent_id: str, notification_id: str) -> Key:
    """One notice of a member."""
    return Key(f"INBOX#{agent_id}", notification_id)


def subscription(agent_id: str, keyed_hash: str) -> Key:
    """One browser of a member that may be pushed to."""
    return Key(f"PUSH#{agent_id}", keyed_hash)


def new(agent_id: str, epoch: int) -> str:
    """The partition of a member's new notices in the index `queue`."""
    return f"NEW#{agent_id}#{epoch}"


def outbound(target_id: str, delivery_id: str) -> Key:
    """One event on its way to a target."""
    return Key(f"OUTBOUND#{target_id}", delivery_id)


def outbounds(target_id: str) -> str:
    """The partition of a target's outbound deliveries in the index `all`, by when the event was."""
    return f"OUTBOUND#{target_id}"


def card(keyed_hash: str) -> Key:
    """The leads of an e-mail or phone."""
    return Key(f"CONTACT#{keyed_hash}", "LEAD")


def delivery(source_id: str, keyed_hash: str) -> Key:
    """One provider event."""
    return Key(f"DELIVERY#{source_id}", keyed_hash)


def deliveries(source_id: str) -> str:
    """The partition of a source's deliveries in the index `all`, by time."""
    return f"DELIVERIES#{source_id}"


def answered(agent_id: str, operation: str, keyed_hash: str) -> Key:
    """What a request with an Idempotency-Key was answered."""
    return Key(f"IDEM#{agent_id}#{operation}", keyed_hash)


def imported(import_id: str) -> Key:
    """An import."""
    return Key(f"IMPORT#{import_id}", "IMPORT")


def run(number: int) -> str:
    """What the sort keys of a run's mistakes begin with."""
    return f"ERRORS#{number:04}#"


def mistakes(import_id: str, number: int, start: int) -> Key:
    """The mistakes of a run's rows, from behind the first `start`."""
    return Key(f"IMPORT#{import_id}", f"{run(number)}{start:06}")


def audits(month: str) -> str:
    """The partition of a month's changes, such as `2026-11`."""
    return f"AUDIT#{month}"


def audit(at: datetime, audit_id: str) -> Key:
    """One change, by month."""
    return Key(audits(f"{at:%Y-%m}"), f"{instant(at)}#{audit_id}")
