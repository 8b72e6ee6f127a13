"""Do open offers go on once an absence begins, and does the cover look after the leads, on a stack that runs?"""

from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.stack import HOURS, offers

pytestmark = pytest.mark.slow


def test_an_absence_passes_on_the_offer_and_lets_the_cover_see_the_leads_until_it_ends(stack, until):
    absent, other = stack.newcomer(), stack.newcomer()
    source = stack.source()
    stack.route([absent, other], HOURS, source)
    owned = stack.lead(source)
    until(lambda: stack.offered_to(absent, owned))
    absent.ask("POST", f"/leads/{owned}/claim")
    others = stack.lead(source)
    until(lambda: stack.offered_to(other, others))
    offered = stack.lead(source)
    until(lambda: stack.offered_to(absent, offered))
    assert stack.ask(other, "GET", f"/leads/{owned}")[0] == 404

    soon = datetime.now(UTC) + timedelta(hours=2)
    absence = {"until": f"{soon:%Y-%m-%dT%H:%M:%SZ}", "cover": stack.id_of(other)}
    status, made = stack.ask(absent, "POST", "/me/absences", absence)
    assert status == 201
    assert stack.ask(other, "GET", f"/leads/{owned}")[1]["contact"]["emails"]
    until(lambda: offers(stack, [offered]) == [stack.id_of(other)])
    assert "withdrawn" in stack.kinds(offered)
    assert "expired" not in stack.kinds(offered)

    assert stack.ask(absent, "POST", "/me/absences", absence | {"cover": None})[0] == 422
    assert stack.ask(absent, "DELETE", f"/me/absences/{made['absence_id']}")[0] == 204
    assert stack.ask(other, "GET", f"/leads/{owned}")[0] == 404
