"""Comments on a lead, inside the team, and the tasks that come with them."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field, StrictBool

from functions.supervise.conversations.messages import Said
from functions.supervise.leads.lead_session import LeadSession, Snapshot
from shared.domain import access
from shared.domain.kernel.record import AgentId, CommentId, Instant, LeadId
from shared.domain.lead_records.comment import MAX_MENTIONS, Comment
from shared.domain.lead_records.task import Task
from shared.domain.leads.comments import add_comment, finish
from shared.domain.leads.interactions import in_care_of
from shared.domain.notifications.grouping import notification_id
from shared.domain.notifications.notification_events import event_of_task
from shared.doors import NewId
from shared.secrets import MasterSecret
from shared.store import codec, decisions, inboxes, keys, lead_timeline
from shared.store.idempotency import IdempotentRequest
from shared.store.keys import Key
from shared.store.retry import retry_on_conflict
from shared.store.table import Table
from shared.web.paging import PageQuery, Paging
from shared.web.request import Request
from shared.web.schemas import Page, RequestModel, Shown


class TaskBody(RequestModel):
    """What is to be done, by when."""

    due_at: Instant


class CommentBody(RequestModel):
    """A comment, whom it tags, and the task that comes with it."""

    body: Said
    mentions: Annotated[tuple[AgentId, ...], Field(max_length=MAX_MENTIONS)] = ()
    task: TaskBody | None = None


class DoneBody(RequestModel):
    """Whether the comment's task is done."""

    done: StrictBool


class CommentTaskShown(Shown):
    """The task that came with a comment: whose it is, by when, and since when it is done, if it is."""

    agent_id: str
    due_at: AwareDatetime
    done_at: AwareDatetime | None = None

    @classmethod
    def of(cls, task: Task, at: Snapshot) -> CommentTaskShown:
        """The task as who asks may know it; `agent` stands for another agent who had it."""
        return cls(agent_id=access.doer(at.me, task.agent_id, at.plan), due_at=task.due_at, done_at=task.done_at)


class CommentShown(Shown):
    """A comment; `by` is a member's id, or `agent` for another agent."""

    comment_id: str
    lead_id: str
    body: str
    mentions: tuple[str, ...]
    by: str
    at: AwareDatetime
    task: CommentTaskShown | None = None

    @classmethod
    def of(cls, comment: Comment, task: Task | None, at: Snapshot) -> CommentShown:
        """The comment as who asks may know it."""
        told = comment.model_dump(exclude={"version", "by", "has_task"})
        by = access.doer(at.me, comment.by, at.plan)
        return cls(**told, by=by, task=CommentTaskShown.of(task, at) if task else None)


class Comments:
    """The operations on a lead's comments.

    Args:
        session: reads the lead.
        table: holds what is beside it.
        secret: seals cursors, and hashes Idempotency-Keys.
        new_id: makes the comments' ids.
        most: records that one page reads, however few of them are comments.
    """

    def __init__(
        self, session: LeadSession, table: Table, secret: MasterSecret, new_id: NewId, most: int = lead_timeline.READ
    ) -> None:
        self._session, self._table, self._secret, self._new_id, self._most = session, table, secret, new_id, most

    def list_comments(self, request: Request, lead_id: LeadId, query: PageQuery) -> Page[CommentShown]:
        """List the comments on a lead, the newest first, with their tasks. A page may hold fewer than `limit`."""
        at = self._session.read(request, lead_id)
        in_care_of(at.lead, at.me, at.plan.settings)
        paging = Paging(self._secret.derive, f"comments {at.me.agent_id} {lead_id}", query.cursor)
        found = lead_timeline.page(self._table, Comment, lead_id, query.limit, paging.after, self._most)
        asked = [(lead_id, comment.comment_id) for comment in found.records if comment.has_task]
        tasks = lead_timeline.tasks(self._table, asked)
        shown = (CommentShown.of(comment, tasks.get(comment.comment_id), at) for comment in found.records)
        return paging.page(shown, found.next)

    def write_comment(self, request: Request, lead_id: LeadId, body: CommentBody) -> CommentShown:
        """Write a comment on a lead, for the team alone; it may tag members, and ask for something to be done."""

        def attempt() -> CommentShown:
            at = self._session.read(request, lead_id)
            operation = f"POST comments {lead_id}"
            once = IdempotentRequest(
                self._table, self._secret.keyed_hash, at.me.agent_id, operation, request.key, request.raw, request.now
            )
            if made := once.made():
                return self._again(lead_id, made, at)
            comment = Comment(comment_id=self._new_id("comment"), lead_id=lead_id, at=at.now, by=at.me.agent_id,
                              body=body.body, mentions=body.mentions)  # fmt: skip
            decision = add_comment(at.lead, comment, body.task.due_at if body.task else None, at.me, at.plan)
            self._table.commit([*decisions.writes(decision), *once.writes(codec.key(comment).sk)])
            [written] = (one for one in decision.beside if isinstance(one, Comment))
            return CommentShown.of(written, decision.tasks[0] if decision.tasks else None, at)

        return retry_on_conflict(self._table, attempt)

    def finish_task(self, request: Request, lead_id: LeadId, comment_id: CommentId, body: DoneBody) -> CommentShown:
        """Say that a comment's task is done, or that it is not after all; what it is already changes nothing.

        Done, its notice is archived.
        """
        where = keys.task(lead_id, comment_id)

        def attempt() -> tuple[Task, Snapshot]:
            at = self._session.read(request, lead_id, also=[where])
            found = codec.from_item(Task, at.items[where]) if where in at.items else None
            decision = finish(at.lead, comment_id, found, at.me, at.plan.settings, at.now, done=body.done)
            if decision.changed:
                self._table.commit(decisions.writes(decision))
            open_ = [task for task in decision.lead.tasks if task.comment_id == comment_id]
            return next(task for task in (*decision.tasks, *open_, found) if task), at

        task, at = retry_on_conflict(self._table, attempt)
        if task.told and task.done_at:
            inboxes.put_away(self._table, task.agent_id, notification_id(event_of_task(task)))
        return CommentShown.of(lead_timeline.comments(self._table, [task])[comment_id], task, at)

    def _again(self, lead_id: LeadId, made: str, at: Snapshot) -> CommentShown:
        """The same request came before: what it wrote, with its task as it is now."""
        where, task = Key(keys.lead(lead_id).pk, made), keys.task(lead_id, made.rpartition("#")[2])
        items = self._table.items([where, task])
        asked = codec.from_item(Task, items[task]) if task in items else None
        return CommentShown.of(codec.from_item(Comment, items[where]), asked, at)
