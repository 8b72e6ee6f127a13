"""Look up which methods a path of the API takes, in `paths.json`, which `make openapi` generates."""

from __future__ import annotations

import json
import re
from pathlib import Path

PATHS: dict[str, list[str]] = json.loads(Path(__file__).with_name("paths.json").read_text())


def methods(path: str) -> tuple[str, ...] | None:
    """Return the methods of the operations at `path`; None if there is none.

    Args:
        path: as requested, such as `/leads/lead_7`.
    """
    # API Gateway prefers a path without parameters to one with them.
    matching = sorted((p for p in PATHS if _pattern(p).fullmatch(path)), key=lambda p: p.count("{"))
    return tuple(PATHS[matching[0]]) if matching else None


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"(\{\w+\})", template)
    return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts))
