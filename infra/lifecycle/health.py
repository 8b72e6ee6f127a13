"""Ask a tenant's API whether it answers, and which release does."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

type Fetch = Callable[[str], dict[str, Any]]
"""Return the JSON at an address.

Raises:
    OSError: nobody answers, or with an error.
    ValueError: what answers is no JSON.
"""

SECONDS = 15


def fetch_json(url: str) -> dict[str, Any]:
    """Ask by https, as anybody may."""
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"no address: {url}")
    with urllib.request.urlopen(url, timeout=SECONDS) as answer:  # noqa: S310 - checked above
        found: dict[str, Any] = json.load(answer)
        return found


def running_release(api_url: str, fetch: Fetch = fetch_json) -> str | None:
    """Return the release that answers below `api_url`, or None if nothing does."""
    try:
        return str(fetch(f"{api_url.rstrip('/')}/health")["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
