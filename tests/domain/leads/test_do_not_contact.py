"""Is a person marked "do not contact" left alone, and nobody held to forbidden actions?"""

import pytest

from shared.domain.kernel.contact import DoNotContact
from shared.domain.kernel.errors import Missing, NotOwner
from shared.domain.leads.do_not_contact import mark_do_not_contact, merge_marks
from tests import make
from tests.make import ANN, BOB, BOSS, LEAD, MAIN, NOON, RESPONSE, SECOND

NOW = NOON + 60 * SECOND
OWNER, MANAGER = make.member(ANN), make.member(BOSS, role="manager")


def marked(lead, channels, me=OWNER, **settings):
    return mark_do_not_contact(lead, channels, me, make.settings(**settings), NOW)


def of(*channels, at=NOON, by=BOB):
    return DoNotContact(channels="all" if channels == ("all",) else channels, by=by, at=at)


@pytest.mark.parametrize("lead", [make.owned(ANN), make.lead(), make.offered(ANN), make.pooled(), make.closed])
def test_a_mark_stores_who_set_it_and_when_and_leaves_the_lead_in_its_state(lead):
    after = marked(lead, ("call", "email"), MANAGER).lead
    assert after.do_not_contact == of("call", "email", by=BOSS, at=NOW)
    event = after.history[-1]
    assert (event.kind, event.by, event.detail) == ("do_not_contact", BOSS, {"channels": ["call", "email"]})
    untold = {"history", "tell", "do_not_contact"}
    assert after.model_dump(exclude=untold) == lead.model_dump(exclude=untold)


def test_a_mark_without_channels_removes_it():
    after = marked(make.owned(ANN, do_not_contact=of("all")), ()).lead
    assert (after.do_not_contact, after.history[-1].detail) == (None, {"channels": []})


@pytest.mark.parametrize(
    ("before", "channels"),
    [
        pytest.param(of("all"), "all", id="all"),
        pytest.param(of("all"), ("email", "whatsapp", "call", "text"), id="each of all"),
        pytest.param(of("call", "text"), ("text", "call", "text"), id="in another order"),
        pytest.param(None, (), id="none"),
    ],
)
def test_setting_the_same_mark_again_changes_nothing(before, channels):
    assert not marked(make.owned(ANN, do_not_contact=before), channels).changed


@pytest.mark.parametrize(
    ("channels", "stops"),
    [
        pytest.param("all", True, id="all"),
        pytest.param(("call", "text"), True, id="all that counts"),
        pytest.param(("call", "whatsapp", "email"), False, id="a text may still be sent"),
    ],
)
def test_the_response_clock_stops_when_no_allowed_action_is_left(channels, stops):
    before = make.received(response=make.response())  # a call or a text
    after = marked(before, channels).lead
    assert (after.response, after.stop_clock, after.todo) == (
        (None, RESPONSE, "stop") if stops else (before.response, None, None)
    )
    assert (after.owner, after.via) == (ANN, MAIN)


def test_only_owners_and_managers_set_the_mark():
    with pytest.raises(Missing):
        marked(make.owned(BOB), "all")
    for lead in (make.pooled(), make.offered(ANN)):
        with pytest.raises(NotOwner):
            marked(lead, "all")
    with pytest.raises(NotOwner):
        marked(make.owned(BOB), "all", agents_see="team")


@pytest.mark.parametrize(
    ("one", "other", "channels"),
    [
        pytest.param(None, None, None, id="none"),
        pytest.param(of("call"), None, ("call",), id="one"),
        pytest.param(of("call"), of("email"), ("call", "email"), id="what either bars"),
        pytest.param(of("call"), of("all"), "all", id="all"),
        pytest.param(of("call", "text"), of("whatsapp", "email"), "all", id="all, together"),
    ],
)
def test_merged_marks_forbid_what_either_forbids(one, other, channels):
    for pair in ((one, other), (other, one)):
        found = merge_marks(*pair)
        assert (found and found.channels) == channels


def test_setting_the_mark_keeps_the_lead_id():
    assert marked(make.owned(ANN), "all").lead.lead_id == LEAD
