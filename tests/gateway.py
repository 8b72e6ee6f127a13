"""Find the route that a request takes, as API Gateway does: it names the route, and the parameters in the path."""

import json
import re
from pathlib import Path

PATHS = json.loads((Path(__file__).parent.parent / "functions" / "lost" / "paths.json").read_text())


def _pattern(template):
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(template)))


# A path without parameters is preferred to one with them.
ROUTES = [(path, PATHS[path], _pattern(path)) for path in sorted(PATHS, key=lambda path: path.count("{"))]


def route(method, path):
    """Return what an event says of the route of a request; of a path that the API lacks, as if it had it."""
    for template, methods, pattern in ROUTES:
        if method in methods and (found := pattern.fullmatch(path)):
            return {"routeKey": f"{method} {template}", "pathParameters": found.groupdict() or None}
    return {"routeKey": f"{method} {path}", "pathParameters": None}
