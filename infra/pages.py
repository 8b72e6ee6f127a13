"""What browsers are told with the console's pages: alike in AWS, where CloudFront says it, and on one machine."""

import mimetypes
from collections.abc import Iterable
from pathlib import Path

EDGE = Path(__file__).parent / "edge"
"""The functions that CloudFront calls before it looks for an answer."""

START = "index.html"

ASSETS = "assets/"
"""Below it every file is named by what is in it."""

KEPT_FOR_GOOD = "public, max-age=31536000, immutable"
ASKED_FOR_AGAIN = "no-cache"

TLS_ONLY_DAYS = 730
REFERRER = "same-origin"
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

HEADERS = {
    "Strict-Transport-Security": f"max-age={TLS_ONLY_DAYS * 24 * 3600}",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": REFERRER,
    "Permissions-Policy": PERMISSIONS,
}
"""Of every page, beside its content security policy."""


def content_security_policy(asked: Iterable[str]) -> str:
    """What a page may load, and whom it may ask: ourselves, and the origins in `asked`.

    Scripts are files of ours alone. Styles may stand in the page, because Mantine writes its theme there.
    """
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
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
    """How long browsers and CloudFront keep a file, by its path in the built console."""
    return KEPT_FOR_GOOD if file.startswith(ASSETS) else ASKED_FOR_AGAIN


def media_type(file: str) -> str:
    """A file's Content-Type, by its name."""
    kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
