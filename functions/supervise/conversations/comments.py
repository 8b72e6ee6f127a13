"""Operations on comments, which stay inside the team; a task may come with one."""

from dataclasses import replace
from typing import Annotated

from pydantic import AwareDatetime, Field, StrictBool, model_validator

from functions.supervise.conversations.messages import Said
from functions.supervise.conversations.task_changes import read_task, read_with_task
from functions.supervise.conversations.task_schemas import CommentTaskBody, CommentTaskShown
from shared.domain import access
from shared.domain.kernel.errors import Missing
from shared.domain.kernel.field_error import field_error
from shared.domain.kernel.record import AgentId, CommentId, LeadId
from shared.domain.lead_records.comment import MAX_MENTIONS, Comment
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.task import Task
from shared.domain.leads.checks import check_reads_exchange
from shared.domain.leads.comments import add_comment, delete_comment, edit_comment
from shared.domain.leads.permissions import CommentVerb, allowed_comment_verbs
from shared.domain.leads.tasks import find_task, finish_task
from shared.doors import NewId
from shared.lead_session import LeadSession
from shared.lead_snapshot import Snapshot
from shared.secrets import MasterSecret
from shared.store import codec, keys
from shared.store.keys import Key
from shared.store.lists import lead_timeline, task_lists
from shared.store.table import Table
from shared.web.paging import PageQuery, Paging
from shared.web.request import Request
from shared.web.schemas import Page, RequestModel, Shown

Mentions = Annotated[tuple[AgentId, ...], Field(max_length=MAX_MENTIONS)]


class CommentBody(RequestModel):
    """A comment, the members it mentions, and its task."""

    body: Said
    mentions: Mentions = ()
    task: CommentTaskBody | None = None


class CommentPatch(RequestModel):
    """Change what a comment says or whom it mentions; or say whether its task is done, alone."""

    body: Said | None = None
    mentions: Mentions | None = None
    done: StrictBool | None = None

    @model_validator(mode="after")
    def _check_one_thing(self) -> "CommentPatch":
        if (self.done is None) == (self.body is None and self.mentions is None):
            raise field_error("done_alone", "either `done`, or what changes")
        return self


class FormerTextShown(Shown):
    """What a comment said until it was edited."""

    body: str
    until: AwareDatetime


