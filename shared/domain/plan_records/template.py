"""Define the team's templates: texts that members begin a message, or the note of a call, with."""

import re
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from shared.domain.kernel.field_error import field_error
from shared.domain.kernel.record import NewerRule, Record, TemplateId
from shared.domain.plan_records.settings import Language

TemplateChannel = Literal["call", "whatsapp", "text", "email"]
PLACEHOLDERS = ("first_name", "listing", "my_name", "team")
_BRACES = re.compile(r"\{([^{}]*)\}")


def _has_known_placeholders(text: str) -> str:
    if not set(_BRACES.findall(text)) <= set(PLACEHOLDERS):
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise field_error("placeholder_unknown", "what stands in braces is one of {known}", known=known)
    return text


def _unique(channels: tuple[TemplateChannel, ...]) -> tuple[TemplateChannel, ...]:
    return tuple(dict.fromkeys(channels))


Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Channels = Annotated[tuple[TemplateChannel, ...], Field(min_length=1, max_length=4), AfterValidator(_unique)]
Subject = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=150), AfterValidator(_has_known_placeholders)
]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1_500),
    AfterValidator(_has_known_placeholders),
]


class Template(Record):
    """A text to begin a message, or the note of a call, with.

    Its placeholders are filled in where it is used. `subject` is of e-mails. An archived one is offered to nobody.

    Source: docs/rules.md, "Templates" 1.
    """

    newer_rule: ClassVar[NewerRule] = NewerRule(
        stand_ins={
            "title": lambda stored: str(stored.get("title"))[:60].strip() or "?",
            "channels": lambda _: ["email"],
            "language": lambda _: "en",
            "text": lambda _: "?",
        },
        set_aside={"status": lambda _: "archived"},
    )
    template_id: TemplateId
    title: Title
    channels: Channels
    language: Language
    subject: Subject = ""
    text: Text
    status: Literal["active", "archived"] = "active"
    archived_at: AwareDatetime | None = None
    created_at: AwareDatetime
