"""Do comments reach only members who may see them, and can their authors take back what they say?"""

import pytest

from shared.domain.kernel.errors import (
    AgentUnknown,
    Forbidden,
    Invalid,
    LeadClosed,
    LeadMerged,
    MayNotSee,
    Missing,
    NotOwner,
)
from shared.domain.kernel.limits import EDITS
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.task import MAX_TEXT
from shared.domain.leads.comments import add_comment, delete_comment, edit_comment
from shared.domain.leads.tasks import TaskWanted
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, LEAD, NOON, SECOND, id_of

ME = {agent_id: make.member(agent_id) for agent_id in (ANN, BOB, CAT)} | {BOSS: make.member(BOSS, role="manager")}
PLAN = make.plan(members=ME.values())
LATER, DUE = NOON + 60 * SECOND, NOON + 3600 * SECOND


def comment(by=ANN, mentions=(), name="1"):
    return Comment(comment_id=id_of("comment", name), lead_id=LEAD, body="Pide ver el piso", mentions=mentions, by=by,
                   at=LATER)  # fmt: skip


def remarked(lead, one, due_at=None, **settings):
    wanted = TaskWanted(due_at=due_at) if due_at else None
    return add_comment(lead, one, wanted, ME[one.by], make.plan(members=ME.values(), **settings))


# Comments and mentions


def test_a_comment_changes_nothing_of_its_lead_but_the_number_of_entries():
    lead = make.owned()
    done = remarked(lead, comment())
    assert (done.lead, done.records, done.tasks) == (lead.updated(entries=1, noted_at=LATER), (comment(),), ())


def test_a_member_tagged_twice_is_tagged_once():
    [written] = remarked(make.owned(), comment(mentions=(BOSS, ANN, BOSS))).records
    assert written.mentions == (BOSS, ANN)


@pytest.mark.parametrize(("sees", "refusal"), [("own", Missing), ("team", NotOwner)])
def test_only_the_owner_and_supervisors_comment_on_a_lead(sees, refusal):
    for lead in (make.owned(CAT), make.closed):
        with pytest.raises(refusal):
            remarked(lead, comment(), agents_see=sees)
    assert remarked(make.owned(CAT), comment(BOSS)).changed


@pytest.mark.parametrize(
    ("lead", "tagged", "sees"),
    [
        pytest.param(make.owned(), BOSS, "own", id="a Manager"),
        pytest.param(make.owned(), ANN, "own", id="oneself"),
        pytest.param(make.pooled(), BOSS, "own", id="a Manager, of the pool"),
    ],
)
def test_members_who_may_read_comments_can_be_tagged(lead, tagged, sees):
    assert remarked(lead, comment(BOSS if lead.owner is None else ANN, (tagged,)), agents_see=sees).changed


def test_who_covers_for_the_owner_can_be_tagged():
    plan = make.plan(members=[ME[ANN], make.member(BOB, covers_for=(ANN,)), ME[BOSS]])
    assert add_comment(make.owned(), comment(mentions=(BOB,)), None, ME[ANN], plan).changed
    with pytest.raises(MayNotSee):
        add_comment(make.owned(CAT), comment(BOSS, (BOB,)), None, ME[BOSS], plan)


@pytest.mark.parametrize(
    ("lead", "sees"),
    [
        pytest.param(make.owned(), "team", id="who sees the team's leads"),
        pytest.param(make.pooled(), "own", id="of the pool"),
        pytest.param(make.offered(BOB), "own", id="to whom it is offered"),
    ],
)
def test_members_who_see_the_lead_but_read_no_comments_cannot_be_tagged(lead, sees):
    with pytest.raises(MayNotSee):
        remarked(lead, comment(BOSS, (BOB,)), agents_see=sees)
    with pytest.raises(MayNotSee):
        edit_comment(
            lead, comment(BOSS), None, (BOB,), ME[BOSS], make.plan(members=ME.values(), agents_see=sees), LATER
        )


@pytest.mark.parametrize(
    ("tagged", "refusal"),
    [
        pytest.param(BOB, MayNotSee, id="who may not see it"),
        pytest.param(id_of("agent", "nobody"), AgentUnknown, id="nobody"),
        pytest.param(CAT, AgentUnknown, id="who has left"),
    ],
)
def test_who_cannot_be_tagged_is_named_by_their_place(tagged, refusal):
    plan = make.plan(members=[ME[ANN], ME[BOB], ME[BOSS], make.member(CAT, status="removed")])
    with pytest.raises(refusal) as refused:
        add_comment(make.owned(), comment(mentions=(BOSS, tagged)), None, ME[ANN], plan)
    assert refused.value.mistakes[0].loc == ("body", "mentions", 1)


# Its task


