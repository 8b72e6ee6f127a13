"""Each verb on a lead, done with a body that nothing can be said against."""

from datetime import timedelta
from typing import get_args

from shared.domain.kernel.contact import Objection, widest
from shared.domain.kernel.errors import Refusal
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.consent import Statement
from shared.domain.lead_records.conversation import Message
from shared.domain.lead_records.note import Note
from shared.domain.leads.checks import check_objection, check_withdrawal
from shared.domain.leads.claim import assign, claim, pass_offer, release
from shared.domain.leads.close import close, reopen
from shared.domain.leads.comments import add_comment
from shared.domain.leads.consents import record_consent
from shared.domain.leads.do_not_contact import mark_do_not_contact
from shared.domain.leads.doubt import judge
from shared.domain.leads.edit import Correction, edit
from shared.domain.leads.interactions import record_interaction
from shared.domain.leads.merge import merge
from shared.domain.leads.messages import record_message, switch_conversation
from shared.domain.leads.objections import mark_objection
from shared.domain.leads.permissions import LeadVerb
from shared.domain.leads.tasks import TaskWanted, change_task, delete_task, finish_task, make_task
from shared.domain.leads.transfer import give_back, hand_over, send_to_routing
from shared.domain.plan_records.workload import Workload
from tests import make

VERBS = get_args(LeadVerb.__value__)
AUDIT = {"audit_id": make.id_of("audit", "one")}


def does(verb, lead, me, plan, now):
    """Return whether the verb is neither refused nor without effect."""
    try:
        return decision(verb, lead, me, plan, now).changed
    except Refusal:
        return False


def task_does(verb, lead, task, me, plan, now):
    """Return whether finishing, reopening, changing or deleting a task is neither refused nor without effect."""
    asked = (task, me, plan, now)
    try:
        match verb:
            case "edit":
                wanted = TaskWanted(text=f"{task.text[:100]}x")
                return change_task(lead, task.task_id, wanted, *asked).changed
            case "delete":
                return delete_task(lead, task.task_id, *asked).changed
        return finish_task(lead, task.task_id, *asked, done=verb == "finish").changed
    except Refusal:
        return False


def decision(verb, lead, me, plan, now):
    """Return what the verb decides. Raise its refusal."""
    asked = (lead, me, plan.settings, now)
    match verb:
        case "claim":
            return claim(lead, me, plan, now, workload=Workload(agent_id=me.agent_id), response_id=make.RESPONSE)
        case "pass":
            return pass_offer(*asked)
        case "assign":
            return assign(lead, _another(lead, plan), me, plan.settings, now, **AUDIT)
        case "release":
            return release(*asked, **AUDIT)
        case "route":
            return send_to_routing(*asked, **AUDIT, note="the rules have changed")
        case "hand_over":
            return hand_over(lead, _another(lead, plan), me, plan.settings, now, **AUDIT)
        case "give_back":
            return give_back(*asked, reason="no_time")
        case "close":
            return close(lead, "lost", me, plan.settings, now, **AUDIT)
        case "reopen":
            return reopen(lead, me, plan, now, **AUDIT)
        case "judge":
            return judge(*asked, confirmed=True, **AUDIT)
        case "merge":
            into = make.lead(make.id_of("lead", "into"))
            return merge(lead, into, (), me, plan.settings, now, **AUDIT, response_id=make.RESPONSE).decision
        case "edit":
            correction = Correction(first_name=f"{lead.contact.first_name}a")
            return edit(lead, correction, {}, {}, me, plan.settings, now, version=lead.version).decision
        case "mark_do_not_contact":
            return mark_do_not_contact(lead, () if lead.do_not_contact else "all", me, plan.settings, now)
        case _:
            return _beside(verb, lead, me, plan, now)


def _beside(verb, lead, me, plan, now):
    beside = {"lead_id": lead.lead_id, "by": me.agent_id, "at": now}
    match verb:
        case "record_interaction":
            note = Note(note_id=make.id_of("note", "one"), kind="call", recorded_at=now, **beside)
            return record_interaction(lead, note, me, plan.settings)
        case "record_message":
            message = Message(
                message_id=make.id_of("message", "one"), direction="in", channel="email", body="x", **beside
            )
            return record_message(lead, message, me, plan, **AUDIT)
        case "open_conversation" | "close_conversation":
            return switch_conversation(
                lead, "open" if verb == "open_conversation" else "closed", me, plan.settings, now
            )
        case "record_consent":
            given = not any(one.given for one in lead.consents[-1:])
            statement = Statement(purpose="marketing", given=given)
            return record_consent(lead, statement, me, plan.settings, now, source="by phone", note="")
        case "record_objection":
            check_objection(lead, me, plan.settings, now)
            return mark_objection(lead, widest((lead.objection, Objection(what="all", at=now))), me.agent_id, now)
        case "withdraw_objection":
            check_withdrawal(lead, me, plan.settings, now)
            return mark_objection(lead, None, me.agent_id, now)
        case "comment":
            comment = Comment(comment_id=make.id_of("comment", "one"), body="x", **beside)
            return add_comment(lead, comment, None, me, plan)
        case "add_task":
            wanted = TaskWanted(text="x", due_at=now + timedelta(days=1))
            return make_task(lead, make.id_of("task", "one"), wanted, me, plan, now)
    raise AssertionError(f"nothing is tried for {verb}")


def _another(lead, plan):
    """Somebody active who does not own the lead."""
    return next(one for one in plan.members.values() if one.status == "active" and one.agent_id != lead.owner)
