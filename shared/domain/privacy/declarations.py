"""Declare what personal data every kind of stored thing holds, how it is exported and erased, and how long it is kept.

Tests find the kinds in the code and in the stack: one without a declaration fails them. docs/privacy.md shows these
tables, and a test plants sentinels in everything that is declared to hold a contact's data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Whose = Literal["contact", "member", "nobody"]

SHELL = "blanked: ids, states, codes and instants stay"
DELETED = "deleted"
IDS = "nothing to erase: ids, codes, instants and counts"
WITH_MEMBER = "not with a contact; a removed member's stays"
AUDITS = "as long as the team, or as the settings say"
WHILE_LEAD = "as long as the lead"
LEADS = "24 months after the last activity, or as the settings say; the shell as long as the team"


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """Declare one kind of stored thing.

    Attributes:
        kind: the record's class, or what it is called.
        place: the function or constant of `shared/store/keys.py` that makes its key; the index; or the construct of the
            stack that holds it.
        whose: whose personal data it holds.
        holds: which personal data.
        exported: how `POST /contacts/export` gives it.
        erased: what an erasure does with it.
        kept: how long it is kept if nobody erases it.
    """

    kind: str
    place: str
    whose: Whose
    holds: str
    exported: str = "no"
    erased: str = IDS
    kept: str


def _plan(kind: str, place: str, holds: str = "none", whose: Whose = "nobody") -> Declaration:
    erased = IDS if whose == "nobody" else WITH_MEMBER
    return Declaration(kind=kind, place=place, whose=whose, holds=holds, erased=erased, kept="as long as the team")


RECORDS = (
    _plan("Route", "route"),
    _plan("Member", "member", "name, e-mail, phone, hours, pauses and absences with their reasons", "member"),
    _plan("Source", "source"),
    _plan("Target", "target"),
    _plan("Template", "template"),
    _plan("Rota", "rota", "when a member is on shift", "member"),
    _plan("Settings", "SETTINGS"),
    _plan("Logo", "LOGO"),
    _plan("Order", "ORDER"),
    _plan("the plan's version", "VERSION"),
    _plan("Rotation", "rotation"),
    _plan("Workload", "workload", "counts of what a member carries and received", "member"),
    _plan("Visit", "visit", "when a member was here last", "member"),
    _plan("SignIns", "sign_ins", "when a member signed in, and the families of browser and system", "member"),
    _plan("Views", "views", "how a member named and chose what they look at in the list of leads", "member"),
    _plan("CounterRow", "counter_row", "counts of a day by member", "member"),
    _plan("MonthRollup", "rollup"),
    _plan("RollupPage", "rollup_page", "counts of a month by member", "member"),
    Declaration(
        kind="Lead", place="lead", whose="contact", exported="yes", erased=SHELL, kept=LEADS,
        holds="name, e-mails, phones, attributes, message, consents, do not contact, notes in the history",
    ),
    Declaration(
        kind="HistoryPage", place="history", whose="contact", exported="yes", erased=SHELL, kept=WHILE_LEAD,
        holds="repeated inquiries, notes and reasons",
    ),
    Declaration(
        kind="Trace", place="trace", whose="contact", erased=DELETED, kept=WHILE_LEAD,
        holds="attributes that conditions read", exported="no: they stand in the lead; the rest is about members",
    ),
    Declaration(
        kind="Note", place="note", whose="contact", exported="yes", erased=DELETED, kept=WHILE_LEAD,
        holds="what a member wrote about a call or a visit, and ids of its photos",
    ),
    Declaration(
        kind="Message", place="note", whose="contact", exported="yes", erased=DELETED, kept=WHILE_LEAD,
        holds="what the person and the team wrote to each other",
    ),
    Declaration(
        kind="Comment", place="note", whose="contact", exported="yes", erased=DELETED, kept=WHILE_LEAD,
        holds="what members wrote about the person, and before they edited it",
    ),
    Declaration(
        kind="Task", place="task", whose="contact", exported="yes", erased=DELETED, kept=WHILE_LEAD,
        holds="what is to be done for the person, and when",
    ),
    Declaration(
        kind="search keys", place="search_keys", whose="contact", erased=DELETED, kept=WHILE_LEAD,
        holds="words of the name, folded; keyed hashes of beginnings of e-mails and of ends of phones",
        exported="no: name and addresses stand in the lead",
    ),
    Declaration(
        kind="Card", place="card", whose="contact", kept=f"{WHILE_LEAD}; an objection until it is withdrawn",
        holds="the keyed hash of an e-mail or a phone, its leads, and what its person objects to",
        exported="no: the addresses stand in the lead",
        erased="the lead is taken off; deleted with its last lead, unless the person objects",
    ),
    Declaration(
        kind="Delivery", place="delivery", whose="nobody",
        holds="none once it made a lead: the keyed hash of its id, and the lead's id; until then the provider's id",
        kept="for ever, so that no event makes a second lead; if it made none 90 days, or as the settings say",
    ),
    Declaration(
        kind="RawDelivery", place="raw_delivery", whose="contact", exported="yes", erased=DELETED,
        kept="90 days, or as the settings say", holds="what a provider delivered about a lead, as it was received",
    ),
    Declaration(
        kind="RawDelivery", place="raw_delivery_of_source", whose="contact", kept="90 days, or as the settings say",
        holds="what a provider delivered and no lead was made of, as it was received; "
              "of a mail to read its sender, subject and beginning",
        exported="no: nobody knows yet whom it is about", erased="moved beside its lead once one is made of it",
    ),
    Declaration(kind="Answered", place="answered", whose="nobody", holds="keyed hashes", kept="24 hours"),
    Declaration(kind="Import", place="imported", whose="nobody", holds="names of columns",
                kept="90 days, or as the settings say"),
    Declaration(kind="ImportErrors", place="import_errors", whose="nobody", holds="none: rows and fields",
                kept="90 days, or as the settings say"),
    Declaration(kind="Inbox", place="inbox", whose="member", holds="counts", erased=WITH_MEMBER,
                kept="as long as the team"),
    Declaration(kind="Notification", place="notification", whose="nobody", holds="none: ids of leads", kept="90 days"),
    Declaration(kind="Subscription", place="subscription", whose="member", holds="the address of a browser",
                erased=WITH_MEMBER, kept="until the browser or the member ends it"),
    Declaration(kind="LiveTicket", place="live_ticket", whose="member", erased=WITH_MEMBER,
                holds="that a member's console wants to be told", kept="until it is used, at most a minute"),
    Declaration(kind="LiveConnection", place="live_connection", whose="member", holds="that a member's console is open",
                erased=WITH_MEMBER, kept="until it is closed, at most two hours"),
    Declaration(kind="AddressPause", place="address_pause", whose="member", erased=WITH_MEMBER,
                holds="since when and why no mail goes to a member's address: ids and instants only",
                kept="as long as the team"),
    Declaration(kind="the counter of leads", place="LEADS_CHANGED", whose="nobody", holds="none",
                kept="as long as the team"),
    Declaration(kind="the counter of the pool", place="POOL_CHANGED", whose="nobody", holds="none",
                kept="as long as the team"),
    Declaration(kind="how far leads are searchable", place="SEARCH_FILLED", whose="nobody", holds="none",
                kept="as long as the team"),
    Declaration(kind="how far open conversations are listed", place="WAITING_LISTED", whose="nobody", holds="none",
                kept="as long as the team"),
    Declaration(kind="how far closed leads are listed", place="CLOSED_LISTED", whose="nobody", holds="none",
                kept="as long as the team"),
    Declaration(kind="how far tasks are listed", place="TASKS_LISTED", whose="nobody", holds="none",
                kept="as long as the team"),
    Declaration(kind="how far assignees are checked", place="TASKS_CHECKED", whose="nobody", holds="none",
                kept="as long as the team"),
    Declaration(kind="how far quiet conversations are closed", place="QUIET_CLOSED", whose="nobody", holds="none",
                kept="as long as the team"),
    Declaration(kind="how far open offers are looked at", place="OFFERS_SWEPT", whose="nobody",
                holds="none: the place of an offer by its agent, instant and lead",
                kept="as long as the team"),
    Declaration(kind="how far audit entries are compared", place="AUDITS_COMPARED", whose="nobody", holds="none",
                kept="as long as the team"),
    Declaration(kind="RetentionProgress", place="RETENTION", whose="nobody", holds="none: instants and counts",
                kept="as long as the team"),
    Declaration(kind="PlanWalk", place="plan_walk", whose="nobody", kept="as long as the team",
                holds="none: versions, and the place of a lead by its id and instant"),
    Declaration(kind="WatchedSources", place="WATCHED", whose="nobody", kept="as long as the team",
                holds="none: ids of sources, instants and hours"),
    Declaration(kind="how far old audit entries are marked", place="AUDITS_MARKED", whose="nobody", holds="none",
                kept="as long as the team"),
    Declaration(kind="a member's rate of requests", place="caller_rate", whose="nobody", holds="none: a count",
                kept="until its window ends"),
    Declaration(kind="OutboundDelivery", place="outbound", whose="nobody", kept="30 days",
                holds="none: the lead is read when it is sent"),
    Declaration(kind="Rest", place="rest", whose="nobody", kept="a day after it",
                holds="none: the id of a target, or the keyed hash of a browser's address"),
    Declaration(kind="Erasure", place="erasure", whose="nobody", kept="3 years, as proof",
                holds="ids of leads, who asked for it, how identity was checked"),
    Declaration(
        kind="Audit", place="audit", whose="member", erased=WITH_MEMBER, kept=AUDITS,
        holds="ids of leads; of members also names and e-mails before and after a change",
    ),
    Declaration(
        kind="AuditCopy", place="audit_copy", whose="member", erased=WITH_MEMBER, kept=AUDITS,
        holds="what the audit entry holds",
    ),
    Declaration(
        kind="OfferSeen", place="offer_seen", whose="member", erased=WITH_MEMBER, kept="1 year",
        holds="when an offer reached a member, and when they saw it: ids and instants only",
    ),
    Declaration(
        kind="Seen", place="seen", whose="member", erased=WITH_MEMBER, kept="7 days",
        holds="that a member saw a lead's contact on a day: ids only",
    ),
    Declaration(
        kind="SeenCopy", place="seen_copy", whose="member", erased=WITH_MEMBER, kept="2 years",
        holds="that a member saw a lead's contact on a day: ids only",
    ),
)  # fmt: skip

INDEXES = (
    Declaration(kind="queue", place="queue", whose="nobody", holds="none", kept="with its record"),
    Declaration(kind="all", place="all", whose="nobody", holds="none", kept="with its record"),
    Declaration(kind="name", place="name", whose="contact", holds="the name, folded",
                exported="no: it stands in the lead", erased="gone with the lead's name", kept="with its record"),
    Declaration(kind="conversation", place="conversation", whose="nobody", holds="none", kept="with its record"),
    Declaration(kind="due", place="due", whose="nobody", holds="none", kept="with its record"),
)  # fmt: skip

# Everything of the stack that holds data beside the table's items, by the id of its construct.
STORES = (
    Declaration(kind="the table's copies", place="Table", whose="contact", kept="35 days, and a day in its stream",
                holds="what the table held", exported="no: copies",
                erased="they run out by themselves; the ledger erases again after a restore"),
    Declaration(kind="files to import", place="ImportFiles", whose="contact", kept="7 days",
                holds="a file of people", exported="no: its rows are leads",
                erased="every file uploaded before, because one row cannot be taken out"),
    Declaration(kind="photos of notes", place="NotePhotos", whose="contact", kept=WHILE_LEAD,
                holds="what members photographed for a note", exported="no: the notes list them, and each is shown",
                erased=DELETED),
    Declaration(kind="deliveries put off, mails, and large ones as they were received", place="WaitingDeliveries",
                whose="contact",
                kept="minutes, until handled, a mail at most 30 days; large ones 90 days, or as the settings say, "
                     "rounded up to 7, 14, 30, 60, 90, 180 or 365",
                holds="what a source sent too fast or by mail, and what does not fit into a RawDelivery",
                exported="no: they become leads; a large one with its RawDelivery",
                erased="as the lead that each becomes"),
    Declaration(kind="the ledger", place="Ledger", whose="nobody", holds="none: ids of erased leads and erasures",
                kept="for ever"),
    Declaration(kind="the blocked store", place="Blocked", whose="contact",
                holds="of won deals: name, e-mails, phones, attributes, value, dates",
                exported="no: it holds only people who are erased, and nobody may read it",
                erased="nothing: the law asks to keep it; deleted after its term",
                kept="10 years after the closing, or as the settings say"),
    Declaration(kind="the console's files", place="ConsoleFiles", whose="nobody", holds="none",
                kept="until the next release"),
    Declaration(kind="queue of fetches", place="Fetches", whose="nobody",
                holds="none: `source_id`, `hash` of the delivery", kept="4 days; 14 as a dead letter"),
    Declaration(kind="queue of deliveries put off", place="PutOff", whose="nobody",
                holds="none: `key` of the delivery", kept="4 days; 14 as a dead letter"),
    Declaration(kind="queue of received mails", place="Inbox", whose="contact",
                holds="what SES tells of a mail: who sent it to whom, its subject and other headers",
                exported="no: the mail becomes a lead", erased="nothing: it runs out by itself",
                kept="seconds, until handled, at most 4 days; 14 as a dead letter"),
    Declaration(kind="queue of imports", place="Imports", whose="nobody", holds="none: `import_id`",
                kept="4 days; 14 as a dead letter"),
    Declaration(kind="queue of outbound webhooks", place="Outgoing", whose="nobody",
                holds="none: `channel`, `target_id`, `delivery_id`", kept="4 days; 14 as a dead letter"),
    Declaration(kind="queue of mails", place="Mails", whose="nobody",
                holds="none: `channel`, ids, and codes of sensitive acts", kept="4 days; 14 as a dead letter"),
    Declaration(kind="queue of what SES tells of mails", place="MailEvents", whose="member",
                holds="of a mail that came back: the address, what its server said, the subject and other headers",
                erased="nothing: it runs out by itself",
                kept="seconds, until handled, at most 4 days; 14 as a dead letter"),
    Declaration(kind="queue of pushes", place="Pushes", whose="nobody",
                holds="none: `channel`, `agent_id`, `notification_id`, `lead_id`, `hash` of the browser, `tries`, "
                      "`not_before`",
                kept="4 days; 14 as a dead letter"),
    Declaration(kind="dead letters of route", place="StreamDeadLetters", whose="nobody",
                holds="none: positions in the stream", kept="14 days"),
    Declaration(kind="dead letters of notify", place="NewsDeadLetters", whose="nobody",
                holds="none: positions in the stream", kept="14 days"),
    Declaration(kind="clocks", place="Clock", whose="nobody", holds="none: `lead_id`, `clock_id`, `at`",
                kept="90 days"),
    Declaration(kind="secrets", place="MasterSecret", whose="nobody",
                holds="none: the team's master secret, and those that providers issued", kept="as long as the team"),
    Declaration(kind="the secret for contacts", place="ContactSecret", whose="nobody",
                holds="none: it keys the hashes of e-mails and phones", kept="as long as the team"),
    Declaration(kind="schedules", place="Schedules", whose="nobody", holds="none: ids of routes",
                kept="as long as the route is special"),
    Declaration(kind="users", place="Identity", whose="member", holds="e-mail and password of a member",
                erased=WITH_MEMBER, kept="until the member is removed"),
    Declaration(kind="logs", place="logs", whose="nobody", holds="none: ids, codes and counts",
                kept="`log_days` of the tenant file"),
)  # fmt: skip
