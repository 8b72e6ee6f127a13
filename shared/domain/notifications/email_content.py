"""Compose the content of a mail to a member, in their language and limited to what they may see."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from shared.domain.i18n.translate import Fact, Title, capitalise, fact, translate
from shared.domain.kernel.notification import Notification
from shared.domain.lead_records.lead import Lead
from shared.domain.notifications.lead_summary import Line, one_line, person_name, summarise, task_of
from shared.domain.notifications.mail_reasons import reason_of
from shared.domain.notifications.mail_values import mail_values
from shared.domain.notifications.sensitive_acts import SensitiveAct
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Language

MAX_SUBJECT = 150  # characters
_WITH_CLOCK = frozenset({"offer", "response_due", "task_due", "task_overdue"})  # their mails say until when instead


class EmailContent(NamedTuple):
    """The content of a mail, as plain text without markup.

    Attributes:
        language: of the text.
        team: the name of the team it is from.
        subject: one line.
        paragraphs: one sentence each.
        summary: the lead's labels and values, one line each.
        link: its label and its URL; None if there is nothing to open.
        footer: why the receiver gets it.
        settings: where the receiver chooses what they get, a label and a URL; None if they cannot.
    """

    language: Language
    team: str
    subject: str
    paragraphs: tuple[str, ...]
    summary: tuple[Line, ...]
    link: Line | None
    footer: str
    settings: Line | None = None


def compose_email(
    notification: Notification, lead: Lead | None, me: Member, plan: Plan, url: str | None, profile: str | None = None
) -> EmailContent:
    """Compose the mail for a notification.

    It never contains e-mails, phones or what people wrote, but for the text of a task that they have or gave: the
    receiver opens the link for those.

    Args:
        notification: what the mail is about.
        lead: the lead it is about, as it is now, if `me` may see it.
        me: the receiver.
        plan: as it is now.
        url: the claim link for an offer, else the page of what it is about; None if there is none.
        profile: the page where `me` chooses what they get; None if there is none.

    Source: docs/rules.md, "Supervision" 5, "Offers and deadlines" 2 and 6, "Restrictions" 2.
    """
    language, team = me.language or plan.settings.language, plan.settings.team_name
    why = reason_of(notification, lead, me, plan)
    if notification.kind == "sensitive_act":
        facts = fact("mail.hello", name=me.first_name), fact("mail.foot.fixed", team=team, why=why)
        return _compose_act(SensitiveAct.of(notification.detail, notification.at), *facts, language, plan, url)
    name = person_name(me, lead, plan) if lead else ""
    values = mail_values(notification, name, me, plan)
    label = fact("mail.claim" if notification.kind == "offer" else "mail.open" if lead else "mail.open_page")
    message = fact(f"mail.{_said(notification)}", **values)
    when = notification.at.astimezone(me.zone(plan.settings.zone))
    happened = () if notification.kind in _WITH_CLOCK else (fact("mail.when", at=when),)
    says = (fact("mail.hello", name=me.first_name), message, *_deadline(notification, lead, me, plan), *happened)
    return EmailContent(
        language=language,
        team=team,
        subject=capitalise(one_line(translate(fact(f"mail.{notification.kind}", **values), language)))[:MAX_SUBJECT],
        paragraphs=tuple(capitalise(translate(one, language)) for one in says),
        summary=summarise(me, lead, plan, language) if lead else (),
        link=(translate(label, language), url) if url else None,
        footer=translate(fact("mail.foot", team=team, why=why), language),
        settings=(translate(fact("mail.settings"), language), profile) if profile else None,
    )


def compose_security_email(act: SensitiveAct, plan: Plan, url: str | None) -> EmailContent:
    """Compose the mail that tells the security address of a sensitive act, in the team's language.

    Args:
        act: what was done.
        plan: as it is now.
        url: the page of the audit; None if there is none.

    Source: docs/rules.md, "Restrictions" 8.
    """
    footer = fact("mail.foot.security", team=plan.settings.team_name)
    return _compose_act(act, fact("mail.hello.security"), footer, plan.settings.language, plan, url)


def act_sentence(act: SensitiveAct, plan: Plan) -> Fact:
    """Return who did what, by the names in the plan as it is now. It names no contact."""
    by, about = plan.members.get(act.by), plan.members.get(act.subject)
    source = plan.sources.get(act.subject)
    named = about.name if about else Title(source.title) if source else act.subject
    return fact(f"act.{act.code}", by=by.name if by else fact("act.by_itself"), about=named)


def _compose_act(
    act: SensitiveAct, greeting: Fact, footer: Fact, language: Language, plan: Plan, url: str | None
) -> EmailContent:
    sentence = fact("mail.sensitive_act.says", act=act_sentence(act, plan))
    when = fact("mail.sensitive_act.when", at=act.at.astimezone(plan.settings.zone))
    subject = translate(fact("mail.sensitive_act", act=act_sentence(act, plan)), language)
    says = (greeting, sentence, when, fact("mail.sensitive_act.look"))
    return EmailContent(
        language=language,
        team=plan.settings.team_name,
        subject=one_line(subject)[:MAX_SUBJECT],
        paragraphs=tuple(capitalise(translate(one, language)) for one in says),
        summary=(),
        link=(translate(fact("mail.audit"), language), url) if url else None,
        footer=translate(footer, language),
    )


def _said(notification: Notification) -> str:
    """Return which sentence tells of it, where a kind has several."""
    kind, detail = notification.kind, notification.detail
    if kind == "response_missed" and "agent_id" in detail:
        return "response_missed.of"
    return "target_gone.says" if kind == "target_disabled" and detail.get("trouble") == "gone" else f"{kind}.says"


def _deadline(notification: Notification, lead: Lead | None, me: Member, plan: Plan) -> tuple[Fact, ...]:
    """Return the sentences about a deadline, or a task, in the member's time zone; none if there is neither."""
    if notification.kind == "offer" and lead and lead.offer:
        others = (fact("mail.offer.together"),) if lead.offer.together else ()
        return (_until(lead.offer.deadline, me, plan), *others, fact("mail.claim.note"))
    if lead and (task := task_of(notification, lead, me, plan)):
        quoted = (fact("mail.task.text", text=Title(one_line(task.text))),) if task.text else ()
        return (*quoted, fact("mail.task.due", at=task.due_at.astimezone(me.zone(plan.settings.zone))))
    if notification.kind == "response_due" and lead and lead.response:
        return (_until(lead.response.due, me, plan),)
    return ()


def _until(at: datetime, me: Member, plan: Plan) -> Fact:
    return fact("mail.until", at=at.astimezone(me.zone(plan.settings.zone)))