@pytest.mark.parametrize(
    ("lead", "by", "holder"),
    [
        pytest.param(make.owned(), BOSS, ANN, id="the owner's"),
        pytest.param(make.pooled(), BOSS, BOSS, id="its author's while nobody owns the lead"),
    ],
)
def test_a_task_is_stored_with_its_lead_and_its_assignee(lead, by, holder):
    done = remarked(lead, comment(by), DUE)
    [task] = done.tasks
    assert done.lead.tasks == (task,)
    assert (task.assignee, task.by, task.text, task.due_at) == (holder, by, "Pide ver el piso", DUE)
    assert (task.given and task.given.by) == (BOSS if holder == ANN else None)
    assert done.records[0].has_task


def test_a_comments_task_may_say_something_else_and_be_anothers():
    wanted = TaskWanted(text="Llamarla", due_at=DUE, assignee=BOSS)
    [task] = add_comment(make.owned(), comment(), wanted, ME[ANN], PLAN).tasks
    assert (task.text, task.assignee, task.follows) == ("Llamarla", BOSS, False)


def test_a_task_says_the_beginning_of_a_long_comment():
    def text(body):
        said = comment().model_copy(update={"body": body})
        [task] = add_comment(make.owned(), said, TaskWanted(due_at=DUE), ME[ANN], PLAN).tasks
        return task.text

    assert text("x" * 4000) == "x" * (MAX_TEXT - 1) + "…"
    assert text("x" * MAX_TEXT) == "x" * MAX_TEXT
    assert text("x" * (MAX_TEXT - 3) + "  yyy") == "x" * (MAX_TEXT - 3) + "…"


def test_a_task_comes_after_those_that_are_there_and_a_closed_lead_takes_none():
    there = remarked(make.owned(), comment(name="2"), DUE)
    both = remarked(there.lead, comment(), DUE)
    assert both.lead.tasks == (*there.tasks, *both.tasks)
    with pytest.raises(LeadClosed):
        remarked(make.owned(state="closed"), comment(), DUE)


@pytest.mark.parametrize("due", [LATER, NOON])
def test_a_task_is_due_in_the_future(due):
    with pytest.raises(Invalid) as refused:
        remarked(make.owned(), comment(), due)
    assert refused.value.mistakes[0].loc == ("body", "task", "due_at")


# Edited and deleted


def edited(one, body=None, mentions=None, me=ANN, lead=None):
    return edit_comment(lead or make.owned(), one, body, mentions, ME[me], PLAN, LATER + SECOND)


def test_an_edited_comment_keeps_what_it_said_before():
    first = edited(comment(), "Pide ver el ático").records[0]
    second = edited(first, "Pide ver ambos").records[0]
    assert [one.body for one in second.former] == ["Pide ver el piso", "Pide ver el ático"]
    assert second.text == "Pide ver ambos"
    assert [one.until for one in second.former] == [LATER + SECOND] * 2
    lead = edited(comment(), "Pide ver el ático").lead
    event = lead.history[-1]
    assert (event.kind, event.by, event.at) == ("comment_edited", ANN, LATER + SECOND)
    assert (event.detail, lead.noted_at) == ({"comment_id": comment().comment_id}, LATER + SECOND)
    same = edited(comment(), "Pide ver el piso", ())
    assert (same.changed, same.lead) == (False, make.owned())


def test_an_edit_leaves_what_it_does_not_name():
    one = comment(mentions=(BOSS,))
    assert edited(one, "Pide verlo").records[0].mentions == (BOSS,)
    assert edited(one, mentions=()).records[0].body == one.body


def test_text_and_mentions_are_edited_together():
    [one] = edited(comment(), "Pide verlo", (BOSS,)).records
    assert (one.body, one.mentions, one.tagged_at) == ("Pide verlo", (BOSS,), {BOSS: LATER + SECOND})


def test_a_mention_that_stays_keeps_when_it_was_added():
    [one] = edited(comment(), mentions=(BOSS,)).records
    late = edit_comment(make.owned(), one, None, (BOSS, ANN, ANN), ME[ANN], PLAN, LATER + 9 * SECOND).records[0]
    assert (late.mentions, late.tagged_at) == ((BOSS, ANN), {BOSS: LATER + SECOND, ANN: LATER + 9 * SECOND})


def test_a_mention_that_an_edit_adds_is_told_when_it_was_added():
    [one] = edited(comment(mentions=(BOSS,)), mentions=(BOSS, ANN)).records
    assert (one.mentions, one.tagged_at, one.former) == ((BOSS, ANN), {ANN: LATER + SECOND}, ())
    [again] = edited(one, mentions=()).records
    assert (again.mentions, again.tagged_at) == ((), {})


def test_only_members_who_are_newly_tagged_must_see_the_lead():
    """Somebody who was tagged may have lost sight of it since: that keeps nobody from mending a word."""
    assert edited(comment(mentions=(BOB,)), "Pide verlo", (BOB,)).changed
    with pytest.raises(MayNotSee) as refused:
        edited(comment(mentions=(BOSS,)), mentions=(BOSS, BOB))
    assert refused.value.mistakes[0].loc == ("body", "mentions", 1)


