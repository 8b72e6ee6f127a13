"""Which methods each path of the API takes: `paths.json`, written from the operations by `make openapi`."""

from __future__ import annotations

import json
import re
from pathlib import Path

PATHS: dict[str, list[str]] = json.loads(Path(__file__).with_name("paths.json").read_text())


def methods(path: str) -> tuple[str, ...] | None:
    """The methods that operations take at `path`; None where no operation is.

    Args:
        path: as it was asked for, such as `/leads/lead_7`.
    """
    # As API Gateway prefers it: a path written out comes before one with parameters.
    fitting = sorted((p for p in PATHS if _pattern(p).fullmatch(path)), key=lambda p: p.count("{"))
    return tuple(PATHS[fitting[0]]) if fitting else None


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"(\{\w+\})", template)
    return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts))
