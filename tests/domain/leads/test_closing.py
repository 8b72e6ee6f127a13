"""Is it kept what was said of a lead that is closed, and nothing else taken?"""

from collections import Counter

import pytest

from shared.domain.kernel.closing import Closing, DealValue
from shared.domain.kernel.errors import Invalid
from shared.domain.lead_records.erasure import Erasure
from shared.domain.leads.bulk import undo, with_bulk_act
from shared.domain.leads.close import close, reopen
from shared.domain.plan_records.close_reason import CloseReason, changed_reasons
from shared.domain.privacy.erase import erase_lead
from shared.domain.privacy.kept_deal import kept_deal
from tests import make
from tests.make import ANN, BOSS, MAIN, NOON, SECOND, id_of

NOW, AUDIT, BULK = NOON + 60 * SECOND, id_of("audit", "one"), id_of("bulk", "one")
BOSS_HERSELF = make.member(BOSS, role="manager")
DEAR = CloseReason(reason_id=id_of("reason", "dear"), outcome="lost", name="Too dear")
FAST = CloseReason(reason_id=id_of("reason", "fast"), outcome="won", name="We were fast")
GONE = CloseReason(reason_id=id_of("reason", "gone"), outcome="lost", name="Gone", archived=True)
PLAN = make.plan([make.route()], [make.member(ANN), BOSS_HERSELF], close_reasons=(DEAR, FAST, GONE))
VALUE = DealValue(amount=250_000, currency="EUR")
SOLD = Closing(reason_id=FAST.reason_id, value=VALUE, note="Signed by María")
TOLD = {"reason_id": FAST.reason_id, "reason": "We were fast", "value": VALUE.model_dump(), "note": "Signed by María"}


def closed(outcome="won", closing=SOLD, lead=None):
    lead = lead or make.owned(ANN)
    return close(lead, outcome, BOSS_HERSELF, PLAN.settings, NOW, audit_id=AUDIT, closing=closing)


def reopened(lead):
    return reopen(lead, BOSS_HERSELF, PLAN, NOW + SECOND, audit_id=AUDIT)


def test_reason_value_and_note_stand_on_the_lead_and_in_its_history():
    lead = closed().lead
    assert lead.closing.model_dump(mode="json") == TOLD
    assert lead.history[-1].detail == {"outcome": "won", **TOLD}


def test_nothing_is_kept_where_nothing_is_said():
    assert closed("lost", Closing()).lead.closing is None


@pytest.mark.parametrize(
    ("outcome", "closing"), [("lost", Closing(note="No")), ("won", Closing()), ("won", SOLD)],
    ids=["another outcome", "nothing said", "the same said"],
)  # fmt: skip
def test_closing_again_changes_nothing_that_was_said(outcome, closing):
    lead = closed().lead
    assert not closed(outcome, closing, lead).changed


def summed(*decisions):
    """Return what the wins and values counted by these decisions come to, by day."""
    found = Counter()
    for row in (row for one in decisions for row in one.counters):
        found.update({(row.day, name): n for name, n in row.counts.items() if name.startswith("won")})
    return {name: n for name, n in found.items() if n}


def test_a_corrected_value_moves_the_sums_by_the_difference_on_the_day_of_the_correction():
    later, dearer = NOW + 86_400 * SECOND, Closing(value=DealValue(amount=300_000, currency="EUR"))
    first = closed(lead=make.received(ANN))
    again = close(first.lead, "won", BOSS_HERSELF, PLAN.settings, later, audit_id=AUDIT, closing=dearer)
    assert summed(first) == {("2026-01-05", "won"): 1, ("2026-01-05", "won_value#EUR"): 250_000}
    assert summed(again) == {("2026-01-06", "won_value#EUR"): 50_000}
    assert (again.lead.closing, again.lead.since, again.lead.tell) == (dearer, first.lead.since, "noted")
    gone = reopen(again.lead, BOSS_HERSELF, PLAN, later, audit_id=AUDIT)
    assert summed(gone) == {("2026-01-06", "won"): -1, ("2026-01-06", "won_value#EUR"): -300_000}


def test_a_corrected_currency_takes_one_sum_back_and_adds_to_another():
    first = closed(lead=make.received(ANN))
    again = closed("won", Closing(value=DealValue(amount=9, currency="USD")), first.lead)
    assert summed(again) == {("2026-01-05", "won_value#EUR"): -250_000, ("2026-01-05", "won_value#USD"): 9}


def test_a_reason_that_was_chosen_is_kept_in_a_correction_though_it_is_archived_by_now():
    lead = closed().lead
    archived = PLAN.settings.model_copy(update={"close_reasons": (FAST.model_copy(update={"archived": True}),)})
    kept = Closing(reason_id=FAST.reason_id, note="Signed by Ana")
    again = close(lead, "won", BOSS_HERSELF, archived, NOW, audit_id=AUDIT, closing=kept).lead
    assert (again.closing.reason, again.closing.note, again.closing.value) == ("We were fast", "Signed by Ana", None)


def test_a_correction_gives_another_reason_with_its_name():
    lead = closed("won", Closing(note="Signed")).lead
    assert closed("won", Closing(reason_id=FAST.reason_id), lead).lead.closing.reason == "We were fast"


