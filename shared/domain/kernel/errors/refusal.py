"""Define the base class of refusals, and refusals of every area."""

from __future__ import annotations

from typing import ClassVar

from shared.domain.kernel.field_error import FieldError, Loc, MistakeReason


class Refusal(Exception):
    """A request that the rules do not allow. HTTP statuses are assigned in `shared.web`, not here.

    Attributes:
        code: stable, snake case, for programs.
        says: the default of `detail`.
        detail: one English sentence for people, without personal data.
    """

    code: ClassVar[str]
    says: ClassVar[str]

    def __init__(self, detail: str | None = None) -> None:
        self.detail = detail or self.says
        super().__init__(self.detail)


class Missing(Refusal):
    """It does not exist, or the caller may not see it."""

    code, says = "not_found", "There is nothing here that you may see."


class Forbidden(Refusal):
    """The caller's role does not allow it."""

    code, says = "forbidden", "Your role does not allow this."


class ChangedByOther(Refusal):
    """The record was changed since the caller read it."""

    code, says = "changed_by_other", "This was changed since you read it. Read it again, then change it."


class MadeByNewerRelease(Refusal):
    """A newer release made it, before a roll-back: this one can neither use nor change it."""

    code, says = "made_by_newer_release", "A newer release made this: it can be used and changed once that is back."


class Invalid(Refusal):
    """A field has an invalid value.

    Attributes:
        mistakes: the field and the reason; see `FieldError`.
    """

    code, says = "invalid", "The request has a field that makes no sense."

    def __init__(self, loc: Loc, reason: MistakeReason, detail: str, **params: int | str) -> None:
        super().__init__(detail)
        self.mistakes: tuple[FieldError, ...] = (FieldError.of(loc, reason, detail, **params),)


class InvalidByName(Invalid):
    """A field with an invalid value, for a reason that has its own refusal code."""

    code: ClassVar[MistakeReason]

    def __init__(self, loc: Loc, detail: str | None = None, **params: int | str) -> None:
        super().__init__(loc, self.code, detail or self.says, **params)


class Busy(Refusal):
    """There is too much at once, or the table does not answer; the same request may succeed soon."""

    code, says = "busy", "Too much at once, or the database did not answer. Try again."


class TooEarly(Exception):
    """A clock fired before its deadline. Its state machine retries after a short wait."""
