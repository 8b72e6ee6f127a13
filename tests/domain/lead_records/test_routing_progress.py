"""Does routing's progress change as the rules say, and is it stored among the lead's fields as it always was?"""

from dataclasses import fields, replace

import pytest

from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.routing_progress import ANEW, STORED, RoutingProgress
from tests import make
from tests.make import ANN, BOB, CAT, MAIN, NIGHT

FULL = RoutingProgress(
    route_id=MAIN, place=2, turns={MAIN: 4}, tried=(ANN,), passed=(ANN,), skips=(NIGHT,), rivals=(BOB,), beaten=(CAT,),
    returned_by=(BOB,), attempts=3,
)  # fmt: skip


def test_a_lead_holds_each_of_its_fields_and_what_is_usual_of_it():
    usual = {name: Lead.model_fields[name].get_default(call_default_factory=True) for name in STORED}
    assert usual == RoutingProgress().stored


@pytest.mark.parametrize("progress", [RoutingProgress(), FULL], ids=["none yet", "some of all"])
def test_it_reads_as_it_was_written_beside_the_leads_other_fields(progress):
    lead = make.lead().model_copy(update=progress.stored)
    assert lead.progress == progress
    assert {name: getattr(lead, name) for name in STORED} == progress.stored
    assert set(STORED) == {one.name for one in fields(RoutingProgress)}


def test_an_offer_takes_the_turn_of_its_route_and_forgets_attempts():
    offered = FULL.on_offer(make.offer(BOB, route_id=NIGHT, turn=7), 1)
    assert offered == replace(FULL, route_id=NIGHT, place=1, turns={MAIN: 4, NIGHT: 7}, attempts=0)


def test_a_lead_is_first_on_a_route_it_was_not_on_or_begins_anew():
    assert (FULL.is_first_on(MAIN), FULL.is_first_on(NIGHT)) == (False, True)
    assert RoutingProgress(turns={MAIN: ANEW}).is_first_on(MAIN)


def test_who_passes_is_remembered_as_tried_too():
    after = FULL.after_pass((BOB, CAT))
    assert (after.tried, after.passed) == ((ANN, BOB, CAT), (ANN, BOB, CAT))
    assert FULL.after_offer((BOB,)).passed == (ANN,)


def test_after_a_jump_ball_the_beaten_are_asked_again_when_its_winner_gives_it_back():
    won = RoutingProgress(route_id=MAIN, turns={MAIN: 4}, tried=(ANN, BOB)).on_claim((BOB,))
    back = won.on_return(ANN, MAIN, elsewhere=False)
    assert (back.tried, back.beaten, back.turns, back.rivals) == ((ANN,), (BOB,), {MAIN: ANEW}, ())
    assert back.returned_by == (ANN,)
    assert back.had_offer(BOB)


def test_a_lead_that_is_handed_over_goes_past_the_routes_it_was_on():
    back = FULL.on_return(CAT, MAIN, elsewhere=True)
    assert (back.skips, back.route_id, back.place) == ((NIGHT, MAIN), None, -1)
    assert (back.tried, back.beaten, back.turns) == ((ANN, CAT), (CAT,), {MAIN: 4})


@pytest.mark.parametrize(("held", "skips"), [(True, (NIGHT,)), (False, ())])
def test_in_the_pool_only_a_held_lead_remembers_which_routes_to_skip(held, skips):
    assert (FULL.on_rest(held=held).skips, FULL.on_rest(held=held).rivals) == (skips, ())
