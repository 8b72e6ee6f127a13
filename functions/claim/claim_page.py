"""The page of a claim link, as HTML without scripts, in the agent's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from html import escape
from typing import NamedTuple

from functions.claim.page_style import headers_for, style_for
from shared.domain import access
from shared.domain.i18n.times import duration
from shared.domain.i18n.translate import Fact, fact, translate
from shared.domain.kernel.contact import Address
from shared.domain.leads.claim_link import LinkState
from shared.domain.notifications.lead_summary import Line, one_line, person_name, summarise
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Language, Settings
from shared.lead_snapshot import Snapshot

WITH_MORE = {"over": "page.over.says", "taken": "page.over.says", "not_found": "page.not_found.says"}
TITLES = {"offer_expired": "over", "already_claimed": "taken"}  # refusals shown like states of an offer


class ClaimPage(NamedTuple):
    """A page, and the headers that it is answered with."""

    html: str
    headers: dict[str, str]


def shown(snapshot: Snapshot, until: datetime, state: LinkState, *, claimed: bool = False) -> ClaimPage:
    """Return the page of a valid link.

    Args:
        snapshot: the lead, the link's agent, and the plan.
        until: when the link ends.
        state: the state of the offer.
        claimed: whether this request claimed the lead.
    """
    language = _language(snapshot.me, snapshot.plan)
    local = until.astimezone(snapshot.me.zone(snapshot.plan.settings.zone))
    says = [fact("page.for", name=snapshot.me.name)]
    body = ""
    if state == "open":
        says += [fact("page.until", at=local), _left(until - snapshot.now)]
        label = escape(translate(fact("page.claim"), language))
        body = f'<form method="post"><button type="submit">{label}</button></form>'
    elif state == "yours":
        body = f"<p><small>{escape(translate(fact('page.link_until', at=local), language))}</small></p>"
    else:
        says.append(fact(WITH_MORE[state]))
    rest = _about(snapshot, state, language) + body
    return _page("claimed" if claimed else state, language, says, rest, snapshot.plan.settings)


def refused(code: str, me: Member | None, plan: Plan) -> ClaimPage:
    """Return the page of a refusal; codes without a text of their own get the page that asks to try again.

    It names the team to its members alone: without a valid link, who asks may be anybody.
    """
    title = TITLES.get(code, code)
    known = title in (
        "over",
        "taken",
        "limit_reached",
        "lead_closed",
        "lead_merged",
        "lead_erased",
        "not_found",
        "forbidden",
    )
    title = title if known else "busy"
    says = [fact(WITH_MORE[title])] if title in WITH_MORE else []
    return _page(title, _language(me, plan), says, "", plan.settings if me else None)


def _page(title: str, language: Language, says: Iterable[Fact], rest: str, team: Settings | None) -> ClaimPage:
    style = style_for(team.accent_color if team else "")
    name = escape(team.team_name) if team else "Relevo"
    heading = escape(translate(fact(f"page.{title}"), language))
    paragraphs = "".join(f"<p>{escape(translate(one, language))}</p>" for one in says)
    html = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{heading} · {name}</title><style>{style}</style></head>"
        f"<body><header>{name}</header><main><h1>{heading}</h1>{paragraphs}{rest}</main></body></html>"
    )
    return ClaimPage(html, headers_for(style))


def _about(snapshot: Snapshot, state: LinkState, language: Language) -> str:
    """Return the lead's summary as the agent may see it; the person's addresses only once the lead is theirs."""
    if not access.may_see(snapshot.me, snapshot.lead, snapshot.plan.settings):
        return ""
    rows = "".join(_row(line) for line in summarise(snapshot.me, snapshot.lead, snapshot.plan, language))
    if state == "yours":
        rows += "".join(_reach(snapshot, language))
    return f"<dl>{rows}</dl>"


def _reach(snapshot: Snapshot, language: Language) -> Iterable[str]:
    """Yield the person's phones and e-mails, as links unless the lead is marked as do not contact."""
    contact, mark = (
        access.visible_contact(snapshot.me, snapshot.lead, snapshot.plan.settings),
        snapshot.lead.do_not_contact,
    )
    if mark is not None:
        yield _row(
            (
                translate(fact("page.do_not_contact"), language),
                person_name(snapshot.me, snapshot.lead, snapshot.plan) or "·",
            )
        )
    for name, scheme, addresses in (("phone", "tel", contact.phones), ("email", "mailto", contact.emails)):
        for address in addresses:
            yield _reachable(translate(fact(f"page.{name}"), language), scheme, address, open_=mark is None)


def _reachable(name: str, scheme: str, address: Address, *, open_: bool) -> str:
    text = escape(one_line(address.normal or address.given))
    shown = f'<a href="{scheme}:{text}">{text}</a>' if open_ and address.normal else text
    return f"<dt>{escape(name)}</dt><dd>{shown}</dd>"


def _row(line: Line) -> str:
    return f"<dt>{escape(line[0])}</dt><dd>{escape(line[1])}</dd>"


def _left(left: timedelta) -> Fact:
    minutes = int(left.total_seconds() // 60)
    return fact("page.left", length=duration(minutes)) if minutes else fact("page.left.short")


def _language(me: Member | None, plan: Plan) -> Language:
    return (me.language if me else None) or plan.settings.language
