"""The table's map: where every record lives. Its indexes: `indexes`. The attributes beside keys: docs/table.md.

PK                            SK                     record
PLAN                          ROUTE#<id>             Route
PLAN                          MEMBER#<id>            Member
PLAN                          SOURCE#<id>            Source
PLAN                          TARGET#<id>            Target
PLAN                          TEMPLATE#<id>          Template
PLAN                          ROTA#<route>           Rota
PLAN                          SETTINGS               Settings
PLAN                          ORDER                  Order: the only order of routes
PLAN                          VERSION                a number: every write of the plan is guarded by it and increases it
LOGO                          LOGO                   Logo
ROUTE#<id>                    ROTATION               Rotation
LOAD                          MEMBER#<id>            Workload
LOAD                          VISIT#<id>             Visit
TALLY#<yyyy-mm>               <dd>#<member>#<route>#<source>   CounterRow; `-` where one does not apply
TALLY#<yyyy>                  MARK#<mm>              MonthRollup: marks that all of its pages exist
TALLY#<yyyy>                  PAGE#<mm>#<n>          RollupPage
LEAD#<id>                     LEAD                   Lead, with its last history entries
LEAD#<id>                     HISTORY#<n>            older history, in order
LEAD#<id>                     TRACE#<t>#<version>    Trace
LEAD#<id>                     NOTE#<t>#<id>          Note, Message or Comment: the prefix of the id says which
LEAD#<id>                     TASK#<id>              Task; the id begins with `comment_`
LEAD#<id>                     SEARCH#<n>             by what else than its first name the lead's person is found
LEAD#<id>                     RAW#<t>#<hash>         RawDelivery that made the lead, or joined it
CONTACT#<keyed hash>          LEAD                   Card
DELIVERY#<source>             <keyed hash of the event's id>    Delivery
RAW#<source>                  <the same hash>        RawDelivery that no lead was made of
IDEM#<member>#<operation>     <keyed hash of the key>           Answered, forgotten after 24 h
RATE#<member>                 <kind>#<t>             a number: requests of one kind in the window that ends then
IMPORT#<id>                   IMPORT                 Import
IMPORT#<id>                   ERRORS#<run>#<n>       ImportErrors
SIGNINS#<member>              SIGNINS                SignIns
VIEWS#<member or team>        VIEWS                  Views
ERASURE#<id>                  ERASURE                Erasure
INBOX#<member>                INBOX                  Inbox
INBOX#<member>                notification_<id>      Notification
PUSH#<member>                 <keyed hash of the endpoint>    Subscription
TICKET#<hash>                 TICKET                 LiveTicket
CONNECTIONS                   <connection>           LiveConnection
ADDRESSES                     <member>               AddressPause
CHANGES                       LEADS                  a number that increases whenever a lead changes
CHANGES                       CLOSED                 how far closed leads of earlier releases are listed by owner
CHANGES                       WAITING                how far open conversations of earlier releases are listed as now
CHANGES                       SEARCH                 how far leads of earlier releases have what they are found by
CHANGES                       AUDITS                 how far audit entries are compared with their copies
CHANGES                       RETENTION              RetentionProgress
CHANGES                       OLD_AUDITS             how far old audit entries are marked
CHANGES                       SOURCES                WatchedSources
CHANGES                       FOLLOWS#<kind>         PlanWalk
CHANGES                       TASKS                  how far tasks of earlier releases are listed for the team
CHANGES                       APART                  of which version of the plan assignees were checked
CHANGES                       QUIET                  how far conversations that are quiet for long are closed
CHANGES                       OFFERS                 how far the sweep has looked at open offers, if they are many
CHANGES                       POOL                   a number that increases whenever a lead enters or leaves the pool
OUTBOUND#<target>             delivery_<id>          OutboundDelivery
REST#<target or keyed hash>   REST                   Rest
AUDIT#<yyyy-mm>               <t>#<id>               Audit
KEPT#AUDIT#<yyyy-mm>          <t>#<id>               AuditCopy
SEEN#<lead>                   <yyyy-mm-dd>#<member>  Seen
KEPT#SEEN#<lead>              <yyyy-mm-dd>#<member>  SeenCopy
OFFERSEEN#<lead>                  <member>               OfferSeen
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

from shared.store.partitions import PartitionKey


class Key(NamedTuple):
    """A primary key."""

    pk: str
    sk: str


PK, SK, TTL, TODO, TELL = "PK", "SK", "ttl", "todo", "tell"
FOLLOW = "follow"  # `todo` of what makes waiting leads follow the plan
RAW, SEARCHED, TASKS = "RAW#", "SEARCH#", "TASK#"  # begin sort keys of what is beside a lead
PLAN, WORKLOADS, _CHANGES = PartitionKey.PLAN.of(), PartitionKey.WORKLOADS.of(), PartitionKey.CHANGES.of()
SETTINGS, ORDER, VERSION = Key(PLAN, "SETTINGS"), Key(PLAN, "ORDER"), Key(PLAN, "VERSION")
LOGO = Key(PartitionKey.LOGO.of(), "LOGO")
(
    LEADS_CHANGED, POOL_CHANGED, CLOSED_LISTED, WAITING_LISTED, SEARCH_FILLED, AUDITS_COMPARED, RETENTION,
    AUDITS_MARKED, WATCHED, TASKS_LISTED, TASKS_CHECKED, QUIET_CLOSED, OFFERS_SWEPT,
) = (
    Key(_CHANGES, n) for n in (
        "LEADS", "POOL", "CLOSED", "WAITING", "SEARCH", "AUDITS", "RETENTION", "OLD_AUDITS", "SOURCES",
        "TASKS", "APART", "QUIET", "OFFERS"))  # fmt: skip


def instant(at: datetime) -> str:
    """Return an instant as text for keys: UTC with microseconds, so that text order is time order."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def plan_walk(waiting: str) -> Key:
    """Return the key of how far the waiting leads of a kind follow the plan."""
    return Key(_CHANGES, f"FOLLOWS#{waiting.upper()}")


