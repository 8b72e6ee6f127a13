"""Declare the operations on what is said about leads: messages, comments, tasks."""

from __future__ import annotations

from functions.supervise.conversations.comments import Comments
from functions.supervise.conversations.messages import Conversations
from functions.supervise.conversations.open_list import OpenConversationsList
from functions.supervise.conversations.task_changes import TaskChanges
from functions.supervise.conversations.tasks import Tasks
from functions.supervise.doors import SuperviseDoors
from functions.supervise.refusals import ACTS, READS, REFUSALS
from shared.domain.kernel.errors import (
    AgentUnknown,
    Busy,
    CursorInvalid,
    Forbidden,
    Invalid,
    KeyReused,
    LeadClosed,
    LeadMerged,
    MayNotSee,
    NotOwner,
    TaskNotOpen,
    TooManyTasks,
)
from shared.lead_session import LeadSession
from shared.web.app import Api


def declare(api: Api, doors: SuperviseDoors, session: LeadSession) -> None:
    """Declare the room's operations."""
    table, plans, secret, new_id, limits = doors.table, doors.plans, doors.secret, doors.new_id, doors.limits
    _conversations(api, Conversations(session, table, secret, new_id, limits.records))
    api.route("GET", "/conversations", who="manager", refuses=(Forbidden, CursorInvalid, Busy))(
        OpenConversationsList(table, plans, secret, limits.leads).list_conversations
    )
    _comments(api, Comments(session, table, secret, new_id, limits.records))
    _tasks(api, Tasks(table, plans, secret, limits.leads), TaskChanges(session, table, new_id))


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
