"""Consent that is recorded by hand, and what a merge makes of it."""

from datetime import timedelta

import pytest

from shared.domain.kernel.errors import LeadMerged, Missing, NotOwner
from shared.domain.lead_records.consent import Consent, Statement, add_consents, counting
from shared.domain.leads.consents import record_consent
from shared.domain.leads.merge import merge
from tests import make
from tests.make import ANN, BOB, BOSS, NOON

AGREED = Statement(purpose="marketing", channel="email", given=True, text="We may write to you.", version="3")


def record(lead, me=ANN, statement=AGREED, **settings):
    return record_consent(
        lead, statement, me, make.settings(**settings), NOON + timedelta(hours=1), source="by phone", note="kind"
    )  # fmt: skip


@pytest.fixture
def ann():
    return make.member(ANN)


def test_the_owner_records_what_the_person_agreed_to(ann):
    lead = record(make.owned(ANN), ann).lead
    assert [one.model_dump() for one in lead.consents] == [
        {"purpose": "marketing", "channel": "email", "given": True, "text": "We may write to you.", "version": "3",
         "at": NOON + timedelta(hours=1), "source": "by phone", "by": ANN, "note": "kind"},
    ]  # fmt: skip


def test_the_history_names_purpose_and_channel_and_none_of_the_words(ann):
    event = record(make.owned(ANN), ann).lead.history[-1]
    assert (event.kind, event.by) == ("consent", ANN)
    assert event.detail == {"purpose": "marketing", "channel": "email", "given": True}


def test_stating_again_what_counts_already_changes_nothing(ann):
    lead = record(make.owned(ANN), ann).lead
    again = record(lead, ann)
    assert (again.changed, again.lead) == (False, lead)


def test_a_withdrawal_is_a_further_statement(ann):
    lead = record(make.owned(ANN), ann).lead
    lead = record(lead, ann, AGREED.model_copy(update={"given": False, "text": ""})).lead
    assert [one.given for one in lead.consents] == [True, False]


@pytest.mark.parametrize(
    ("lead", "me", "refusal"),
    [
        pytest.param(make.owned(BOB), make.member(ANN), Missing, id="another's"),
        pytest.param(make.owned(BOB), make.member(ANN, sees="team"), NotOwner, id="another's in an open team"),
        pytest.param(make.owned(ANN, state="closed", merged_into=make.id_of("lead", "x")), make.member(ANN), LeadMerged,
                     id="merged"),
    ],
)  # fmt: skip
def test_who_may_not_act_on_a_lead_records_no_consent_there(lead, me, refusal):
    with pytest.raises(refusal):
        record(lead, me)


def test_a_merged_lead_leaves_its_statements_to_the_other():
    boss, into = make.member(BOSS, role="manager"), make.id_of("lead", "into")
    said = Consent(**AGREED.model_dump(exclude={"at"}), at=NOON, by="provider")
    lead, other = make.owned(ANN, consents=(said,)), make.owned(BOB, lead_id=into)
    merged = merge(lead, other, (), boss, make.settings(), NOON, audit_id="audit", response_id=make.RESPONSE)
    assert merged.into.consents == (said,)


def said(hours, channel="email", given=True, **change):
    at = NOON + timedelta(hours=hours)
    return Consent(**{"purpose": "marketing", "channel": channel, "given": given, "at": at, "by": "provider", **change})


def counts(*consents):
    found = counting(add_consents((), consents)).values()
    return sorted((one.purpose, one.channel, one.given) for one in found)


def test_a_withdrawal_on_any_channel_ends_earlier_consents_to_single_ones_of_the_same_purpose():
    other = said(0, "phone", purpose="calls")
    assert counts(said(0), said(0, "sms"), other, said(1, "any", given=False)) == [
        ("calls", "phone", True), ("marketing", "any", False),
    ]  # fmt: skip
    assert counts(said(1, "any", given=False), said(0)) == [("marketing", "any", False)], "told later"


def test_a_later_consent_to_a_single_channel_counts_and_an_earlier_one_stays_ended():
    assert counts(said(0), said(1, "any", given=False), said(2)) == [
        ("marketing", "any", False), ("marketing", "email", True),
    ]  # fmt: skip
    refused = said(1, "any", given=False)
    assert counts(refused, said(2), refused.model_copy(update={"at": NOON + timedelta(hours=3)})) == [
        ("marketing", "any", False),
    ]  # fmt: skip
    assert counts(said(0), said(1, "any", given=False), said(2, "any")) == [("marketing", "any", True)]
    assert counts(said(0, given=False), said(1, "any")) == [("marketing", "any", True), ("marketing", "email", False)]