def route(route_id: str) -> Key:
    """Return the key of a route."""
    return Key(PLAN, f"ROUTE#{route_id}")


def member(agent_id: str) -> Key:
    """Return the key of a member."""
    return Key(PLAN, f"MEMBER#{agent_id}")


def source(source_id: str) -> Key:
    """Return the key of a source."""
    return Key(PLAN, f"SOURCE#{source_id}")


def target(target_id: str) -> Key:
    """Return the key of a target."""
    return Key(PLAN, f"TARGET#{target_id}")


def template(template_id: str) -> Key:
    """Return the key of a template."""
    return Key(PLAN, f"TEMPLATE#{template_id}")


def rota(route_id: str) -> Key:
    """Return the key of a route's rota."""
    return Key(PLAN, f"ROTA#{route_id}")


def rotation(route_id: str) -> Key:
    """Return the key of a route's rotation."""
    return Key(PartitionKey.ROTATIONS.of(route_id), "ROTATION")


def workload(agent_id: str) -> Key:
    """Return the key of a member's workload."""
    return Key(WORKLOADS, f"MEMBER#{agent_id}")


def counter_row(row: tuple[str, str, str, str]) -> Key:
    """Return the key of a counter row: day (yyyy-mm-dd), member, route and source."""
    day, *rest = row
    return Key(PartitionKey.COUNTERS.of(day[:7]), "#".join((day[8:], *rest)))


def visit(agent_id: str) -> Key:
    """Return the key of a member's last visit; it shares a partition with workloads, so one query reads both."""
    return Key(WORKLOADS, f"VISIT#{agent_id}")


def sign_ins(agent_id: str) -> Key:
    """Return the key of a member's latest sign-ins."""
    return Key(PartitionKey.SIGN_INS.of(agent_id), "SIGNINS")


def views(owner: str) -> Key:
    """Return the key of the saved views of a member, or of the team."""
    return Key(PartitionKey.VIEWS.of(owner), "VIEWS")


def rollup(month: str) -> Key:
    """Return the key of a month's (yyyy-mm) rollup."""
    return Key(PartitionKey.COUNTERS.of(month[:4]), f"MARK#{month[5:]}")


def rollup_page(month: str, number: int) -> Key:
    """Return the key of a page of a month's rollup, counted from 0."""
    return Key(PartitionKey.COUNTERS.of(month[:4]), f"PAGE#{month[5:]}#{number:04}")


def lead(lead_id: str) -> Key:
    """Return the key of a lead."""
    return Key(PartitionKey.LEADS.of(lead_id), "LEAD")


def history(lead_id: str, number: int) -> Key:
    """Return the key of a page of a lead's older history, counted from 0."""
    return Key(PartitionKey.LEADS.of(lead_id), f"HISTORY#{number:06}")


def trace(lead_id: str, at: datetime, version: int) -> Key:
    """Return the key of the trace of the routing decision on `version` of the lead."""
    return Key(PartitionKey.LEADS.of(lead_id), f"TRACE#{instant(at)}#{version:06}")


def note(lead_id: str, at: datetime, note_id: str) -> Key:
    """Return the key of an interaction, message or comment of a lead, by when it was recorded."""
    return Key(PartitionKey.LEADS.of(lead_id), f"NOTE#{instant(at)}#{note_id}")


def task(lead_id: str, comment_id: str) -> Key:
    """Return the key of a task, by the id under which it is stored."""
    return Key(PartitionKey.LEADS.of(lead_id), f"{TASKS}{comment_id}")


def search_keys(lead_id: str, number: int) -> Key:
    """Return the key of an item by which the person of a lead is found, counted from 0."""
    return Key(PartitionKey.LEADS.of(lead_id), f"{SEARCHED}{number:02}")


def inbox(agent_id: str) -> Key:
    """Return the key of a member's inbox."""
    return Key(PartitionKey.INBOXES.of(agent_id), "INBOX")


