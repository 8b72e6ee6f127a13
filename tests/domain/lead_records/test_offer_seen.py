"""Is what is known of an offer's way to its agent marked once, and timed only as far as it is known?"""

from datetime import timedelta

import pytest

from shared.domain.lead_records.counters import Times
from shared.domain.lead_records.offer_seen import mark_offer, steps_of
from tests import make
from tests.make import ANN, LEAD, NOON, SECOND

OFFER, NEXT = make.offer(ANN), make.offer(ANN, offer_id=make.id_of("offer", "next"))


def marked(**steps):
    known = None
    for what, seconds in steps.items():
        known = mark_offer(known, LEAD, OFFER, ANN, what, NOON + seconds * SECOND)
    return known


@pytest.mark.parametrize("what", ["delivered", "seen"])
def test_an_offer_is_marked_once_and_the_next_one_anew(what):
    first = mark_offer(None, LEAD, OFFER, ANN, what, NOON)
    assert mark_offer(first, LEAD, OFFER, ANN, what, NOON + SECOND) is None
    again = mark_offer(first.stored(), LEAD, NEXT, ANN, what, NOON + SECOND)
    assert (again.offer_id, getattr(again, f"{what}_at"), again.version) == (NEXT.offer_id, NOON + SECOND, 1)


@pytest.mark.parametrize(
    ("known", "steps"),
    [
        pytest.param(None, {}, id="nothing is known"),
        pytest.param(marked(delivered=2), {"d": 2}, id="delivered, and claimed without the console"),
        pytest.param(marked(delivered=2, seen=12), {"d": 2, "s": 10, "c": 48}, id="delivered and seen"),
        pytest.param(marked(seen=12), {"d": 12, "s": 0, "c": 48}, id="seen, and so delivered"),
        pytest.param(marked(seen=12, delivered=20), {"d": 12, "s": 0, "c": 48}, id="seen before the push"),
        pytest.param(marked(delivered=2, seen=70), {"d": 2}, id="seen after the claim"),
        pytest.param(marked(delivered=61), {}, id="delivered after the claim"),
    ],
)
def test_a_claim_times_the_steps_that_are_known(known, steps):
    found = steps_of(known, OFFER, NOON + 60 * SECOND)
    assert found == {step: Times(timedelta(seconds=seconds)) for step, seconds in steps.items()}


def test_what_is_known_of_another_offer_times_nothing():
    assert steps_of(marked(delivered=2, seen=12), NEXT, NOON + 60 * SECOND) == {}
