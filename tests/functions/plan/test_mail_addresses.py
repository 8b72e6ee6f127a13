"""Is a source's address for mail shown to the Rainmaker alone, and is it renewed with the secret?"""

import pytest

from shared.domain.lead_records.delivery import Delivery, ForwardingConfirmation
from shared.store import deliveries
from tests import make
from tests.functions import planning, team
from tests.make import BOSS, NOON

MAILS = make.id_of("source", "mails")
DOMAIN = "leads.example.com"


@pytest.fixture
def ask(table, secret, event):
    ask = planning.seated(table, secret, event, inbound_domain=DOMAIN)
    team.change(table, make.source(MAILS, title="mails", kind="email"))
    return ask


def shown(ask, **asked):
    return ask("GET", f"/sources/{MAILS}", **asked)[1].get("mail_address")


def test_a_new_source_for_mail_has_an_address_that_stays_until_it_is_renewed(ask, secret):
    made = ask("POST", "/sources", {"title": "Casas", "kind": "email"})[1]
    assert made["mail_address"] == f"{secret.mail_name(made['source_id'], 1)}@{DOMAIN}"
    assert ask("GET", f"/sources/{made['source_id']}")[1]["mail_address"] == made["mail_address"]
    renewed = ask("POST", f"/sources/{made['source_id']}/secret")[1]
    assert renewed["mail_address"] == f"{secret.mail_name(made['source_id'], 2)}@{DOMAIN}"
    assert ask("GET", f"/sources/{made['source_id']}")[1]["mail_address"] == renewed["mail_address"]


def test_a_source_of_an_earlier_release_has_one_too(ask, secret):
    assert shown(ask) == f"{secret.mail_name(MAILS, 1)}@{DOMAIN}"
    (listed,) = (one for one in ask("GET", "/sources")[1]["items"] if one["source_id"] == MAILS)
    assert listed["mail_address"] == shown(ask)


def test_nobody_else_is_shown_it(ask):
    assert shown(ask, me=BOSS) is None


def test_other_kinds_have_none(ask):
    assert "mail_address" not in ask("GET", f"/sources/{make.WEB}")[1]


def test_an_archived_source_has_none(ask):
    assert ask("DELETE", f"/sources/{MAILS}", match=1)[0] == 204
    assert shown(ask) is None


def test_a_team_without_a_domain_has_none(table, secret, event):
    ask = planning.seated(table, secret, event)
    team.change(table, make.source(MAILS, title="mails", kind="email"))
    assert shown(ask) is None


def test_what_gmail_asks_to_confirm_is_listed_with_its_code_and_link(ask, table):
    asked = ForwardingConfirmation(code="735416429", link="https://mail-settings.google.com/mail/vf-1")
    deliveries.keep(table, Delivery(source_id=MAILS, hash="a", at=NOON, outcome="confirmation", confirmation=asked))
    (told,) = ask("GET", f"/sources/{MAILS}/deliveries")[1]["items"]
    assert (told["outcome"], told["confirmation"]) == ("confirmation", dict(asked))
