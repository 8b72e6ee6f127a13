"""About a lead: who it is and what they look for, in words, as far as the reader may know it."""

from __future__ import annotations

from pydantic import JsonValue

from shared.domain import access
from shared.domain.i18n.translate import TABLES, fact, translate
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Language

INTENTS = ("buy", "sell", "rent", "let")
MAX_VALUE = 120  # characters of one line
type Line = tuple[str, str]
"""What it is called, and what it is."""


def person(me: Member, lead: Lead, plan: Plan) -> str:
    """The name, as `me` may see it; empty where there is none."""
    contact = access.contact(me, lead, plan.settings)
    return one_line(f"{contact.first_name} {contact.last_name}")


def summarise(me: Member, lead: Lead, plan: Plan, language: Language) -> tuple[Line, ...]:
    """Who it is, source, place, intent, property and price: what an offer shows, and never how to reach the person.

    Source: docs/rules.md, "Offers and deadlines" 6.
    """
    told = access.attributes(me, lead, plan.settings)
    lines = {
        "person": person(me, lead, plan),
        "source": one_line(lead.source_title),
        "intent": _intent(told.get("intent"), language),
        "property_type": _text(told.get("property_type")),
        "place": _text(told.get("place")),
        "price": _price(told.get("price_min"), told.get("price_max"), language),
    }
    return tuple((translate(fact(f"about.{name}"), language), text) for name, text in lines.items() if text)


def one_line(text: str) -> str:
    """The text without line breaks or anything else that is not to be seen, and not too long."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:MAX_VALUE]


def _text(value: JsonValue) -> str:
    parts = value if isinstance(value, list) else [value]
    told = (str(part) for part in parts if isinstance(part, str | int | float) and not isinstance(part, bool))
    return one_line(", ".join(told))


def _intent(value: JsonValue, language: Language) -> str:
    return translate(fact(f"intent.{value}"), language) if value in INTENTS else _text(value)


def _price(least: JsonValue, most: JsonValue, language: Language) -> str:
    """A price or a range of prices; what is no number stays as it is."""
    given = {"least": _amount(least, language), "most": _amount(most, language)}
    found = [amount for amount in given.values() if amount]
    if len(set(found)) < 2 and len(found) != 1:
        return found[0] if found else ""
    key = "both" if len(found) == 2 else "from" if given["least"] else "to"
    return translate(fact(f"about.price.{key}", **given), language)


def _amount(value: JsonValue, language: Language) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _text(value)
    return "".join({",": _thousands(language), ".": TABLES[language].decimal}.get(c, c) for c in f"{value:,}")


def _thousands(language: Language) -> str:
    return "." if TABLES[language].decimal == "," else ","
