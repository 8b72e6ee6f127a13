"""Does `may` list what a member may do with a lead, and nothing else?

That it says the same as the acts, whatever happened before, is held by the model (`tests/domain/test_model.py`).
"""

import pytest

from shared.domain.kernel.limits import EDITS
from shared.domain.lead_records.comment import Comment, FormerText
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.task import MAX_TASKS, Task
from shared.domain.leads.permissions import CHECKS, allowed_comment_verbs, allowed_task_verbs, allowed_verbs
from tests import make
from tests.domain.leads.acting import VERBS, does
from tests.make import ANN, BOB, BOSS, END, MAIN, NOON, SECOND

NOW = NOON + 60 * SECOND
OWNER, HANDING, OTHER = make.member(ANN), make.member(ANN, may_hand_over=True), make.member(BOB)
TEAM, MANAGER = make.member(BOB, sees="team"), make.member(BOSS, role="manager")
CARE = {"edit", "mark_do_not_contact", "record_consent", "record_objection", "record_interaction", "record_message",
        "comment"}  # fmt: skip
OPEN = {"open_conversation", "add_task"}
HELD = {"assign", "merge", "close"} | CARE | OPEN  # what a Manager does with any open lead
CLOSED = make.owned(ANN, state="closed", outcome="lost")


def task(number=1, agent_id=ANN):
    comment_id = make.id_of("comment", str(number))
    return Task(comment_id=comment_id, lead_id=make.LEAD, at=NOON, due_at=END, by=ANN, assignee=agent_id)


@pytest.mark.parametrize(
    ("lead", "me", "may"),
    [
        pytest.param(make.lead(), TEAM, set(), id="unrouted, seen by an agent"),
        pytest.param(make.lead(), MANAGER, HELD | {"release", "route"}, id="unrouted, a Manager"),
        pytest.param(make.offered(ANN), OWNER, {"claim", "pass"}, id="offered to me"),
        pytest.param(make.offered(ANN), TEAM, set(), id="offered to another"),
        pytest.param(make.offered(ANN), MANAGER, HELD | {"release", "route"}, id="offered, a Manager"),
        pytest.param(make.owned(), OWNER, {"give_back", "close"} | CARE | OPEN, id="mine"),
        pytest.param(make.owned(), HANDING, {"give_back", "hand_over", "close"} | CARE | OPEN, id="mine, with leave"),
        pytest.param(make.owned(), TEAM, set(), id="another's"),
        pytest.param(make.owned(), MANAGER, HELD | {"release", "route"}, id="another's, a Manager"),
        pytest.param(
            make.owned(BOSS), MANAGER, HELD | {"release", "route", "give_back", "hand_over"}, id="a Manager's own"
        ),
        pytest.param(make.pooled(), OTHER, {"claim"}, id="pooled"),
        pytest.param(make.pooled(), MANAGER, HELD | {"claim", "route"}, id="pooled, a Manager"),
        pytest.param(make.pooled(turns={MAIN: 1}), MANAGER, HELD | {"claim", "route"}, id="pooled, routed before"),
        pytest.param(make.pooled(source_id=None), MANAGER, HELD | {"claim"}, id="pooled without a source"),
        pytest.param(CLOSED, OWNER, CARE | {"reopen"}, id="mine, closed"),
        pytest.param(CLOSED, OTHER, set(), id="another's, closed"),
        pytest.param(CLOSED, MANAGER, CARE | {"reopen", "merge"}, id="closed, a Manager"),
        pytest.param(
            CLOSED.model_copy(update={"merged_into": make.id_of("lead", "into")}), MANAGER, set(),
            id="went into another",
        ),
    ],
)  # fmt: skip
def test_may_lists_what_the_lead_and_the_role_allow(lead, me, may):
    assert set(allowed_verbs(lead, me, make.settings(), NOW)) == may


