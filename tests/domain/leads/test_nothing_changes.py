"""Does an act that changes nothing return the lead as it is, so that its caller is shown it?"""

import pytest

from shared.domain.kernel.closing import Closing
from shared.domain.kernel.contact import DoNotContact
from shared.domain.lead_records.task import Task
from shared.domain.leads.close import close
from shared.domain.leads.do_not_contact import mark_do_not_contact
from shared.domain.leads.quiet import close_quiet
from shared.domain.leads.tasks import delete_task, pass_on_unseen
from tests import make
from tests.make import ANN, BOSS, END, LEAD, NOON

PLAN = make.plan()
ME, SETTINGS = PLAN.members[ANN], PLAN.settings
GONE = Task(comment_id=make.id_of("comment", "1"), lead_id=LEAD, at=NOON, due_at=END, by=ANN, assignee=ANN,
            deleted_at=NOON)  # fmt: skip
SAID = make.owned(ANN, state="closed", outcome="lost", closing=Closing(note="too dear"))
MARKED = make.owned(ANN, do_not_contact=DoNotContact(channels=("call",), by=BOSS, at=NOON))


@pytest.mark.parametrize(
    ("act", "lead"),
    [
        pytest.param(
            lambda lead: close(lead, "lost", ME, SETTINGS, END, audit_id="audit_1", closing=Closing(note="too dear")),
            SAID, id="closing it with what was said already",
        ),
        pytest.param(
            lambda lead: mark_do_not_contact(lead, ("call",), ME, SETTINGS, END), MARKED, id="marking it as it is"
        ),
        pytest.param(lambda lead: close_quiet(lead, 30, END), make.owned(ANN), id="closing what is not open"),
        pytest.param(
            lambda lead: delete_task(lead, GONE.task_id, GONE, ME, PLAN, END), make.owned(ANN),
            id="deleting what is deleted",
        ),
        pytest.param(lambda lead: pass_on_unseen(lead, PLAN, END), make.owned(ANN), id="passing on no task"),
    ],
)  # fmt: skip
def test_the_lead_is_returned_as_it_is(act, lead):
    decision = act(lead)
    assert (decision.changed, decision.lead) == (False, lead)
