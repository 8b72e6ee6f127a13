"""Read a request: its caller, its time, and the parameters that an operation declares."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from shared.domain.kernel.clean_text import clean_json
from shared.domain.kernel.errors import BodyMalformed, BodyTooLarge, MediaTypeUnsupported
from shared.domain.kernel.field_error import FieldError
from shared.domain.plan_records.session import MAX_SESSION_ID, Session
from shared.web.errors import FieldErrors
from shared.web.field_errors import to_field_errors

type Now = Callable[[], datetime]
type Guard = Callable[[Request], None]
"""Raises Forbidden if the caller may not call the operation, SessionEnded if their session has ended."""

type Who = Literal["anyone", "provider", "invited", "member", "manager", "rainmaker"]
"""Who may call an operation. `manager` includes the Rainmaker; `member` is any active member; `invited` also includes
members who have not signed in yet, or who owe a second factor."""

TO_ASK_WITH = ("access", "id")
"""The tokens of Cognito that are for asking; not those that only bring new ones."""

MAX_BODY_BYTES = 256 * 1024
MAX_DELIVERY_BYTES = 4 * 1024 * 1024  # a provider's: Lambda takes 6 MB, of which Base64 makes 4.5
MAX_KEY = 128
SENT_TYPE = "x-sender-content-type"  # what a delivery's `Content-Type` was; infra/edge/api.js says why
NO_SESSION = Session()


@dataclass(frozen=True)
class Request:
    """One request, without the declared parameters.

    Attributes:
        sub: the caller's id in the user pool, verified by the authorizer; None without a token.
        headers: names in lower case.
        raw: the body's bytes as received.
        now: when the request arrived, UTC.
        request_id: API Gateway's id of the request, for the log.
        who: who may call the operation.
        session: the session of the caller's token.
        query: the parameters of the address as received; never logged, because some senders put a key there.
        token_until: when the caller's token expires, if it says so.
        by_link: whether a claim link stands for the token: links end with their offer, not with a session.
    """

    sub: str | None
    headers: Mapping[str, str]
    raw: bytes
    now: datetime
    request_id: str
    who: Who = "anyone"
    session: Session = NO_SESSION
    token_until: datetime | None = None
    by_link: bool = False
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def if_match(self) -> int | None:
        """Return the version in `If-Match: "<version>"`, which the client read last; None without the header.

        Raises:
            FieldErrors: the header holds no version.
        """
        given = self.headers.get("if-match")
        if given is None:
            return None
        found = re.fullmatch(r'(?:W/)?"?([0-9]{1,15})"?', given.strip())
        if not found:
            says = 'a version in quotes, such as "3"'
            raise FieldErrors([FieldError.of(("header", "If-Match"), "malformed", says)])
        return int(found[1])

    @property
    def key(self) -> str | None:
        """Return the Idempotency-Key; None without one. Raise FieldErrors if it is over 128 characters."""
        key = self.headers.get("idempotency-key") or None
        if key and len(key) > MAX_KEY:
            says = f"at most {MAX_KEY} characters"
            raise FieldErrors([FieldError.of(("header", "Idempotency-Key"), "too_long", says, most=MAX_KEY)])
        return key


def read_request(event: Mapping[str, Any], now: datetime, who: Who) -> Request:
    """Return the request in an event of API Gateway's payload format 2.0.

    Args:
        event: the event.
        now: when it arrived, UTC.
        who: who may call the operation.
    """
    context = event.get("requestContext", {})
    claims = context.get("authorizer", {}).get("jwt", {}).get("claims", {})
    return Request(
        sub=claims.get("sub") if claims.get("token_use", "id") in TO_ASK_WITH else None,
        headers=_headers(event, who),
        raw=_raw(event),
        now=now,
        request_id=context.get("requestId", ""),
        who=who,
        session=_session(claims),
        query=event.get("queryStringParameters") or {},
        token_until=_instant(claims, "exp"),
    )


def _headers(event: Mapping[str, Any], who: Who) -> dict[str, str]:
    """Return the headers, names in lower case, with the type that a provider's delivery had when it was sent."""
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    if who == "provider" and (sent := headers.pop(SENT_TYPE, "")):
        headers["content-type"] = sent
    return headers


def _session(claims: Mapping[str, Any]) -> Session:
    session_id = str(claims.get("origin_jti") or "")
    return Session(session_id if 0 < len(session_id) <= MAX_SESSION_ID else None, _instant(claims, "auth_time"))


def _instant(claims: Mapping[str, Any], name: str) -> datetime | None:
    """Return a claim as an instant. API Gateway passes claims as text; seconds since 1970 may be in floating point."""
    try:
        return datetime.fromtimestamp(int(float(claims[name])), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return None


def read_parameters(
    readers: Mapping[str, TypeAdapter[Any]], request: Request, path: Mapping[str, str], query: Mapping[str, str]
) -> dict[str, Any]:
    """Validate and return the declared parameters: `body`, `query`, and path parameters by name.

    Raises:
        BodyTooLarge, MediaTypeUnsupported, BodyMalformed: the body cannot be read as JSON.
        FieldErrors: a parameter does not have the declared shape.
    """
    found: list[FieldError] = []
    values: dict[str, Any] = {}
    for name, reader in readers.items():
        where = [name] if name in ("body", "query") else ["path", name]
        try:
            if name == "body":
                values[name] = _body(reader, request)
            else:
                values[name] = reader.validate_python(dict(query) if name == "query" else path[name])
        except ValidationError as error:
            given = from_json(request.raw or b"{}") if name == "body" else query
            found += [one.within(*where) for one in to_field_errors(error, given)]
    if found:
        raise FieldErrors(found)
    return values


def limit_size(request: Request) -> None:
    """Raise BodyTooLarge if the body is over 256 KB, or a provider's over 4 MB."""
    if len(request.raw) > (MAX_DELIVERY_BYTES if request.who == "provider" else MAX_BODY_BYTES):
        raise BodyTooLarge


def _body(reader: TypeAdapter[Any], request: Request) -> Any:
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if request.raw and kind != "application/json" and not kind.endswith("+json"):
        raise MediaTypeUnsupported
    try:
        return reader.validate_json(clean_json(request.raw) or b"{}")
    except ValidationError as error:
        if any(issue["type"] == "json_invalid" for issue in error.errors()):
            raise BodyMalformed from error
        raise


def _raw(event: Mapping[str, Any]) -> bytes:
    body = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return str(body).encode(errors="surrogatepass")
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return b""
