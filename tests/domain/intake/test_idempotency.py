"""Does a repeated request with the same key get the same answer for a day?"""

from datetime import timedelta

import pytest

from shared.domain.intake.idempotency import KEPT, earlier_result, remember
from shared.domain.kernel.errors import KeyReused
from shared.domain.lead_records.delivery import Answered
from tests.make import ANN, NOON, SECOND

FIRST = remember(None, ANN, "POST /leads", "key", "body", "lead_1", NOON)


@pytest.mark.parametrize(
    ("found", "body", "now", "outcome"),
    [
        pytest.param(None, "body", NOON, None, id="the first time"),
        pytest.param(FIRST, "body", NOON, "lead_1", id="again"),
        pytest.param(FIRST, "body", NOON + KEPT - SECOND, "lead_1", id="again, almost a day later"),
        pytest.param(FIRST, "body", NOON + KEPT, None, id="a day later it is new"),
        pytest.param(FIRST, "other", NOON + KEPT, None, id="a day later the key is free"),
    ],
)
def test_a_key_is_valid_for_a_day(found, body, now, outcome):
    assert earlier_result(found, body, now) == outcome


def test_a_key_with_another_body_is_refused():
    with pytest.raises(KeyReused):
        earlier_result(FIRST, "other", NOON)


def test_an_expired_entry_is_replaced_under_the_version_that_was_read():
    old = Answered(**{**dict(FIRST), "version": 3})
    again = remember(old, ANN, "POST /leads", "key", "other", "lead_2", NOON + 2 * KEPT)
    assert (again.version, again.made, again.until - NOON) == (3, "lead_2", timedelta(hours=72))
