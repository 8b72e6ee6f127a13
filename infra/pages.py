"""Define the headers of the console's pages, the same in CloudFront as in the local proxy."""

import mimetypes
from collections.abc import Iterable
from pathlib import Path

EDGE = Path(__file__).parent / "edge"
"""Name the functions that CloudFront runs on each request, before it looks for an answer."""

START = "index.html"

ASSETS = "assets/"
"""Name the folder in which every file is named by its content."""

KEPT_FOR_GOOD = "public, max-age=31536000, immutable"
ASKED_FOR_AGAIN = "no-cache"

TLS_ONLY_DAYS = 730
REFERRER = "same-origin"
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

API_HEADERS = {
    "Strict-Transport-Security": f"max-age={TLS_ONLY_DAYS * 24 * 3600}",
    "X-Content-Type-Options": "nosniff",
}
"""Set these headers on every answer of the API, also on those of the gateway itself."""

HEADERS = {
    **API_HEADERS,
    "Referrer-Policy": REFERRER,
    "Permissions-Policy": PERMISSIONS,
}
"""Set these headers on every page, besides its content security policy."""


def content_security_policy(asked: Iterable[str], shown: Iterable[str]) -> str:
    """Say what a page may load and which servers it may send requests to: ours, and the origins in `asked`.

    Images may come from the origins in `shown` too.

    Scripts come only from our own files. Inline styles are allowed, because Mantine writes its theme there.
    """
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            " ".join(("img-src 'self' data:", *shown)),
            " ".join(("connect-src 'self'", *asked)),
            "worker-src 'self'",
            "manifest-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


def cache_control(file: str) -> str:
    """Return how long browsers and CloudFront cache a file, by its path in the built console."""
    return KEPT_FOR_GOOD if file.startswith(ASSETS) else ASKED_FOR_AGAIN


def media_type(file: str) -> str:
    """Return a file's Content-Type, by its name."""
    kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