def test_what_was_said_of_a_lead_that_is_lost_is_corrected_too_and_no_win_comes_of_it():
    lead = closed("lost", Closing(reason_id=DEAR.reason_id)).lead
    again = closed("lost", Closing(note="Bought elsewhere"), lead)
    assert (again.lead.closing.note, again.lead.closing.reason, again.lead.win) == ("Bought elsewhere", "", None)
    assert again.counters == ()


def test_a_win_counts_for_its_owner_and_the_route_and_source_that_brought_it():
    """Source: docs/rules.md, "Supervision" 2."""
    [row] = closed("won", Closing(), make.received(ANN)).counters
    assert (row.agent_id, row.route_id, row.source_id, row.counts) == (ANN, MAIN, make.WEB, {"won": 1})


def test_a_correction_in_bulk_is_undone():
    before = closed(lead=make.received(ANN)).lead
    other = closed("won", Closing(note="Other"), before)
    acted = with_bulk_act(other, before, BULK, BOSS_HERSELF, NOW)
    back = undo(acted.lead, BULK, BOSS_HERSELF, PLAN, NOW + SECOND, audit_id=AUDIT, response_id=id_of("response", "1"))
    assert (back.lead.closing, back.lead.win, summed(other, back)) == (before.closing, before.win, {})
    assert (back.lead.state, back.lead.history[-1].kind) == ("closed", "closed")


@pytest.mark.parametrize(
    ("outcome", "closing", "field", "reason"),
    [
        pytest.param("lost", Closing(value=VALUE), "value", "value_needs_won", id="a value, not won"),
        pytest.param("won", Closing(reason_id=DEAR.reason_id), "reason_id", "close_reason_unknown", id="another's"),
        pytest.param("lost", Closing(reason_id=GONE.reason_id), "reason_id", "close_reason_unknown", id="archived"),
        pytest.param(
            "lost", Closing(reason_id=id_of("reason", "none")), "reason_id", "close_reason_unknown", id="unknown"
        ),
    ],
)
def test_what_does_not_fit_is_refused_by_its_field(outcome, closing, field, reason):
    with pytest.raises(Invalid) as refused:
        closed(outcome, closing)
    [mistake] = refused.value.mistakes
    assert (mistake.loc, mistake.reason) == (("body", field), reason)


def test_reopening_clears_it_and_undoing_that_brings_it_back():
    before = closed().lead
    opened = with_bulk_act(reopened(before), before, BULK, BOSS_HERSELF, NOW + SECOND).lead
    assert opened.closing is None
    back = undo(
        opened, BULK, BOSS_HERSELF, PLAN, NOW + 2 * SECOND, audit_id=AUDIT, response_id=id_of("response", "new")
    ).lead
    assert (back.state, back.closing, back.history[-1].detail["value"]) == (
        "closed", before.closing, VALUE.model_dump(),
    )  # fmt: skip


def test_the_value_of_a_won_deal_is_kept_also_after_it_was_opened_again():
    won = closed().lead
    assert [kept_deal(lead, 10, NOW).value for lead in (won, reopened(won).lead)] == [VALUE, VALUE]
    assert "María" not in kept_deal(won, 10, NOW).model_dump_json()


def test_the_note_is_erased_with_the_person_and_the_value_stays():
    erasure = Erasure(erasure_id=id_of("erasure", "one"), by=BOSS, at=NOW, lead_ids=(make.LEAD,), due=NOW)
    lead = erase_lead(closed().lead, erasure, PLAN.settings.zone, NOW, audit_id=AUDIT).lead
    assert (lead.closing.note, lead.closing.value) == ("", VALUE)
    assert "María" not in lead.model_dump_json()


def test_reasons_that_are_left_out_are_archived():
    new = CloseReason(reason_id=id_of("reason", "new"), outcome="lost", name="Too dear")
    assert changed_reasons((DEAR, FAST), (FAST, new)) == (FAST, new, DEAR.model_copy(update={"archived": True}))


def many(count, **change):
    return tuple(DEAR.model_copy(update={"reason_id": id_of("reason", f"{n}"), "name": f"N{n}", **change})
                 for n in range(count))  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        pytest.param((DEAR, DEAR), "close_reason_twice", id="an id twice"),
        pytest.param(
            (DEAR, DEAR.model_copy(update={"reason_id": id_of("reason", "x"), "name": "too DEAR"})),
            "close_reason_twice", id="a name twice",
        ),
        pytest.param((DEAR.model_copy(update={"outcome": "won"}),), "close_reason_moved", id="another outcome"),
        pytest.param(many(11), "too_many_close_reasons", id="too many in use"),
        pytest.param(many(100, archived=True), "too_many_old_reasons", id="too many in all"),
    ],
)  # fmt: skip
def test_reasons_that_do_not_fit_are_refused(wanted, reason):
    with pytest.raises(Invalid) as refused:
        changed_reasons((DEAR,), wanted)
    assert refused.value.mistakes[0].reason == reason


def test_as_many_reasons_as_there_may_be_are_taken():
    assert len(changed_reasons((), many(10))) == 10
    assert len(changed_reasons((DEAR,), many(99, archived=True))) == 100