def notification(agent_id: str, notification_id: str) -> Key:
    """Return the key of a member's notification."""
    return Key(PartitionKey.INBOXES.of(agent_id), notification_id)


def subscription(agent_id: str, keyed_hash: str) -> Key:
    """Return the key of a member's push subscription."""
    return Key(PartitionKey.SUBSCRIPTIONS.of(agent_id), keyed_hash)


def live_ticket(hashed: str) -> Key:
    """Return the key of a ticket that opens a live connection, by the ticket's hash."""
    return Key(PartitionKey.TICKETS.of(hashed), "TICKET")


def live_connection(connection_id: str) -> Key:
    """Return the key of a live connection. All share one partition: whoever tells of a change reads them all."""
    return Key(PartitionKey.CONNECTIONS.of(), connection_id)


def address_pause(agent_id: str) -> Key:
    """Return the key of the pause of a member's address. All share one partition, so one query reads them."""
    return Key(PartitionKey.ADDRESSES.of(), agent_id)


def outbound(target_id: str, delivery_id: str) -> Key:
    """Return the key of an outbound delivery."""
    return Key(PartitionKey.OUTBOUND.of(target_id), delivery_id)


def rest(subject: str) -> Key:
    """Return the key of the rest of a target, or of a push subscription by its keyed hash."""
    return Key(PartitionKey.RESTS.of(subject), "REST")


def card(keyed_hash: str) -> Key:
    """Return the key of the card of an e-mail or phone."""
    return Key(PartitionKey.CARDS.of(keyed_hash), "LEAD")


def delivery(source_id: str, keyed_hash: str) -> Key:
    """Return the key of a delivery."""
    return Key(PartitionKey.DELIVERIES.of(source_id), keyed_hash)


def raw_delivery(lead_id: str, at: datetime, keyed_hash: str) -> Key:
    """Return the key of a delivery as it was received, beside its lead."""
    return Key(PartitionKey.LEADS.of(lead_id), f"{RAW}{instant(at)}#{keyed_hash}")


def raw_delivery_of_source(source_id: str, keyed_hash: str) -> Key:
    """Return the key of a delivery as it was received, while it has no lead."""
    return Key(PartitionKey.RAWS.of(source_id), keyed_hash)


def caller_rate(agent_id: str, name: str, ends: datetime) -> Key:
    """Return the key of the number of a member's requests of one kind, in the window that ends then."""
    return Key(PartitionKey.RATES.of(agent_id), f"{name}#{instant(ends)}")


def answered(agent_id: str, operation: str, keyed_hash: str) -> Key:
    """Return the key of the answer to a request with an Idempotency-Key."""
    return Key(PartitionKey.ANSWERS.of(agent_id, operation), keyed_hash)


def imported(import_id: str) -> Key:
    """Return the key of an import."""
    return Key(PartitionKey.IMPORTS.of(import_id), "IMPORT")


def import_errors_prefix(number: int) -> str:
    """Return the prefix of the sort keys of a run's row errors."""
    return f"ERRORS#{number:04}#"


def import_errors(import_id: str, number: int, start: int) -> Key:
    """Return the key of a run's row errors that begin after the first `start` rows."""
    return Key(PartitionKey.IMPORTS.of(import_id), f"{import_errors_prefix(number)}{start:06}")


def erasure(erasure_id: str) -> Key:
    """Return the key of an erasure."""
    return Key(PartitionKey.ERASURES.of(erasure_id), "ERASURE")


def audits(month: str) -> str:
    """Return the partition of a month's audit entries; `month` such as `2026-11`."""
    return PartitionKey.AUDITS.of(month)


def audit(at: datetime, audit_id: str) -> Key:
    """Return the key of an audit entry."""
    return Key(audits(f"{at:%Y-%m}"), f"{instant(at)}#{audit_id}")


def kept(pk: str) -> str:
    """Return the partition of the copies of a partition's items."""
    return PartitionKey.KEPT.of(pk)


def audit_copy(at: datetime, audit_id: str) -> Key:
    """Return the key of the copy of an audit entry."""
    return Key(kept(audits(f"{at:%Y-%m}")), audit(at, audit_id).sk)


def seen(lead_id: str, day: date, agent_id: str) -> Key:
    """Return the key of the entry that a member saw a lead's contact on a day."""
    return Key(PartitionKey.SEEN.of(lead_id), f"{day}#{agent_id}")


def seen_copy(lead_id: str, day: date, agent_id: str) -> Key:
    """Return the key of the copy of such an entry."""
    return Key(kept(PartitionKey.SEEN.of(lead_id)), seen(lead_id, day, agent_id).sk)


def offer_seen(lead_id: str, agent_id: str) -> Key:
    """Return the key of what is known of the way of an agent's latest offer of a lead."""
    return Key(PartitionKey.OFFERS_SEEN.of(lead_id), agent_id)
