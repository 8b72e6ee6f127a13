"""What every area refuses by: the family itself, and refusals that belong to no area."""

from __future__ import annotations

from typing import ClassVar

from shared.domain.kernel.field_error import FieldError, Loc, MistakeReason


class Refusal(Exception):
    """Asked for something the rules do not allow. Knows nothing of HTTP.

    Attributes:
        code: stable, snake case, for programs.
        detail: one English sentence for people, without personal data.
    """

    code: ClassVar[str]
    says: ClassVar[str]

    def __init__(self, detail: str | None = None) -> None:
        self.detail = detail or self.says
        super().__init__(self.detail)


class Missing(Refusal):
    """Not there, or not yours to see."""

    code, says = "not_found", "There is nothing here that you may see."


class Forbidden(Refusal):
    """Your role may not."""

    code, says = "forbidden", "Your role does not allow this."


class ChangedByOther(Refusal):
    """The plan moved on since you read it."""

    code, says = "changed_by_other", "This was changed since you read it. Read it again, then change it."


class Invalid(Refusal):
    """A field's value makes no sense here.

    Attributes:
        mistakes: which field, and why; see `FieldError`.
    """

    code, says = "invalid", "The request has a field that makes no sense."

    def __init__(self, loc: Loc, reason: MistakeReason, detail: str, **params: int | str) -> None:
        super().__init__(detail)
        self.mistakes: tuple[FieldError, ...] = (FieldError.of(loc, reason, detail, **params),)


class InvalidByName(Invalid):
    """A field that makes no sense in a way that has a code of its own; the code is the reason."""

    code: ClassVar[MistakeReason]

    def __init__(self, loc: Loc, detail: str | None = None, **params: int | str) -> None:
        super().__init__(loc, self.code, detail or self.says, **params)


class Busy(Refusal):
    """Too many at once; nothing was written."""

    code, says = "busy", "Too many changes at once. Nothing was written; try again."


class TooEarly(Exception):
    """A clock fired before its deadline. Its state machine tries again after a moment."""
