"""Decide what the texts of a mail to a member are filled with: who did it, what it is about, and since when."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from pydantic import JsonValue

from shared.domain.i18n.translate import Fact, Title, fact
from shared.domain.kernel.notification import Notification
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan


def mail_values(notification: Notification, name: str, me: Member, plan: Plan) -> dict[str, Any]:
    """Return the value of every placeholder that the texts of mails have.

    Args:
        notification: what the mail is about.
        name: of the lead's person, as far as `me` may know it; empty if there is none.
        me: the receiver.
        plan: as it is now, for names.
    """
    told = notification.detail
    source, route = plan.sources.get(_text(told, "source_id")), plan.routes_by_id.get(_text(told, "route_id"))
    target = plan.targets.get(_text(told, "target_id"))
    return {
        "lead": name or fact("mail.someone"),
        "n": told.get("waiting") or told.get("leads") or notification.count,
        "by": _name(told.get("by"), plan),
        "agent": _name(told.get("agent_id"), plan),
        "since": _instant(told.get("since") or told.get("from"), me, plan),
        "source": Title(source.title) if source else fact("mail.gone"),
        "route": Title(route.title) if route else fact("mail.gone"),
        "status": fact(f"mail.status.{told['status']}") if "status" in told else fact("mail.gone"),
        "target": (urlsplit(target.url).hostname or "") if target else fact("mail.gone"),
        "max": told.get("max", 0),
        "cause": fact(f"mail.cause.{'complaint' if told.get('cause') == 'complaint' else 'bounce'}"),
        "limit": fact(f"mail.limit.{told['limit']}") if "limit" in told else "",
    }


def _name(who: JsonValue, plan: Plan) -> str | Fact:
    """Return a member's name; Relevo's for what no person did."""
    if not isinstance(who, str):
        return fact("mail.somebody")
    member = plan.members.get(who)
    return member.name if member else fact("mail.somebody" if who.startswith("agent_") else "mail.relevo")


def _instant(at: JsonValue, me: Member, plan: Plan) -> datetime | Fact:
    return (
        datetime.fromisoformat(at).astimezone(me.zone(plan.settings.zone))
        if isinstance(at, str)
        else fact("mail.lately")
    )


def _text(told: dict[str, JsonValue], name: str) -> str:
    return str(told.get(name, ""))
