"""Does a mail that names nobody wait, and does it leave the list and come back as a person says?"""

from datetime import timedelta

import pytest

from shared.domain.intake.fetch import fetched
from shared.domain.intake.to_read import dismiss, may_become_lead, set_aside, waits_to_be_read
from shared.domain.kernel.errors import ChangedByOther
from shared.domain.lead_records.delivery import Delivery
from tests.make import LEAD, NOON, WEB

NEW = Delivery(source_id=WEB, hash="one", at=NOON)
WAITING = set_aside(NEW, NOON + timedelta(days=90))
MADE = fetched(WAITING, LEAD, repeat=False)


def test_a_mail_waits_until_it_is_dismissed_and_again_once_that_is_taken_back():
    dismissed = dismiss(WAITING)
    assert [waits_to_be_read(one) for one in (NEW, WAITING, dismissed)] == [False, True, False]
    assert dismiss(dismissed, back=True) == WAITING


def test_what_is_so_already_stays_as_it_is():
    assert dismiss(dismiss(WAITING)) == dismiss(WAITING)
    assert dismiss(WAITING, back=True) == WAITING


@pytest.mark.parametrize("back", [True, False])
@pytest.mark.parametrize("delivery", [NEW, MADE], ids=["an inquiry", "a lead by now"])
def test_what_is_a_lead_is_not_dismissed(delivery, back):
    with pytest.raises(ChangedByOther):
        dismiss(delivery, back=back)


def test_a_lead_is_made_once_also_of_a_dismissed_mail():
    assert [may_become_lead(one) for one in (WAITING, dismiss(WAITING), NEW, MADE)] == [True, True, False, False]


def test_that_a_lead_was_made_of_it_is_kept_for_ever():
    assert (WAITING.forget_at, MADE.forget_at) == (NOON + timedelta(days=90), None)
