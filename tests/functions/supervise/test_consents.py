"""Does recording consent answer as docs/api.md says, and who reads it?"""

import pytest

from shared.domain.lead_records.consent import Consent
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, LEAD, NOON

AGREED = {"purpose": "marketing", "channel": "email", "given": True, "source": "by phone", "text": "News?", "note": "x"}


@pytest.fixture
def ask(table, secret, event):
    team.seat(table)
    return supervising.caller(table, secret, event)


def record(ask, me=ANN, **body):
    return ask(f"/leads/{LEAD}/consents", me, method="PUT", body={**AGREED, **body})


def test_the_owner_records_consent_and_reads_which_statement_counts(table, ask):
    team.store(table, make.owned(ANN))
    assert record(ask)[0] == 200
    status, lead = record(ask, given=False, text="", note="")
    assert status == 200
    now = f"{NOON:%Y-%m-%dT%H:%M:%SZ}"
    of = {"purpose": "marketing", "channel": "email", "at": now, "source": "by phone", "by": ANN}
    assert lead["consents"] == [
        {**of, "given": False, "counts": True},
        {**of, "given": True, "counts": False, "text": "News?", "note": "x"},
    ]


def test_who_sees_the_person_masked_reads_no_consents(table, ask):
    said = Consent(purpose="marketing", given=True, at=NOON, by="provider", text="News?")
    team.store(table, make.offered(ANN, consents=(said,)))
    assert "consents" not in ask(f"/leads/{LEAD}", ANN)[1]
    assert ask(f"/leads/{LEAD}", BOSS)[1]["consents"][0]["text"] == "News?"


def test_an_agent_reads_that_another_recorded_it_and_not_who(table, ask):
    said = Consent(purpose="marketing", given=True, at=NOON, by=BOB)
    team.store(table, make.owned(ANN, consents=(said,)))
    assert ask(f"/leads/{LEAD}", ANN)[1]["consents"][0]["by"] == "agent"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param({"purpose": "spam"}, "not_one_of", id="an unknown purpose"),
        pytest.param({"source": ""}, "too_short", id="no source"),
        pytest.param({"at": "2099-01-01T00:00:00Z"}, "in_the_future", id="in the future"),
        pytest.param({"text": "x" * 1001}, "too_long", id="a long text"),
    ],
)
def test_a_statement_by_hand_is_of_a_known_purpose_and_has_a_source(table, ask, body, reason):
    team.store(table, make.owned(ANN))
    status, answer = record(ask, **body)
    assert (status, answer["errors"][0]["reason"]) == (422, reason)
