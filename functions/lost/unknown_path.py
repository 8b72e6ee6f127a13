"""Refuse a request whose path no operation has, or whose method its path does not take."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from functions.lost.paths import methods
from shared.domain.kernel.errors import MethodNotAllowed, Missing, Refusal
from shared.web import errors


def refuse_path(method: str, path: str) -> dict[str, Any]:
    """Return 404 if no operation has the path; else 405 with `Allow`, or for OPTIONS 204 with `Allow`.

    A HEAD request gets no body. `HEAD /health` is answered 200, as GET is.
    """
    allowed = methods(path)
    if allowed is None:
        return _refuse(method, Missing(), {})
    allow = {"Allow": ", ".join(dict.fromkeys((*allowed, "OPTIONS")))}
    if method == "OPTIONS":
        return _answer(HTTPStatus.NO_CONTENT, allow)
    if method == "HEAD" and path == "/health":
        return _answer(HTTPStatus.OK, {"Content-Type": "application/json", "Cache-Control": "no-store"})
    return _refuse(method, MethodNotAllowed(), allow)


def _refuse(method: str, refusal: Refusal, headers: Mapping[str, str]) -> dict[str, Any]:
    body = errors.problem(refusal)
    return _answer(body["status"], {**errors.headers(refusal), **headers}, None if method == "HEAD" else body)


def _answer(status: int, headers: Mapping[str, str], body: Mapping[str, Any] | None = None) -> dict[str, Any]:
    response: dict[str, Any] = {"statusCode": int(status), "headers": dict(headers), "isBase64Encoded": False}
    return response if body is None else {**response, "body": json.dumps(body)}
