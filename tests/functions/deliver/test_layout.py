"""Is a mail the same as text and as HTML, whatever it is about, and does it load nothing?"""

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import get_args

import pytest

from infra import cognito_emails
from shared.domain.i18n.translate import TABLES
from shared.domain.kernel.notification import Notification, NotificationKind
from shared.domain.notifications.email_content import compose_email, compose_security_email
from shared.domain.notifications.sensitive_acts import SensitiveAct
from shared.mail_layout import OWN_COLOUR, to_html, to_text
from tests import make
from tests.make import ANN, BOSS, END, NOON

KINDS = get_args(NotificationKind)
PLAN = make.plan(team_name="Casa <&> Co")
ATTRIBUTES = {"place": "<Gracia>", "intent": "buy", "price_min": 200_000}
PAGE, PROFILE = "https://relevo.example.com/leads/1?tab=comments&entry=2", "https://relevo.example.com/me"


class AsText(HTMLParser):
    """Read a mail's HTML as a mail program shows it: a line for each block, a link as its label and its address."""

    BLOCKS = ("p", "tr", "br", "div", "hr", "title")

    def __init__(self):
        super().__init__()
        self.lines, self.link, self.shown, self.tags = [""], "", True, []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.shown = self.shown and tag not in ("head", "style")
        self.link = dict(attrs)["href"] if tag == "a" else self.link
        self.lines += [""] if tag in self.BLOCKS else []
        self.lines[-1] += " " if tag == "td" and self.lines[-1] else ""

    def handle_endtag(self, tag):
        self.shown = self.shown or tag == "head"
        self.lines[-1] += f": {self.link}" if tag == "a" else ""
        self.lines += [""] if tag in self.BLOCKS else []

    def handle_data(self, data):
        self.lines[-1] += data if self.shown else ""


def read(html):
    page = AsText()
    page.feed(html)
    return page


def lines_of_text(mail):
    return [line for line in to_text(mail).splitlines() if line not in ("", "-- ")]


def write(kind, language, profile=PROFILE):
    act = {"detail": {"act": "report.exported", "by": BOSS, "subject": "report"}} if kind == "sensitive_act" else {}
    lead = make.owned(attributes=ATTRIBUTES, response=make.response())
    told = Notification(
        notification_id=make.id_of("notification", "n"), agent_id=ANN, kind=kind, at=NOON, forget_at=END, **act
    )
    me = PLAN.members[ANN].model_copy(update={"language": language, "first_name": "<b>Ñu"})
    return compose_email(told, lead, me, PLAN, PAGE, profile)


@pytest.mark.parametrize("language", TABLES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_mail_is_the_same_as_text_and_as_html(kind, language):
    mail = write(kind, language)
    page = read(to_html(mail, colour=OWN_COLOUR))
    assert [line for line in page.lines if line] == lines_of_text(mail)
    assert dict(page.tags)["html"]["lang"] == language
    says = to_text(mail)
    assert PAGE in says
    assert (PROFILE in says) == (kind != "sensitive_act"), "what cannot be switched off does not say where"
    assert says.startswith("Casa <&> Co\n")


@pytest.mark.parametrize("kind", KINDS)
def test_no_mail_loads_anything_and_each_can_be_read_in_the_dark(kind):
    html = to_html(write(kind, "es"), colour=OWN_COLOUR)
    page = read(html)
    assert not [tag for tag, _ in page.tags if tag in ("img", "link", "script", "iframe", "object")]
    assert not [name for _, given in page.tags for name in given if name in ("src", "background", "srcset")]
    assert not re.search(r"url\(|@import", html)
    assert "prefers-color-scheme: dark" in html
    assert dict(page.tags)["html"] == {"lang": "es"}


@pytest.mark.parametrize("url", [None, PAGE])
@pytest.mark.parametrize("language", TABLES)
def test_the_mail_to_the_security_address_is_the_same_as_text_and_as_html(language, url):
    act = SensitiveAct("report.exported", BOSS, "report", NOON)
    plan = replace(PLAN, settings=PLAN.settings.model_copy(update={"language": language}))
    mail = compose_security_email(act, plan, url)
    page = read(to_html(mail, colour=OWN_COLOUR))
    assert [line for line in page.lines if line] == lines_of_text(mail)
    assert "Casa <&> Co" in mail.footer
    assert ("http" in to_text(mail)) == bool(url), "where there is no console, nothing leads to it"


@pytest.mark.parametrize("write_one", [cognito_emails.invitation, cognito_emails.code])
@pytest.mark.parametrize("language", TABLES)
def test_a_mail_of_the_user_pool_says_team_reason_and_link_in_both_languages(language, write_one):
    """Cognito sends the one text that it has as HTML alone."""
    mails = [write_one(one, "Casa <&> Co", PAGE) for one in cognito_emails.both(language)]
    page = read(cognito_emails.body(*mails))
    assert [given["lang"] for tag, given in page.tags if tag == "div"] == [one.language for one in mails]
    for mail in mails:
        assert "Casa <&> Co" in mail.footer
        assert {mail.footer, f"{mail.link[0]}: {PAGE}", *mail.paragraphs} <= set(page.lines)


def test_a_mail_in_two_languages_says_the_team_once_and_marks_each_language():
    html = to_html(write("offer", "es"), write("offer", "en"), colour=OWN_COLOUR)
    page = read(html)
    assert [given["lang"] for tag, given in page.tags if tag == "div"] == ["es", "en"]
    assert html.count("<b>Casa &lt;&amp;&gt; Co</b>") == 1
    assert {"Ver y reclamar: " + PAGE, "Look and claim: " + PAGE} <= set(page.lines)
