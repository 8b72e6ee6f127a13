"""List the verbs that a member may use now on a lead or one of its tasks. Each is decided by its check in `checks`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal

from shared.domain.kernel import limits
from shared.domain.kernel.errors import Refusal
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import Task
from shared.domain.leads import checks
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings

type LeadVerb = Literal[
    "claim", "pass", "assign", "release", "route", "hand_over", "give_back", "close", "reopen", "judge", "merge",
    "edit", "mark_do_not_contact", "record_consent", "record_objection", "withdraw_objection",
    "record_interaction", "record_message", "open_conversation",
    "close_conversation", "comment", "add_task",
]  # fmt: skip
type TaskVerb = Literal["finish", "reopen", "edit", "delete"]
type CommentVerb = Literal["edit", "delete"]
type Check = Callable[[Lead, Member, Settings, datetime], bool]
CHECKS: Mapping[LeadVerb, Check] = {
    "claim": checks.check_claim,
    "pass": checks.check_pass,
    "assign": checks.check_assign,
    "release": checks.check_release,
    "route": checks.check_route,
    "hand_over": checks.check_hand_over,
    "give_back": checks.check_give_back,
    "close": checks.check_close,
    "reopen": checks.check_reopen,
    "judge": checks.check_judge,
    "merge": checks.check_merge,
    "edit": checks.check_edit,
    "mark_do_not_contact": checks.check_record,
    "record_consent": checks.check_record,
    "record_objection": checks.check_objection,
    "withdraw_objection": checks.check_withdrawal,
    "record_interaction": checks.check_record,
    "record_message": checks.check_record,
    "open_conversation": checks.check_open_conversation,
    "close_conversation": checks.check_close_conversation,
    "comment": checks.check_record,
    "add_task": checks.check_add_task,
}


def allowed_verbs(lead: Lead, me: Member, settings: Settings, now: datetime) -> tuple[LeadVerb, ...]:
    """Return the verbs that would be allowed to `me` at `now`, and would change the lead.

    Refusals that depend on the request's body or on the limits of `me` are not considered.

    Source: docs/rules.md, "What each verb does, by the lead's state".
    """
    return tuple(verb for verb, check in CHECKS.items() if _passes(check, lead, me, settings, now))


def allowed_task_verbs(lead: Lead, task: Task, me: Member, settings: Settings) -> tuple[TaskVerb, ...]:
    """Return what `me` may do with the task now: finish or reopen it, edit it, delete it.

    Source: docs/rules.md, "Tasks" 3.
    """
    held = any(one.comment_id == task.comment_id for one in lead.tasks)
    is_open = held and lead.state != "closed"
    asked = (lead, task, me, settings)
    verbs: dict[TaskVerb, bool] = {
        "finish": held and _task_passes(checks.check_task, *asked),
        "reopen": not held and _task_passes(checks.check_task, *asked) and _may_open(lead),
        "edit": is_open and _task_passes(checks.check_change_task, *asked),
        "delete": _task_passes(checks.check_change_task, *asked),
    }
    return tuple(verb for verb, allowed in verbs.items() if allowed and not task.deleted_at)


def allowed_comment_verbs(
    lead: Lead, comment: Comment, me: Member, settings: Settings, now: datetime
) -> tuple[CommentVerb, ...]:
    """Return what `me` may do with a comment now: its author may edit and delete it.

    Source: docs/rules.md, "Supervision" 4.
    """
    own = comment.by == me.agent_id and comment.deleted_at is None
    if not (own and _passes(checks.check_record, lead, me, settings, now)):
        return ()
    return ("edit", "delete") if len(comment.former) < limits.EDITS.most else ("delete",)


def _may_open(lead: Lead) -> bool:
    try:
        checks.check_reopen_task(lead)
    except Refusal:
        return False
    return True


def _task_passes(
    check: Callable[[Lead, Task, Member, Settings], None], lead: Lead, task: Task, me: Member, settings: Settings
) -> bool:
    try:
        check(lead, task, me, settings)
    except Refusal:
        return False
    return True


def _passes(check: Check, lead: Lead, me: Member, settings: Settings, now: datetime) -> bool:
    try:
        return check(lead, me, settings, now)
    except Refusal:
        return False
