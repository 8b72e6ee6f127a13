"""Declare the operations on leads: lists, one lead, what members do with it, many at once."""

from __future__ import annotations

from functions.supervise.doors import SuperviseDoors
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
from functions.supervise.refusals import ACTS, LISTS, REFUSALS
from shared.domain.kernel.errors import (
    AgentUnknown,
    Busy,
    ChangedByOther,
    Forbidden,
    Invalid,
    LeadClosed,
    LeadMerged,
    MergedAgain,
    NotActive,
    NotClosed,
    NotMerged,
    NotOwner,
    TooManyRequests,
    TooManyTasks,
    UndoOver,
)
from shared.lead_session import LeadSession
from shared.web.app import Api


def declare(api: Api, doors: SuperviseDoors, session: LeadSession) -> None:
    """Declare the room's operations."""
    table, plans, secret, new_id, limits = doors.table, doors.plans, doors.secret, doors.new_id, doors.limits
    _lists(api, LeadLists(table, plans, secret, limits.leads))
    _views(api, ViewOperations(table, plans))
    _details(api, LeadDetails(session, table, limits.timeline))
    _photos(api, PhotoOperations(session, doors.photos, new_id))
    _care(api, LeadLifecycle(session, table, secret, new_id))
    consents = (*ACTS, NotOwner, LeadMerged, Invalid)
    api.route("PUT", "/leads/{lead_id}/consents", refuses=consents)(Consents(session).record_consent)
    _changes(api, LeadEditing(session, table, secret), Bulk(session, new_id, doors.now), BulkActs(session, table))
    _exports(api, LeadExport(session, table, new_id))
    _samples(api, Samples(session, table))


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


def _changes(api: Api, editing: LeadEditing, bulk: Bulk, acts: BulkActs) -> None:
    edits = (*ACTS, NotOwner, ChangedByOther, LeadMerged, Invalid)
    api.route("PATCH", "/leads/{lead_id}", refuses=edits)(editing.edit_lead)
    changes = (Forbidden, NotActive, AgentUnknown, Busy)
    api.route("POST", "/leads/bulk", who="manager", refuses=changes)(bulk.change_leads)
    api.route("POST", "/bulk-acts/{bulk_id}/undo", who="manager", refuses=(Forbidden, Busy))(bulk.undo_bulk_act)
    api.route("GET", "/bulk-acts", who="manager", refuses=(Forbidden, Busy))(acts.list_bulk_acts)


def _exports(api: Api, exports: LeadExport) -> None:
    api.route("POST", "/leads/export", who="manager", refuses=(Forbidden, Busy))(exports.export_leads)


def _samples(api: Api, samples: Samples) -> None:
    refuses = (Forbidden, Busy)
    api.route("GET", "/sample", who="rainmaker", refuses=refuses)(samples.list_samples)
    api.route("POST", "/sample", who="rainmaker", refuses=refuses)(samples.make_samples)
    api.route("DELETE", "/sample", who="rainmaker", status=204, refuses=refuses)(samples.remove_samples)
