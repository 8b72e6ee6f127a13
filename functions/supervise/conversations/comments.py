"""Operations on comments, which stay inside the team, and on their tasks."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from pydantic import AwareDatetime, Field, StrictBool

from functions.supervise.conversations.messages import Said
from shared.domain import access
from shared.domain.kernel.record import AgentId, CommentId, Instant, LeadId
from shared.domain.lead_records.comment import MAX_MENTIONS, Comment
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.task import Task
from shared.domain.leads.checks import check_owner_or_supervisor
from shared.domain.leads.comments import add_comment, finish_task
from shared.domain.leads.permissions import TaskVerb, allowed_task_verbs
from shared.domain.notifications.grouping import notification_id
from shared.domain.notifications.notification_events import event_of_task
from shared.doors import NewId
from shared.lead_session import LeadSession, Snapshot
from shared.secrets import MasterSecret
from shared.store import codec, inboxes, keys
from shared.store.keys import Key
from shared.store.lists import lead_timeline
from shared.store.table import Table
from shared.web.paging import PageQuery, Paging
from shared.web.request import Request
from shared.web.schemas import Page, RequestModel, Shown


class TaskBody(RequestModel):
    """The task's due time."""

    due_at: Instant


class CommentBody(RequestModel):
    """A comment, the members it mentions, and its task."""

    body: Said
    mentions: Annotated[tuple[AgentId, ...], Field(max_length=MAX_MENTIONS)] = ()
    task: TaskBody | None = None


class DoneBody(RequestModel):
    """Say whether the comment's task is done."""

    done: StrictBool


class CommentTaskShown(Shown):
    """The task of a comment: whose it is, when it is due, and when it was finished.

    `may` lists what the caller may do with it now: `finish` or `reopen` it.
    """

    agent_id: str
    due_at: AwareDatetime
    done_at: AwareDatetime | None = None
    may: tuple[TaskVerb, ...]

    @classmethod
    def of(cls, task: Task, snapshot: Snapshot) -> CommentTaskShown:
        """Return the task as the caller may see it; another agent's id is shown as `agent`."""
        return cls(
            agent_id=access.visible_actor(snapshot.me, task.agent_id, snapshot.plan),
            due_at=task.due_at,
            done_at=task.done_at,
            may=allowed_task_verbs(snapshot.lead, task, snapshot.me, snapshot.plan.settings),
        )


class CommentShown(Shown):
    """A comment; `by` is a member's id, `agent` for another agent, or `provider`.

    One that is `forwarded` stood above a mail that was passed on; `by` is who the mail says, or `provider`.
    """

    comment_id: str
    lead_id: str
    body: str
    mentions: tuple[str, ...]
    by: str
    at: AwareDatetime
    forwarded: bool | None = None
    task: CommentTaskShown | None = None

    @classmethod
    def of(cls, comment: Comment, task: Task | None, snapshot: Snapshot) -> CommentShown:
        """Return the comment as the caller may see it."""
        told = comment.model_dump(exclude={"version", "by", "has_task", "forwarded"})
        by = access.visible_actor(snapshot.me, comment.by, snapshot.plan)
        asked = CommentTaskShown.of(task, snapshot) if task else None
        return cls(**told, by=by, forwarded=comment.forwarded or None, task=asked)