@pytest.mark.parametrize(("now", "may"), [(END - SECOND, {"claim", "pass"}), (END, set())])
def test_an_offer_may_be_answered_until_its_deadline(now, may):
    assert set(allowed_verbs(make.offered(ANN), OWNER, make.settings(), now)) == may


def test_who_may_not_see_the_pool_may_not_claim_from_it():
    assert allowed_verbs(make.pooled(), OTHER, make.settings(agents_see_pool=False), NOW) == ()


def test_an_open_conversation_may_be_closed_and_not_opened_again():
    may = allowed_verbs(make.owned(conversation=Conversation(opened_at=NOON)), OWNER, make.settings(), NOW)
    assert "close_conversation" in may
    assert "open_conversation" not in may


@pytest.mark.parametrize("status", ["invited", "removed"])
def test_who_is_not_active_may_do_nothing(status):
    assert allowed_verbs(make.owned(), make.member(ANN, status=status), make.settings(), NOW) == ()


@pytest.mark.parametrize(
    ("lead", "me", "may"),
    [
        pytest.param(make.owned(tasks=(task(),)), OWNER, ("finish", "edit", "delete"), id="mine, open"),
        pytest.param(make.owned(), OWNER, ("reopen", "delete"), id="mine, done"),
        pytest.param(
            make.owned(state="closed", tasks=(task(),)), OWNER, ("finish", "delete"), id="mine, cancelled by closing"
        ),
        pytest.param(make.owned(), TEAM, (), id="another's"),
        pytest.param(make.owned(), OTHER, (), id="of a lead I may not see"),
        pytest.param(make.owned(), MANAGER, ("reopen", "delete"), id="another's, a Manager"),
        pytest.param(
            make.owned(tasks=tuple(task(n) for n in range(10, 10 + MAX_TASKS))),
            OWNER,
            ("delete",),
            id="no room",
        ),
    ],
)
def test_a_task_may_be_finished_reopened_and_changed_by_who_has_it_or_made_it(lead, me, may):
    assert allowed_task_verbs(lead, task(), me, make.settings()) == may


def comment(by=ANN, edits=0, **change):
    former = tuple(FormerText(body=f"{number}", until=NOON) for number in range(edits))
    return Comment(
        comment_id=make.id_of("comment", "1"), lead_id=make.LEAD, body="x", by=by, at=NOON, former=former, **change
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lead", "one", "me", "may"),
    [
        pytest.param(make.owned(), comment(), OWNER, ("edit", "delete"), id="mine"),
        pytest.param(make.owned(state="closed"), comment(), OWNER, ("edit", "delete"), id="mine, of a closed lead"),
        pytest.param(make.owned(), comment(edits=EDITS.most - 1), OWNER, ("edit", "delete"), id="once more"),
        pytest.param(make.owned(), comment(edits=EDITS.most), OWNER, ("delete",), id="edited too often"),
        pytest.param(make.owned(), comment(), MANAGER, (), id="another's, a Manager"),
        pytest.param(make.owned(), comment(deleted_at=NOON), OWNER, (), id="deleted"),
        pytest.param(make.owned(BOB), comment(), OWNER, (), id="of a lead I see no more"),
        pytest.param(make.owned(BOB), comment(), make.member(ANN, sees="team"), (), id="of a lead no more mine"),
        pytest.param(
            make.owned(state="closed", merged_into=make.id_of("lead", "into")), comment(), OWNER, (), id="merged"
        ),
    ],
)  # fmt: skip
def test_a_comment_may_be_edited_and_deleted_by_its_author_alone(lead, one, me, may):
    """Source: docs/rules.md, "Supervision" 4."""
    assert allowed_comment_verbs(lead, one, me, make.settings(), NOW) == may


def test_every_verb_has_a_check_and_is_tried_by_the_model():
    assert tuple(CHECKS) == VERBS
    assert [verb for verb in VERBS if does(verb, make.owned(BOSS), MANAGER, make.plan(), NOW)]
