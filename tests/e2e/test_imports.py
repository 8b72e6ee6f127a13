"""Is a file of leads imported completely on the deployed stack: uploaded, checked and processed, each row once?"""

import time
import urllib.error
import urllib.request
from collections import Counter

import pytest

from tests.e2e.stack import HOURS
from tests.soak import SOAK, often

ROWS = often(300, 2_000)  # several chunks of the worker
FAILED, REPEATED = ROWS // 100, (ROWS - 1) // 200
pytestmark = pytest.mark.sampled


def upload(made, content):
    told = made["upload"]
    asked = urllib.request.Request(told["url"], content.encode(), told["headers"], method=told["method"])  # noqa: S310
    with urllib.request.urlopen(asked) as answer:  # noqa: S310 - our own stack
        return answer.status


def ended(stack, import_id, seen):
    shown = stack.manager.ask("GET", f"/imports/{import_id}")
    seen.append(shown["done"])
    return shown if shown["status"] not in ("checking", "running") else None


def tally(shown):
    return shown["status"], shown["rows"], shown["created"], shown["repeated"], shown["failed"]


def make_rows(mark):
    """Return rows: every hundredth has an invalid email, every two hundredth a person seen before."""
    lines = ["nombre;correo;zona"]
    for n in range(1, ROWS + 1):
        if n % 100 == 0:
            lines.append(f"Persona {n};no es un correo;Retiro")
        elif n % 200 == 1 and n > 1:
            lines.append(f"Persona 2;p2-{mark}@example.com;Retiro")
        else:
            lines.append(f"Persona {n};p{n}-{mark}@example.com;Retiro")
    return "\n".join(lines)


def test_all_rows_of_a_file_are_imported_once(stack, until):
    source = stack.source()
    stack.route(stack.agents[:2], HOURS, source)
    rows = make_rows(time.time_ns())
    body = {"source_id": source["source_id"], "routing": "route", "bytes": len(rows.encode())}
    made = stack.manager.ask("POST", "/imports", body)
    import_id = made["import_id"]
    assert stack.ask(stack.manager, "POST", f"/imports/{import_id}/start", {})[0] == 409
    with pytest.raises(urllib.error.HTTPError, match="403"):
        upload(made, rows + " ")
    assert upload(made, rows) == 200
    wanted = (ROWS, ROWS - FAILED - REPEATED, REPEATED, FAILED)

    seen = []
    assert stack.manager.ask("POST", f"/imports/{import_id}/start", {"dry_run": True})["status"] == "checking"
    assert tally(until(lambda: ended(stack, import_id, seen))) == ("checked", *wanted)
    assert stack.leads_of(source) == []

    seen = []
    assert stack.manager.ask("POST", f"/imports/{import_id}/start", {})["status"] == "running"
    assert tally(until(lambda: ended(stack, import_id, seen))) == ("done", *wanted)
    assert not SOAK or len(set(seen)) > 3
    assert seen == sorted(seen)

    page = stack.manager.ask("GET", f"/imports/{import_id}/errors?limit=100")
    assert [one["row"] for one in page["items"]] == list(range(101, ROWS + 2, 100))
    until(lambda: states(stack, source) == {"offered": ROWS - FAILED - REPEATED})
    assert stack.ask(stack.agents[0], "GET", f"/imports/{import_id}")[0] == 403
    if SOAK:  # other leads would have to wait behind all these
        until(stack.is_quiet)


def states(stack, source):
    """Return how many leads of the source there are, by state."""
    return dict(Counter(lead["state"] for lead in stack.leads_of(source)))
