"""Summarise a lead in words: who it is and what they look for, limited to what the reader may see."""

from __future__ import annotations

from pydantic import JsonValue

from shared.domain import access
from shared.domain.i18n.translate import TABLES, fact, translate
from shared.domain.kernel.notification import Notification
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import Task
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Language

INTENTS = ("buy", "sell", "rent", "let")
MAX_VALUE = 120  # characters of one line
type Line = tuple[str, str]
"""A label and its value."""


def person_name(me: Member, lead: Lead, plan: Plan) -> str:
    """Return the lead's name as far as `me` may see it; empty if there is none."""
    contact = access.visible_contact(me, lead, plan.settings)
    return one_line(f"{contact.first_name} {contact.last_name}")


def task_of(notification: Notification, lead: Lead, me: Member, plan: Plan) -> Task | None:
    """Return the open task that the notification is about, as the lead holds it now, if `me` may read it."""
    task_id = notification.detail.get("task_id")
    task = next((task for task in lead.tasks if task.task_id == task_id and task.state == "open"), None)
    return task if task and access.may_see_task(me, task, lead, plan.settings) else None


def summarise(me: Member, lead: Lead, plan: Plan, language: Language) -> tuple[Line, ...]:
    """Return name, source, intent, property, place and price: what an offer shows, without contact data.

    Source: docs/rules.md, "Offers and deadlines" 6.
    """
    visible = access.visible_attributes(me, lead, plan.settings)
    lines = {
        "person": person_name(me, lead, plan),
        "source": one_line(lead.source_title),
        "intent": _intent(visible.get("intent"), language),
        "property_type": _text(visible.get("property_type")),
        "place": _text(visible.get("place")),
        "objection": translate(fact(f"objection.{lead.objection.what}"), language) if lead.objection else "",
        "price": _price(visible.get("price_min"), visible.get("price_max"), language),
    }
    return tuple((translate(fact(f"about.{name}"), language), text) for name, text in lines.items() if text)


def one_line(text: str) -> str:
    """Return the text as one line, without unprintable characters, cut to `MAX_VALUE`."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:MAX_VALUE]


def _text(value: JsonValue) -> str:
    parts = value if isinstance(value, list) else [value]
    texts = (str(part) for part in parts if isinstance(part, str | int | float) and not isinstance(part, bool))
    return one_line(", ".join(texts))


def _intent(value: JsonValue, language: Language) -> str:
    return translate(fact(f"intent.{value}"), language) if value in INTENTS else _text(value)


def _price(least: JsonValue, most: JsonValue, language: Language) -> str:
    """Return a price or a range of prices; values that are not numbers stay as they are."""
    given = {"least": _format_amount(least, language), "most": _format_amount(most, language)}
    found = [amount for amount in given.values() if amount]
    if len(set(found)) < 2 and len(found) != 1:
        return found[0] if found else ""
    key = "both" if len(found) == 2 else "from" if given["least"] else "to"
    return translate(fact(f"about.price.{key}", **given), language)


def _format_amount(value: JsonValue, language: Language) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _text(value)
    return "".join({",": _thousands(language), ".": TABLES[language].decimal}.get(c, c) for c in f"{value:,}")


def _thousands(language: Language) -> str:
    return "." if TABLES[language].decimal == "," else ","