class CommentShown(Shown):
    """A comment; `by` is a member's id, `agent` for another agent, or `provider`.

    One that is `forwarded` stood above a mail that was passed on; `by` is who the mail says, or `provider`. One that
    was deleted has `deleted_at` and an empty `body`. `edited_at` tells that it was edited; what it said before is in
    `former`, for its author, Managers and the Rainmaker. `may` lists what the caller may do with it: `edit`, `delete`.
    """

    comment_id: str
    lead_id: str
    body: str
    mentions: tuple[str, ...]
    by: str
    at: AwareDatetime
    forwarded: bool | None = None
    edited_at: AwareDatetime | None = None
    deleted_at: AwareDatetime | None = None
    former: tuple[FormerTextShown, ...] | None = None
    task: CommentTaskShown | None = None
    may: tuple[CommentVerb, ...]

    @classmethod
    def of(cls, comment: Comment, task: Task | None, snapshot: Snapshot) -> "CommentShown":
        """Return the comment as the caller may see it."""
        me, plan, lead = snapshot.me, snapshot.plan, snapshot.lead
        if task:
            task = task_lists.as_of_now(task, lead, {comment.comment_id: comment.text})
        former = tuple(FormerTextShown(**one.model_dump()) for one in comment.former)
        return cls(
            **comment.model_dump(include={"comment_id", "lead_id", "mentions", "at", "deleted_at"}),
            body=comment.text,
            by=access.visible_actor(me, comment.by, plan),
            forwarded=comment.forwarded or None,
            edited_at=former[-1].until if former else None,
            former=(former or None) if access.may_see_former(me, comment) else None,
            task=CommentTaskShown.of(task, lead, me, plan) if task and not task.deleted_at else None,
            may=allowed_comment_verbs(lead, comment, me, plan.settings, snapshot.now),
        )


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
        check_reads_exchange(snapshot.lead, snapshot.me, snapshot.plan.settings)
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
            wanted = body.task.wanted if body.task else None
            decision = add_comment(snapshot.lead, comment, wanted, snapshot.me, snapshot.plan)
            [written] = (one for one in decision.records if isinstance(one, Comment))
            return decision, written

        done = self._session.create(request, lead_id, "comments", decide)
        if done.record is None or done.decision is None:
            return self._again(lead_id, done.where, done.snapshot)
        after = replace(done.snapshot, lead=done.decision.lead)
        return CommentShown.of(done.record, next(iter(done.decision.tasks), None), after)

    def change_comment(
        self, request: Request, lead_id: LeadId, comment_id: CommentId, body: CommentPatch
    ) -> CommentShown:
        """Correct one's own comment, which keeps what it said before; or finish a comment's task, or reopen it.

        If it is so already, nothing changes. Who is mentioned newly is notified; of who is no more, the notification
        is archived.
        """
        if body.done is not None:
            return self._finish_task(request, lead_id, comment_id, done=body.done)

        def decide(snapshot: Snapshot) -> Decision:
            asked = (body.body, body.mentions, snapshot.me, snapshot.plan, snapshot.now)
            return edit_comment(snapshot.lead, _comment(snapshot, comment_id), *asked)

        settled = self._session.settle(lambda: self._read(request, lead_id, comment_id), decide)
        edited = next((one for one in settled.decision.records if isinstance(one, Comment)), None)
        comment = edited or _comment(settled.snapshot, comment_id)
        after = replace(settled.snapshot, lead=settled.decision.lead)
        return CommentShown.of(comment, self._task_of(comment, after), after)

    def delete_comment(self, request: Request, lead_id: LeadId, comment_id: CommentId) -> None:
        """Delete one's own comment: what it says and said. That there was one stays."""
        where = keys.task(lead_id, comment_id)

        def decide(snapshot: Snapshot) -> Decision:
            task = read_task(snapshot, where)
            comment = _comment(snapshot, comment_id)
            return delete_comment(snapshot.lead, comment, task, snapshot.me, snapshot.plan, snapshot.now)

        self._session.settle(lambda: self._read(request, lead_id, comment_id), decide)

    def _finish_task(self, request: Request, lead_id: LeadId, comment_id: CommentId, *, done: bool) -> CommentShown:
        where = keys.task(lead_id, comment_id)
        task_id = Task.id_of(comment_id)

        def decide(snapshot: Snapshot) -> Decision:
            asked = (snapshot.me, snapshot.plan, snapshot.now)
            return finish_task(snapshot.lead, task_id, read_task(snapshot, where), *asked, done=done)

        settled = self._session.settle(
            lambda: read_with_task(self._session, self._table, request, lead_id, where), decide
        )
        after = replace(settled.snapshot, lead=settled.decision.lead)
        changed = next(iter(settled.decision.tasks), None)
        task = changed or find_task(after.lead, task_id, read_task(settled.snapshot, where))
        comment = lead_timeline.comments(self._table, [task]).get(comment_id)
        if comment is None:
            raise Missing
        return CommentShown.of(comment, task, after)

    def _read(self, request: Request, lead_id: LeadId, comment_id: CommentId) -> Snapshot:
        """Read the lead with the comment, whose key holds when it was written, and with its task."""
        snapshot = read_with_task(self._session, self._table, request, lead_id, keys.task(lead_id, comment_id))
        found = lead_timeline.find_comment(self._table, snapshot.lead.all_ids, comment_id)
        return replace(snapshot, items={**snapshot.items, **found})

    def _task_of(self, comment: Comment, snapshot: Snapshot) -> Task | None:
        if not comment.has_task:
            return None
        held = (one for one in snapshot.lead.tasks if one.comment_id == comment.comment_id)
        return next(held, None) or read_task(snapshot, keys.task(snapshot.lead.lead_id, comment.comment_id))

    def _again(self, lead_id: LeadId, where: Key, snapshot: Snapshot) -> CommentShown:
        """Return the comment that an earlier, equal request wrote, with the current state of its task."""
        task = keys.task(lead_id, where.sk.rpartition("#")[2])
        items = self._table.items([where, task])
        asked = codec.from_item(Task, items[task]) if task in items else None
        return CommentShown.of(codec.from_item(Comment, items[where]), asked, snapshot)


def _comment(snapshot: Snapshot, comment_id: CommentId) -> Comment:
    """Return the comment that was read with the lead. Raise Missing if there is none."""
    for key, item in snapshot.items.items():
        if key.sk.startswith("NOTE#") and key.sk.endswith(f"#{comment_id}"):
            return codec.from_item(Comment, item)
    raise Missing
