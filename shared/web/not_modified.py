"""Answers that clients ask for again and again: 304 while nothing has changed."""

from __future__ import annotations

import hashlib
from http import HTTPStatus

from pydantic import BaseModel

from shared.web.app import Response
from shared.web.request import Request

NOT_MODIFIED = {304: "nothing has changed since the answer whose `ETag` came in `If-None-Match`"}


def not_modified(request: Request, body: BaseModel, *, but: frozenset[str] = frozenset()) -> Response:
    """The body with an `ETag` of what it says; 304 without it where the caller has just that.

    Args:
        request: with `If-None-Match`, if the caller has an answer from before.
        body: what is answered.
        but: fields that change with every answer, such as `now`, and tell nothing new.
    """
    said = body.model_dump_json(by_alias=True, exclude_none=True, exclude=set(but))
    return tagged(request, body, hashlib.sha256(said.encode()).hexdigest()[:32])


def tagged(request: Request, body: BaseModel, tag: str) -> Response:
    """The body under this tag; 304 without it where the caller has it."""
    headers = {"ETag": f'"{tag}"'}
    given = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if headers["ETag"] in given:
        return Response(None, HTTPStatus.NOT_MODIFIED, headers)
    return Response(body, HTTPStatus.OK, headers)