class Comments:
    """Operations on a lead's comments.

    Args:
        session: reads the lead.
        table: stores the comments.
        secret: signs cursors.
        new_id: makes the ids of comments.
        most: how many records one page reads at most, of any kind.
    """

    def __init__(
        self, session: LeadSession, table: Table, secret: MasterSecret, new_id: NewId, most: int = lead_timeline.READ
    ) -> None:
        self._session, self._table, self._secret, self._new_id, self._most = session, table, secret, new_id, most

    def list_comments(self, request: Request, lead_id: LeadId, query: PageQuery) -> Page[CommentShown]:
        """List the comments on a lead, the newest first, with their tasks. A page may hold fewer than `limit`."""
        snapshot = self._session.read(request, lead_id)
        check_owner_or_supervisor(snapshot.lead, snapshot.me, snapshot.plan.settings)
        paging = Paging(self._secret.keys, f"comments {snapshot.me.agent_id} {lead_id}", query.cursor)
        found = lead_timeline.page(self._table, Comment, snapshot.lead.all_ids, query.limit, paging.after, self._most)
        asked = [(comment.lead_id, comment.comment_id) for comment in found.records if comment.has_task]
        tasks = lead_timeline.tasks(self._table, asked)
        shown = (CommentShown.of(comment, tasks.get(comment.comment_id), snapshot) for comment in found.records)
        return paging.page(shown, found.next)

    def write_comment(self, request: Request, lead_id: LeadId, body: CommentBody) -> CommentShown:
        """Write a comment on a lead, for the team only; it may mention members and create a task."""

        def decide(snapshot: Snapshot) -> tuple[Decision, Comment]:
            comment = Comment(
                comment_id=self._new_id("comment"), lead_id=lead_id, at=snapshot.now, by=snapshot.me.agent_id,
                body=body.body, mentions=body.mentions,
            )  # fmt: skip
            due_at = body.task.due_at if body.task else None
            decision = add_comment(snapshot.lead, comment, due_at, snapshot.me, snapshot.plan)
            [written] = (one for one in decision.records if isinstance(one, Comment))
            return decision, written

        done = self._session.create(request, lead_id, "comments", decide)
        if done.record is None or done.decision is None:
            return self._again(lead_id, done.where, done.snapshot)
        after = replace(done.snapshot, lead=done.decision.lead)
        return CommentShown.of(done.record, next(iter(done.decision.tasks), None), after)

    def finish_task(self, request: Request, lead_id: LeadId, comment_id: CommentId, body: DoneBody) -> CommentShown:
        """Finish a comment's task, or reopen it; if it is in that state already, nothing changes.

        Finishing it also archives its notification.
        """
        where = keys.task(lead_id, comment_id)

        def decide(snapshot: Snapshot) -> Decision:
            task = _task(snapshot, where)
            return finish_task(
                snapshot.lead, comment_id, task, snapshot.me, snapshot.plan.settings, snapshot.now, done=body.done
            )

        settled = self._session.settle(lambda: self._with_task(request, lead_id, where), decide)
        open_ = [task for task in settled.decision.lead.tasks if task.comment_id == comment_id]
        found = (*settled.decision.tasks, *open_, _task(settled.snapshot, where))
        task = next(task for task in found if task)
        if task.told and task.done_at:
            inboxes.archive(self._table, task.agent_id, notification_id(event_of_task(task)))
        comment = lead_timeline.comments(self._table, [task])[comment_id]
        return CommentShown.of(comment, task, replace(settled.snapshot, lead=settled.decision.lead))

    def _with_task(self, request: Request, lead_id: LeadId, where: Key) -> Snapshot:
        """Read the lead with the task, which may be stored beside a lead that is read as one with it."""
        snapshot = self._session.read(request, lead_id, also=[where])
        lead, comment_id = snapshot.lead, where.sk.removeprefix("TASK#")
        if where in snapshot.items or not lead.merged_from:
            return snapshot
        others = [keys.task(one.lead_id, comment_id) for one in lead.merged_from]
        found = self._table.items(others)
        return (
            replace(snapshot, items={**snapshot.items, where: item})
            if (item := next(iter(found.values()), None))
            else snapshot
        )

    def _again(self, lead_id: LeadId, where: Key, snapshot: Snapshot) -> CommentShown:
        """Return the comment that an earlier, equal request wrote, with the current state of its task."""
        task = keys.task(lead_id, where.sk.rpartition("#")[2])
        items = self._table.items([where, task])
        asked = codec.from_item(Task, items[task]) if task in items else None
        return CommentShown.of(codec.from_item(Comment, items[where]), asked, snapshot)


def _task(snapshot: Snapshot, where: Key) -> Task | None:
    return codec.from_item(Task, snapshot.items[where]) if where in snapshot.items else None
