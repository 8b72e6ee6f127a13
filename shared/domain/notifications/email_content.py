"""Letters: what a mail tells a member, in their language, as far as they may know it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from shared.domain.i18n.translate import Fact, capitalise, fact, translate
from shared.domain.kernel.notification import Notification
from shared.domain.lead_records.lead import Lead
from shared.domain.notifications.lead_summary import Line, one_line, person, summarise
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan

MAX_SUBJECT = 150  # characters


class EmailContent(NamedTuple):
    """A mail to be: text only, nothing of it is markup.

    Attributes:
        subject: one line.
        says: sentences, each a paragraph.
        about: what the lead is about, line by line.
        link: what is written on it, and its address; None where there is nothing to open.
        foot: the last line.
    """

    subject: str
    says: tuple[str, ...]
    about: tuple[Line, ...]
    link: Line | None
    foot: str


def compose_email(notice: Notification, lead: Lead | None, me: Member, plan: Plan, address: str | None) -> EmailContent:
    """What is told of the notice. E-mails, phones and what people wrote never are: for those one opens the link.

    Args:
        notice: what is told.
        lead: the one it is about, as it is now, if `me` may see it.
        me: who is told.
        plan: as it is now.
        address: of the claim link for an offer, of the lead for everything else, if it has one.

    Source: docs/rules.md, "Offers and deadlines" 2 and 6, "Restrictions" 2.
    """
    language = me.language or plan.settings.language
    name = person(me, lead, plan) if lead else ""
    values = {"lead": name or fact("mail.someone"), "n": notice.count}
    label = fact("mail.claim" if notice.kind == "offer" else "mail.open")
    told = fact(f"mail.{notice.kind}.says", **values)
    says = (fact("mail.hello", name=me.first_name), told, *_deadline(notice, lead, plan))
    return EmailContent(
        subject=capitalise(one_line(translate(fact(f"mail.{notice.kind}", **values), language)))[:MAX_SUBJECT],
        says=tuple(capitalise(translate(one, language)) for one in says),
        about=summarise(me, lead, plan, language) if lead else (),
        link=(translate(label, language), address) if address else None,
        foot=translate(fact("mail.foot", team=plan.settings.team_name), language),
    )


def _deadline(notice: Notification, lead: Lead | None, plan: Plan) -> tuple[Fact, ...]:
    """Until when something is to be done, in the team's time."""
    if notice.kind == "offer" and lead and lead.offer:
        others = (fact("mail.offer.together"),) if lead.offer.together else ()
        return (_until(lead.offer.deadline, plan), *others, fact("mail.claim.note"))
    if notice.kind == "response_due" and lead and lead.response:
        return (_until(lead.response.due, plan),)
    return ()


def _until(at: datetime, plan: Plan) -> Fact:
    return fact("mail.until", at=at.astimezone(plan.settings.zone))