def test_the_open_task_of_an_edited_comment_says_the_new_text_unless_it_has_its_own():
    made = remarked(make.owned(), comment(), DUE)
    became = edited(made.records[0], "Llamar", lead=made.lead)
    assert became.lead.tasks == became.tasks
    assert became.tasks[0].text == "Llamar"
    own = made.lead.model_copy(update={"tasks": (made.tasks[0].model_copy(update={"text": "Otra cosa"}),)})
    assert edited(made.records[0], "Llamar", lead=own).tasks == ()


def test_a_deleted_comment_leaves_a_trace_without_its_text():
    one = edited(comment(mentions=(BOSS,)), "Pide ver el ático").records[0]
    done = delete_comment(make.owned(), one, None, ME[ANN], PLAN, LATER)
    [left] = done.records
    assert (left.text, left.former, left.mentions, left.deleted_at) == ("", (), (), LATER)
    assert "ático" not in left.model_dump_json()
    event = done.lead.history[-1]
    assert (event.kind, event.by, event.at) == ("comment_deleted", ANN, LATER)
    assert (event.detail, done.lead.noted_at, done.tasks) == ({"comment_id": one.comment_id}, LATER, ())
    again = delete_comment(make.owned(), left, None, ME[ANN], PLAN, LATER)
    assert (again.changed, again.lead) == (False, make.owned())
    with pytest.raises(Missing):
        edited(left, "Doch")


def test_who_was_tagged_late_is_no_trace_of_a_deleted_comment():
    [one] = edited(comment(), mentions=(BOSS,)).records
    [left] = delete_comment(make.owned(), one, None, ME[ANN], PLAN, LATER).records
    assert (left.tagged_at, left.has_task) == ({}, False)


def test_only_its_author_deletes_again_what_was_deleted_and_only_where_they_still_may():
    gone = comment().model_copy(update={"deleted_at": LATER})
    with pytest.raises(Forbidden):
        delete_comment(make.owned(), gone, None, ME[BOSS], PLAN, LATER)
    with pytest.raises(Missing):
        delete_comment(make.owned(BOB), gone, None, ME[ANN], PLAN, LATER)


def test_a_task_that_says_the_same_goes_with_its_comment():
    made = remarked(make.owned(), comment(), DUE)
    gone = delete_comment(made.lead, made.records[0], made.tasks[0], ME[ANN], PLAN, LATER)
    assert (gone.lead.tasks, gone.tasks[0].text, gone.tasks[0].deleted_at) == ((), "", LATER)
    assert not gone.records[0].has_task
    own = made.tasks[0].model_copy(update={"text": "Llamarla"})
    kept = delete_comment(make.owned(tasks=(own,)), made.records[0], own, ME[ANN], PLAN, LATER)
    assert (kept.lead.tasks, kept.tasks, kept.records[0].has_task) == ((own,), (), True)


def test_a_task_that_is_done_goes_with_its_comment_too_and_the_other_tasks_stay():
    made = remarked(make.owned(), comment(), DUE)
    other = made.tasks[0].model_copy(update={"comment_id": id_of("comment", "2")})
    done = delete_comment(make.owned(tasks=(other,)), made.records[0], made.tasks[0], ME[ANN], PLAN, LATER)
    assert (done.lead.tasks, [task.comment_id for task in done.tasks]) == ((other,), [made.tasks[0].comment_id])
    without_text = made.tasks[0].model_copy(update={"text": ""})
    assert delete_comment(make.owned(), made.records[0], without_text, ME[ANN], PLAN, LATER).tasks


def test_an_edit_changes_no_task_of_another_comment():
    made = remarked(make.owned(), comment(), DUE)
    other = made.tasks[0].model_copy(update={"comment_id": id_of("comment", "2")})
    both = made.lead.model_copy(update={"tasks": (other, *made.tasks)})
    became = edited(made.records[0], "Llamar", lead=both)
    assert [task.text for task in became.lead.tasks] == [other.text, "Llamar"]
    assert [task.comment_id for task in became.tasks] == [made.tasks[0].comment_id]
    assert edited(made.records[0], mentions=(BOSS,), lead=both).tasks == ()


@pytest.mark.parametrize(("me", "lead", "refusal"), [
    pytest.param(BOSS, make.owned(), Forbidden, id="a Manager"),
    pytest.param(ANN, make.owned(BOB), Missing, id="its author, who sees the lead no more"),
    pytest.param(ANN, make.owned(state="closed", merged_into=make.id_of("lead", "into")), LeadMerged, id="merged"),
])  # fmt: skip
def test_only_its_author_edits_or_deletes_a_comment(me, lead, refusal):
    with pytest.raises(refusal):
        edited(comment(), "Anders", me=me, lead=lead)
    with pytest.raises(refusal):
        delete_comment(lead, comment(), None, ME[me], PLAN, LATER)


def test_a_comment_is_edited_twenty_times():
    one = comment()
    for number in range(EDITS.most):
        [one] = edited(one, f"{number}").records
    with pytest.raises(Invalid) as refused:
        edited(one, "noch einmal")
    assert refused.value.mistakes[0].reason == "too_many_edits"
    assert edited(one, mentions=(BOSS,)).changed
