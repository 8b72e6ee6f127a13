"""Answers that clients poll: 304 (Not Modified) while nothing has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from pydantic import BaseModel

from shared.web.app import Response
from shared.web.request import Request

NOT_MODIFIED = {304: "nothing has changed since the answer whose `ETag` came in `If-None-Match`"}


def not_modified(request: Request, body: BaseModel, *, but: frozenset[str] = frozenset()) -> Response:
    """Return the body with an `ETag` made of its content; 304 without a body if the client has this one already.

    Args:
        request: has `If-None-Match` if the client has an earlier answer.
        body: the answer.
        but: fields left out of the `ETag`, because they change with every answer, such as `now`.
    """
    content = body.model_dump_json(by_alias=True, exclude_none=True, exclude=set(but))
    return tagged(request, body, hashlib.sha256(content.encode()).hexdigest()[:32])


def tagged(
    request: Request, body: BaseModel | str, tag: str, headers: Mapping[str, str] = MappingProxyType({})
) -> Response:
    """Return the body with this `ETag` and these headers; 304 without a body if the client has it already."""
    named = f'"{tag}"'
    given = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if named in given:
        return Response(None, HTTPStatus.NOT_MODIFIED, {"ETag": named})
    return Response(body, HTTPStatus.OK, {"ETag": named, **headers})
