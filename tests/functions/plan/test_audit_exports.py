"""Is the whole audit exported as CSV and JSON, safely, within bounds, and with an entry of its own?"""

import csv
import io
import json
from datetime import timedelta

import pytest

from functions.plan.audit_exports import COLUMNS, AuditExports
from functions.plan.plan_session import PlanSession
from shared.domain.kernel.audit import AuditCopy
from shared.store.caller_rates import CallerRequests
from shared.store.table import put
from shared.web import auth
from shared.web.app import Api
from tests.functions import planning, team
from tests.make import ANN, BOSS, CHIEF, MAIN, NOON, id_of

DAY = timedelta(days=1)
NOW = NOON + 90 * DAY


@pytest.fixture
def ask(table, secret, event):
    return planning.seated(table, secret, event, now=lambda: NOW)


def write(table, number, **change):
    given = {"audit_id": id_of("audit", f"{number:04}"), "at": NOON + number * DAY, "by": CHIEF,
             "what": "route.changed", "subject": MAIN}  # fmt: skip
    entry = AuditCopy(**given | change)
    table.commit([put(entry)])
    return entry


def as_rows(text):
    header, *rows = csv.reader(io.StringIO(text))
    assert header == list(COLUMNS)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_both_exports_hold_every_entry_newest_first(ask, table):
    entries = [write(table, number, before={"title": "Día"}, after=None) for number in range(0, 80, 8)]
    ids = [one.audit_id for one in reversed(entries)]
    assert ask("GET", "/audit.csv")[0] == 200
    assert ask.headers["Content-Disposition"] == f'attachment; filename="audit-{NOW:%Y-%m-%d}.csv"'
    rows = as_rows(ask.text)
    assert [one["audit_id"] for one in rows] == ids
    first = {"at": "2026-03-18T12:00:00+00:00", "by": CHIEF, "by_name": "Ana García", "what": "route.changed"}
    assert first.items() <= rows[0].items()
    assert (json.loads(rows[0]["before"]), rows[0]["after"]) == ({"title": "Día"}, "")
    status, page = ask("GET", "/audit.json")
    assert (status, page["next"], [one["audit_id"] for one in page["items"]]) == (200, None, ids)
    assert page["items"] == ask("GET", "/audit", limit=100)[1]["items"]


@pytest.mark.parametrize("path", ["/audit.csv", "/audit.json"])
def test_filters_select_as_in_the_list(ask, table, path):
    write(table, 0)
    one = write(table, 1, what="member.invited", by=BOSS)
    query = {"what": "member", "by": BOSS, "from": "2026-01-06", "to": "2026-01-06"}
    status, found = ask("GET", path, **query)
    assert status == 200
    shown = as_rows(ask.text) if path.endswith("csv") else found["items"]
    assert [entry["audit_id"] for entry in shown] == [one.audit_id]
    [entry] = planning.audits(table)
    assert (entry.what, entry.by, entry.subject) == ("audit.exported", CHIEF, "audit")
    assert entry.after == {"format": path.rpartition(".")[2], **query}


def test_what_looks_like_a_formula_is_text(ask, table):
    write(table, 1, subject="=HYPERLINK(1)", after={"title": "x;=1+1"})
    ask("GET", "/audit.csv")
    [row] = as_rows(ask.text)
    assert row["subject"] == "'=HYPERLINK(1)"
    assert ";=" not in row["after"]


def test_more_than_fits_is_refused_and_not_audited(table, secret, event):
    doors = planning.doors(table, secret, now=lambda: NOW)
    api = Api(lambda: NOW, auth.guard(doors.plans, CallerRequests(doors.table, doors.request_step).take))
    exports = AuditExports(PlanSession(table, doors.plans, secret, doors.new_id), table, doors.new_id, most_bytes=900)
    api.route("GET", "/audit.json", who="rainmaker")(exports.export_audit_json)
    ask = planning.caller(api, event)
    team.seat(table)
    for number in range(9):
        write(table, number)
    status, refusal = ask("GET", "/audit.json")
    assert (status, refusal["errors"][0]["reason"]) == (422, "export_too_large")
    assert planning.audits(table) == []
    assert len(ask("GET", "/audit.json", to="2026-01-06")[1]["items"]) == 2


@pytest.mark.parametrize("path", ["/audit.csv", "/audit.json"])
def test_only_the_rainmaker_exports_the_audit(ask, table, path):
    assert [ask("GET", path, me=me)[0] for me in (BOSS, ANN, None)] == [403] * 3
    assert planning.audits(table) == []
