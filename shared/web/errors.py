"""HTTP answers of refusals. This is the only module that maps refusals to statuses."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from shared.domain.kernel import errors
from shared.domain.kernel.field_error import FieldError
from shared.web.field_errors import MistakeShown

STATUS: dict[type[errors.Refusal], HTTPStatus] = {
    errors.Missing: HTTPStatus.NOT_FOUND,
    errors.Forbidden: HTTPStatus.FORBIDDEN,
    errors.NotOffered: HTTPStatus.FORBIDDEN,
    errors.NotOwner: HTTPStatus.FORBIDDEN,
    errors.AlreadyClaimed: HTTPStatus.CONFLICT,
    errors.OfferExpired: HTTPStatus.GONE,
    errors.LimitReached: HTTPStatus.CONFLICT,
    errors.LeadClosed: HTTPStatus.CONFLICT,
    errors.LeadErased: HTTPStatus.GONE,
    errors.SampleLead: HTTPStatus.CONFLICT,
    errors.LeadMerged: HTTPStatus.CONFLICT,
    errors.NotMerged: HTTPStatus.CONFLICT,
    errors.MergedAgain: HTTPStatus.CONFLICT,
    errors.NoOwner: HTTPStatus.CONFLICT,
    errors.NotClosed: HTTPStatus.CONFLICT,
    errors.AlreadyRouted: HTTPStatus.CONFLICT,
    errors.TooManyTasks: HTTPStatus.CONFLICT,
    errors.TaskNotOpen: HTTPStatus.CONFLICT,
    errors.TouchedSince: HTTPStatus.CONFLICT,
    errors.UndoOver: HTTPStatus.CONFLICT,
    errors.AlreadyInTeam: HTTPStatus.CONFLICT,
    errors.NotActive: HTTPStatus.CONFLICT,
    errors.ChangedByOther: HTTPStatus.CONFLICT,
    errors.MadeByNewerRelease: HTTPStatus.CONFLICT,
    errors.Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.RuleUnknown: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.KindUnknown: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.SourceUnknown: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.AgentUnknown: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.MayNotSee: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.OrderMismatch: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.KeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.TitleTaken: HTTPStatus.CONFLICT,
    errors.EmailTaken: HTTPStatus.CONFLICT,
    errors.SignInTaken: HTTPStatus.CONFLICT,
    errors.LastRainmaker: HTTPStatus.CONFLICT,
    errors.LeadsNeedPlace: HTTPStatus.CONFLICT,
    errors.SourceInUse: HTTPStatus.CONFLICT,
    errors.SourceArchived: HTTPStatus.CONFLICT,
    errors.TargetDisabled: HTTPStatus.CONFLICT,
    errors.UploadMissing: HTTPStatus.CONFLICT,
    errors.SessionEnded: HTTPStatus.UNAUTHORIZED,
    errors.MfaRequired: HTTPStatus.FORBIDDEN,
    errors.SignatureInvalid: HTTPStatus.UNAUTHORIZED,
    errors.BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.MediaTypeUnsupported: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.BodyMalformed: HTTPStatus.BAD_REQUEST,
    errors.CursorInvalid: HTTPStatus.BAD_REQUEST,
    errors.MethodNotAllowed: HTTPStatus.METHOD_NOT_ALLOWED,
    errors.TooManyRequests: HTTPStatus.TOO_MANY_REQUESTS,
    errors.InvitationPending: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.Busy: HTTPStatus.SERVICE_UNAVAILABLE,
}

NO_SNIFFING = {"X-Content-Type-Options": "nosniff"}
"""Tell browsers not to guess another type: an answer may hold what strangers wrote."""

PROBLEM_HEADERS = {"Content-Type": "application/problem+json", "Cache-Control": "no-store", **NO_SNIFFING}

RETRY_AFTER_SECONDS = 1
MAX_FIELD_ERRORS = 100  # field errors in one answer, which keeps it below Lambda's limit for responses
MAX_NAME = 100  # characters of a field's name


class FieldErrors(errors.Invalid):
    """Raised when a request does not have the declared shape: lists each field error."""

    code, says = "invalid", "The request does not have the right shape."

    def __init__(self, found: Sequence[FieldError]) -> None:
        errors.Refusal.__init__(self)
        self.mistakes = tuple(
            one.model_copy(update={"loc": tuple(map(_cut, one.loc))}) for one in found[:MAX_FIELD_ERRORS]
        )


def _cut(part: str | int) -> str | int:
    """Shorten a field's name, so that the answer does not repeat long input."""
    return part[:MAX_NAME] if isinstance(part, str) else part


def problem(refusal: errors.Refusal) -> dict[str, Any]:
    """Return the problem+json body of a refusal (RFC 9457)."""
    status = STATUS[errors.Invalid if isinstance(refusal, FieldErrors) else type(refusal)]
    body = {
        "type": f"urn:relevo:problem:{refusal.code}",
        "title": status.phrase,
        "status": int(status),
        "detail": refusal.detail,
        "code": refusal.code,
    }
    if isinstance(refusal, errors.Invalid):
        body["errors"] = [MistakeShown.of(one).model_dump(mode="json", exclude_none=True) for one in refusal.mistakes]
    elif isinstance(refusal, errors.AlreadyClaimed) and refusal.owner:
        body["owner"] = refusal.owner
    elif isinstance(refusal, errors.LeadMerged) and refusal.leads_to:
        body["merged_into"] = refusal.leads_to
    return body


def headers(refusal: errors.Refusal) -> dict[str, str]:
    """Return the headers of a refusal's answer, with `Retry-After` where a retry may succeed, or a Bearer challenge."""
    extra: dict[str, str] = {}
    if isinstance(refusal, errors.TooManyRequests):
        extra = {"Retry-After": str(refusal.seconds)}
    elif isinstance(refusal, (errors.Busy, errors.InvitationPending)):
        extra = {"Retry-After": str(RETRY_AFTER_SECONDS)}
    elif isinstance(refusal, errors.SessionEnded):
        extra = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
    return {**PROBLEM_HEADERS, **extra}


INTERNAL: dict[str, Any] = {
    "type": "urn:relevo:problem:internal",
    "title": HTTPStatus.INTERNAL_SERVER_ERROR.phrase,
    "status": 500,
    "detail": "Something went wrong on our side. It was logged; try again.",
    "code": "internal",
}
