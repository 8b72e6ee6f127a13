"""The supervise function: leads, conversations, the caller's own profile and notifications, dashboard and report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from functions.supervise.contacts.objections import Objections
from functions.supervise.contacts.operations import ContactOperations
from functions.supervise.contacts.retention import RetentionOperations
from functions.supervise.conversations.comments import Comments
from functions.supervise.conversations.messages import Conversations
from functions.supervise.conversations.open_list import OpenConversationsList
from functions.supervise.conversations.task_changes import TaskChanges
from functions.supervise.conversations.tasks import Tasks
from functions.supervise.leads.bulk import Bulk
from functions.supervise.leads.bulk_acts import BulkActs
from functions.supervise.leads.consents import Consents
from functions.supervise.leads.detail import LeadDetails
from functions.supervise.leads.edit import LeadEditing
from functions.supervise.leads.export import LeadExport
from functions.supervise.leads.lifecycle import LeadLifecycle
from functions.supervise.leads.lists import LeadLists
from functions.supervise.leads.photos import PhotoOperations
from functions.supervise.leads.samples import Samples
from functions.supervise.leads.views import ViewOperations
from functions.supervise.me.changes import ChangeOperations
from functions.supervise.me.live_tickets import LiveTickets
from functions.supervise.me.notifications import NotificationCentre
from functions.supervise.me.profile import Profile
from functions.supervise.me.push_subscriptions import PushSubscriptions
from functions.supervise.me.sign_ins import SignInOperations
from functions.supervise.reporting import dashboard
from functions.supervise.reporting.dashboard import Dashboard
from functions.supervise.reporting.report import ReportOperations
from shared import ids
from shared.domain.kernel.errors import (
    AgentUnknown,
    Busy,
    ChangedByOther,
    CursorInvalid,
    Forbidden,
    Invalid,
    KeyReused,
    LeadClosed,
    LeadErased,
    LeadMerged,
    MadeByNewerRelease,
    MayNotSee,
    MergedAgain,
    Missing,
    NotActive,
    NotClosed,
    NotMerged,
    NotOwner,
    SampleLead,
    TaskNotOpen,
    TooManyRequests,
    TooManyTasks,
    UndoOver,
)
from shared.doors import Doors
from shared.lead_session import LeadSession
from shared.photos import Photos
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret
from shared.seen_log import SeenLog
from shared.store import dashboard_reader
from shared.store.caller_rates import CallerRequests
from shared.store.lists import lead_lists, lead_timeline
from shared.web import auth
from shared.web.app import Api
from shared.web.not_modified import NOT_MODIFIED

REFUSALS = (Missing, Forbidden, Busy)
READS = (*REFUSALS, MadeByNewerRelease, LeadErased)
ACTS = (*READS, SampleLead)
LISTS = (Forbidden, Invalid, CursorInvalid, Busy)


@dataclass(frozen=True, kw_only=True)
class ReadLimits:
    """Limit how much one answer reads. Tests set lower limits, so that they need less data to reach them.

    Attributes:
        leads: leads for one page, however few of them it shows.
        records: messages and comments of one lead for one page, however few are of the wanted kind.
        timeline: records that a timeline shows beside the history.
        entries: open conversations, and open offers, for the dashboard; the rest is only counted.
        rows: counter rows after which the dashboard reads no further day.
        counted: up to how many of a kind the dashboard counts.
    """

    leads: int = lead_lists.READ
    records: int = lead_timeline.READ
    timeline: int = lead_timeline.TOLD
    entries: int = dashboard_reader.ENTRIES
    rows: int = dashboard.ROWS
    counted: int = dashboard_reader.COUNTED


@dataclass(frozen=True, kw_only=True)
class SuperviseDoors(Doors):
    """The dependencies of the supervise function, beside those of every function.

    Attributes:
        secret: the master secret, for cursors, hashes of addresses, and the key that signs pushes.
        pushes: the queue of pushes, for test pushes.
        photos: the photos of notes.
        new_secret: returns a new unpredictable text, for tickets of live connections.
        raws: the files of large deliveries, for exports.
        loopback: whether push services may be on this machine, as in local runs.
        limits: how much one answer reads at most.
    """

    secret: MasterSecret
    pushes: Queue
    photos: Photos
    new_secret: Callable[[], str] = ids.secret_text
    raws: RawFiles
    loopback: bool = False
    limits: ReadLimits = field(default_factory=ReadLimits)


def build(doors: SuperviseDoors) -> Api:
    """Build the function from its dependencies."""
    table, plans, secret, new_id, limits = doors.table, doors.plans, doors.secret, doors.new_id, doors.limits
    api = Api(doors.now, auth.guard(plans, CallerRequests(table, doors.request_step).take))
    session = LeadSession(table, plans, doors.now, secret.keyed_hashes, SeenLog(table))
    _profile(api, Profile(table, plans, new_id))
    api.route("GET", "/me/sign-ins", who="invited", refuses=(Forbidden, Busy))(
        SignInOperations(table, plans).list_sign_ins
    )
    _lists(api, LeadLists(table, plans, secret, limits.leads))
    _views(api, ViewOperations(table, plans))
    _details(api, LeadDetails(session, table, limits.timeline))
    _photos(api, PhotoOperations(session, doors.photos, new_id))
    _care(api, LeadLifecycle(session, table, secret, new_id))
    consents = (*ACTS, NotOwner, LeadMerged, Invalid)
    api.route("PUT", "/leads/{lead_id}/consents", refuses=consents)(Consents(session).record_consent)
    _conversations(api, Conversations(session, table, secret, new_id, limits.records))
    api.route("GET", "/conversations", who="manager", refuses=(Forbidden, CursorInvalid, Busy))(
        OpenConversationsList(table, plans, secret, limits.leads).list_conversations
    )
    _comments(api, Comments(session, table, secret, new_id, limits.records))
    _tasks(api, Tasks(table, plans, secret, limits.leads), TaskChanges(session, table, new_id))
    _notifications(api, ChangeOperations(table, plans), NotificationCentre(table, plans, secret))
    tickets = (Forbidden, TooManyRequests, Busy)
    api.route("POST", "/me/live-ticket", status=201, refuses=tickets)(
        LiveTickets(table, plans, doors.new_secret).issue_live_ticket
    )
    board = Dashboard(table, plans, limits.entries, limits.rows, limits.counted)
    _figures(api, board, ReportOperations(table, plans, new_id))
    _pushes(api, PushSubscriptions(table, plans, secret, doors.pushes, loopback=doors.loopback))
    _changes(api, LeadEditing(session, table, secret), Bulk(session, new_id, doors.now), BulkActs(session, table))
    _exports(api, LeadExport(session, table, new_id))
    _samples(api, Samples(session, table))
    _contacts(api, ContactOperations(session, table, secret, new_id, doors.raws))
    _objections(api, Objections(session, table, secret, new_id))
    api.route("GET", "/contacts/retention", who="rainmaker", refuses=(Forbidden, CursorInvalid, Busy))(
        RetentionOperations(session, table, secret, limits.leads).preview_retention
    )
    return api


def _profile(api: Api, profile: Profile) -> None:
    api.route("GET", "/me", who="invited", refuses=(Forbidden, Busy))(profile.show_me)
    api.route("PATCH", "/me", refuses=(Forbidden, Busy))(profile.change_me)
    api.route("PUT", "/me/pause", refuses=(Forbidden, Invalid, Busy))(profile.pause_me)
    api.route("DELETE", "/me/pause", refuses=(Forbidden, Busy))(profile.unpause_me)
    api.route("GET", "/me/absences", refuses=(Forbidden,))(profile.list_my_absences)
    api.route("POST", "/me/absences", status=201, refuses=(Forbidden, Invalid, Busy))(profile.add_my_absence)
    one_absence = "/me/absences/{absence_id}"
    api.route("PATCH", one_absence, refuses=(Forbidden, Missing, Invalid, Busy))(profile.change_my_absence)
    api.route("DELETE", one_absence, status=204, refuses=(Forbidden, Missing, Busy))(profile.remove_my_absence)


def _lists(api: Api, lists: LeadLists) -> None:
    api.route("GET", "/leads", refuses=LISTS)(lists.list_leads)
    api.route("POST", "/leads/search", refuses=(*LISTS, TooManyRequests))(lists.search_leads)


def _views(api: Api, views: ViewOperations) -> None:
    api.route("GET", "/views", refuses=(Forbidden, Busy))(views.list_views)
    api.route("PUT", "/views/{view_id}", refuses=(Forbidden, Invalid, Busy))(views.save_view)
    api.route("DELETE", "/views/{view_id}", refuses=(Forbidden, Busy))(views.delete_view)


def _details(api: Api, details: LeadDetails) -> None:
    api.route("GET", "/leads/{lead_id}", refuses=REFUSALS)(details.show_lead)
    api.route("GET", "/leads/{lead_id}/trace", refuses=REFUSALS)(details.lead_trace)
    api.route("GET", "/leads/{lead_id}/timeline", refuses=REFUSALS)(details.show)


def _photos(api: Api, photos: PhotoOperations) -> None:
    adds = (*ACTS, NotOwner, LeadMerged, Invalid)
    api.route("POST", "/leads/{lead_id}/photos", status=201, refuses=adds)(photos.add_photo)
    api.route("GET", "/leads/{lead_id}/photos/{photo_id}", refuses=REFUSALS)(photos.show_photo)


def _care(api: Api, care: LeadLifecycle) -> None:
    api.route("POST", "/leads/{lead_id}/close", refuses=(*ACTS, NotOwner, LeadMerged))(care.close_lead)
    api.route("POST", "/leads/{lead_id}/reopen", refuses=(*ACTS, NotOwner, NotClosed, LeadMerged))(care.reopen_lead)
    api.route("POST", "/leads/{lead_id}/not-a-lead", who="manager", refuses=(*ACTS, LeadMerged))(care.judge_lead)
    api.route("PUT", "/leads/{lead_id}/do-not-contact", refuses=(*ACTS, NotOwner, LeadMerged))(care.mark_lead)
    merges = (*ACTS, LeadMerged, LeadClosed, TooManyTasks, Invalid)
    api.route("POST", "/leads/{lead_id}/merge", who="manager", refuses=merges)(care.merge_lead)
    undoes = (*ACTS, NotMerged, MergedAgain, UndoOver)
    api.route("POST", "/leads/{lead_id}/merge/undo", who="manager", refuses=undoes)(care.undo_merge)


def _conversations(api: Api, conversations: Conversations) -> None:
    messages = "/leads/{lead_id}/messages"
    api.route("GET", messages, refuses=(*READS, NotOwner, CursorInvalid))(conversations.list_messages)
    records = (*ACTS, NotOwner, LeadMerged, KeyReused)
    api.route("POST", messages, status=201, refuses=records)(conversations.record_message)
    turns = (*ACTS, NotOwner, LeadMerged, LeadClosed)
    api.route("POST", "/leads/{lead_id}/conversation", refuses=turns)(conversations.turn_conversation)


def _comments(api: Api, comments: Comments) -> None:
    path = "/leads/{lead_id}/comments"
    api.route("GET", path, refuses=(*READS, NotOwner, CursorInvalid))(comments.list_comments)
    writes = (*ACTS, NotOwner, LeadMerged, LeadClosed, Invalid, AgentUnknown, MayNotSee, TooManyTasks, KeyReused)
    api.route("POST", path, status=201, refuses=writes)(comments.write_comment)
    one = f"{path}/{{comment_id}}"
    api.route("PATCH", one, refuses=writes[:-1])(comments.change_comment)
    api.route("DELETE", one, status=204, refuses=(*ACTS, NotOwner, LeadMerged))(comments.delete_comment)


def _tasks(api: Api, lists: Tasks, changes: TaskChanges) -> None:
    api.route("GET", "/tasks", refuses=(*REFUSALS, Invalid, CursorInvalid))(lists.list_tasks)
    path, named = "/leads/{lead_id}/tasks", (*ACTS, NotOwner, LeadMerged, LeadClosed, TooManyTasks)
    wrong = (Invalid, AgentUnknown, MayNotSee)
    api.route("POST", path, status=201, refuses=(*named, *wrong, KeyReused))(changes.create_task)
    one = f"{path}/{{task_id}}"
    api.route("PATCH", one, refuses=(*named, *wrong, TaskNotOpen))(changes.update_task)
    api.route("DELETE", one, status=204, refuses=(*ACTS, LeadMerged))(changes.delete_task)


def _notifications(api: Api, counters: ChangeOperations, centre: NotificationCentre) -> None:
    api.route("GET", "/me/changes", refuses=(Forbidden, Busy), others=NOT_MODIFIED)(counters.my_changes)
    lists = (Forbidden, CursorInvalid, Busy)
    api.route("GET", "/notifications", refuses=lists, others=NOT_MODIFIED)(centre.list_notifications)
    one = "/notifications/{notification_id}"
    api.route("POST", f"{one}/archive", refuses=REFUSALS)(centre.archive_notification)
    api.route("POST", f"{one}/unarchive", refuses=REFUSALS)(centre.unarchive_notification)
    api.route("POST", f"{one}/snooze", refuses=REFUSALS)(centre.snooze_notification)
    api.route("POST", "/notifications/archive-all", refuses=(Forbidden, Busy))(centre.archive_all_notifications)


def _figures(api: Api, shown: Dashboard, reports: ReportOperations) -> None:
    refuses = (Forbidden, Busy)
    api.route("GET", "/dashboard", who="manager", refuses=refuses, others=NOT_MODIFIED)(shown.show_dashboard)
    reported = (Forbidden, Invalid, Busy)
    api.route("GET", "/reports/routing", who="manager", refuses=reported)(reports.show_report)
    api.route("GET", "/reports/routing.csv", who="manager", refuses=reported)(reports.export_report)


def _pushes(api: Api, pushes: PushSubscriptions) -> None:
    path = "/me/push-subscriptions"
    api.route("GET", path, refuses=(Forbidden, Busy))(pushes.list_push_subscriptions)
    api.route("POST", path, status=201, refuses=(Forbidden, Invalid, KeyReused, Busy))(pushes.subscribe)
    api.route("DELETE", path, refuses=(Forbidden, Busy))(pushes.unsubscribe)
    api.route("POST", f"{path}/test", status=202, refuses=(Forbidden, TooManyRequests, Busy))(pushes.try_push)


def _exports(api: Api, exports: LeadExport) -> None:
    api.route("POST", "/leads/export", who="manager", refuses=(Forbidden, Busy))(exports.export_leads)


def _samples(api: Api, samples: Samples) -> None:
    refuses = (Forbidden, Busy)
    api.route("GET", "/sample", who="rainmaker", refuses=refuses)(samples.list_samples)
    api.route("POST", "/sample", who="rainmaker", refuses=refuses)(samples.make_samples)
    api.route("DELETE", "/sample", who="rainmaker", status=204, refuses=refuses)(samples.remove_samples)


def _changes(api: Api, editing: LeadEditing, bulk: Bulk, acts: BulkActs) -> None:
    edits = (*ACTS, NotOwner, ChangedByOther, LeadMerged, Invalid)
    api.route("PATCH", "/leads/{lead_id}", refuses=edits)(editing.edit_lead)
    changes = (Forbidden, NotActive, AgentUnknown, Busy)
    api.route("POST", "/leads/bulk", who="manager", refuses=changes)(bulk.change_leads)
    api.route("POST", "/bulk-acts/{bulk_id}/undo", who="manager", refuses=(Forbidden, Busy))(bulk.undo_bulk_act)
    api.route("GET", "/bulk-acts", who="manager", refuses=(Forbidden, Busy))(acts.list_bulk_acts)


def _contacts(api: Api, contacts: ContactOperations) -> None:
    refuses = (Forbidden, Invalid, Busy)
    api.route("POST", "/contacts/search", who="rainmaker", refuses=refuses)(contacts.search_contacts)
    api.route("POST", "/contacts/export", who="rainmaker", refuses=(*refuses, CursorInvalid))(contacts.export_contact)
    api.route("POST", "/contacts/erase", who="rainmaker", status=202, refuses=(*refuses, KeyReused))(
        contacts.erase_contact
    )
    api.route("GET", "/contacts/erasures/{erasure_id}", who="rainmaker", refuses=REFUSALS)(contacts.show_erasure)


def _objections(api: Api, objections: Objections) -> None:
    refuses, path = (Forbidden, Invalid, Busy), "/leads/{lead_id}/objection"
    of_lead = (*ACTS, NotOwner, LeadMerged, Invalid)
    api.route("PUT", path, refuses=of_lead)(objections.object_of_lead)
    api.route("DELETE", path, who="manager", refuses=(*ACTS, LeadMerged))(objections.withdraw_of_lead)
    api.route("POST", "/contacts/objections", who="manager", refuses=refuses)(objections.record_objection)
    api.route("POST", "/contacts/objections/withdraw", who="manager", refuses=refuses)(objections.withdraw_objection)
