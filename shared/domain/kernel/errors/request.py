"""Define refusals of a request itself, independent of what it asks for."""

from __future__ import annotations

from shared.domain.kernel.errors.refusal import Refusal


class KeyReused(Refusal):
    """An Idempotency-Key was used for another request."""

    code, says = "key_reused", "This Idempotency-Key was used for a request with another body."


class SessionEnded(Refusal):
    """The caller's session has ended, although its token has not expired."""

    code, says = "session_ended", "Your session has ended. Sign in again."


class MfaRequired(Refusal):
    """The team requires a second factor, and the caller's time to set one up is over."""

    code, says = "mfa_required", "Your team requires a second factor. Set one up first."


class UploadMissing(Refusal):
    """There is no uploaded file to import."""

    code, says = "upload_missing", "The file was not uploaded, or is not kept any more: upload it, then start."


class SignatureInvalid(Refusal):
    """A delivery whose signature or key is invalid, or whose signature is too old."""

    code, says = "signature_invalid", "The signature or key of this delivery is not valid."


class BodyTooLarge(Refusal):
    """A body over 256 KB, or a delivery over 4 MB."""

    code, says = "body_too_large", "The body is larger than 256 KB, or as a delivery than 4 MB."


class MediaTypeUnsupported(Refusal):
    """A body that is not JSON."""

    code, says = "media_type_unsupported", "Send the body as application/json."


class BodyMalformed(Refusal):
    """A body that cannot be read."""

    code, says = "body_malformed", "The body is not valid JSON."


class CursorInvalid(Refusal):
    """A page cursor of another caller or other filters."""

    code, says = "cursor_invalid", "This cursor does not belong to this call. Start again without one."


class MethodNotAllowed(Refusal):
    """The path exists, but not with this method."""

    code, says = "method_not_allowed", "This path does not know this method."


class TooManyRequests(Refusal):
    """The caller does something more often than one may.

    Attributes:
        seconds: after how many they may again.
    """

    code, says = "too_many_requests", "You do this too often. Try again later."

    def __init__(self, seconds: int = 1) -> None:
        super().__init__()
        self.seconds = seconds
