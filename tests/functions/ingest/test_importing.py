"""Does each row of a file become a lead once, whatever happens to the file, the queue and the table meanwhile?"""

import json
from types import SimpleNamespace

import pytest

from functions.ingest.imports import worker
from shared import ids
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.limits import IMPORTS
from shared.domain.lead_records.lead_import import MAX_BYTES, MAX_ROWS
from shared.queue import Queue
from shared.store import codec
from shared.store.table import Unwritable
from tests import make, memory
from tests.functions import team
from tests.functions.ingest.importing import Office, persons, sheet, tally
from tests.functions.ingest_client import HAND, SECOND, change
from tests.functions.messages import Messages
from tests.make import ANN, BOB, BOSS, CAT, WEB


@pytest.fixture
def office(door):
    return Office(door)


# Making and starting


def test_an_import_says_where_to_upload_its_file(office):
    status, made = office.make()
    assert (status, made["status"], made["by"], made["source_id"]) == (201, "waiting", BOSS, WEB)
    assert made["upload"]["method"] == "PUT"
    assert "fields" not in made["upload"]
    assert made["upload"]["headers"] == {"Content-Type": "text/csv"}
    assert f"imports/{made['import_id']}" in made["upload"]["url"]
    assert made["upload"]["expires_at"] == "2026-11-22T15:19:05Z"


def test_the_same_key_makes_one_import(office):
    first, again = office.make(key="k")[1], office.make(key="k")[1]
    assert first["import_id"] == again["import_id"]
    assert len(office.door.kept("IMPORT#")) == 1
    assert office.make(key="k", routing="pool")[1]["code"] == "key_reused"


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"me": ANN}, 403, "forbidden"),
        ({"source_id": None}, 422, "invalid"),
        ({"source_id": make.id_of("source", "none")}, 422, "source_unknown"),
        ({"routing": {"agent_id": make.id_of("agent", "none")}}, 422, "agent_unknown"),
        ({"routing": {"agent_id": CAT}}, 409, "not_active"),
        ({"routing": "somewhere"}, 422, "invalid"),
    ],
)
def test_an_invalid_import_writes_nothing(office, given, status, code):
    change(office.door, make.member(CAT), status="invited")
    before = office.door.everything()
    found, body = office.make(**given)
    assert (found, body["code"]) == (status, code)
    assert office.door.everything() == before


def test_an_agent_neither_starts_nor_reads_an_import(office):
    import_id = office.make()[1]["import_id"]
    for method, path in (("POST", "/start"), ("GET", ""), ("GET", "/errors")):
        body = {} if method == "POST" else None
        assert office.ask(method, f"/imports/{import_id}{path}", ANN, body=body)[0] == 403


def test_a_missing_import_is_404(office):
    missing = make.id_of("import", "none")
    assert office.start(missing)[0] == office.errors(missing)[0] == office.ask("GET", f"/imports/{missing}")[0] == 404


def test_an_import_without_its_file_does_not_start(office):
    import_id = office.make()[1]["import_id"]
    status, refused = office.start(import_id)
    assert (status, refused["code"]) == (409, "upload_missing")
    assert office.see(import_id)["status"] == "waiting"
    assert office.queue.sent == []


def test_an_import_is_audited_when_it_is_made_and_when_it_is_started(office):
    import_id = office.make()[1]["import_id"]
    office.upload(import_id, "Name\nAna\n")
    office.start(import_id, dry_run=True)
    found = [
        codec.from_item(Audit, item)
        for item in team.everything(memory.client("dynamodb"))
        if item["PK"]["S"].startswith("AUDIT#")
    ]
    told = {(one.what, one.by, one.subject, *one.after.values()) for one in found}
    assert told == {("import.created", BOSS, import_id, "route"), ("import.started", BOSS, import_id, True)}


def test_no_more_imports_run_at_once_than_a_team_may_have(office):
    def ready():
        import_id = office.make()[1]["import_id"]
        office.upload(import_id, "Name\nAna\n")
        return import_id

    first, *others, last = [ready() for _ in range(IMPORTS.most + 1)]
    assert {office.start(one)[0] for one in (first, *others)} == {202}
    status, refusal = office.start(last)
    assert (status, refusal["errors"][0]["reason"]) == (422, "too_many_imports")
    assert office.start(first)[0] == 202, "one that runs is not one more"
    office.work()
    assert office.start(last)[0] == 202


def test_starting_again_while_it_runs_or_when_it_is_done_changes_nothing(office):
    import_id = office.make()[1]["import_id"]
    office.upload(import_id, sheet(persons(3)))
    first = office.start(import_id)
    assert (first[0], first[1]["status"]) == (202, "running")
    assert office.start(import_id, dry_run=True) == first
    assert len(office.queue.sent) == 1
    office.work()
    done = office.see(import_id)
    assert office.start(import_id) == (202, done)
    assert office.work() == []
    assert len(office.door.leads()) == 3


# Rows


@pytest.mark.parametrize("many", [35, pytest.param(250, marks=pytest.mark.soak)])
def test_rows_become_leads_that_are_routed(office, many):
    shown = office.run(sheet(persons(many)))
    assert (shown["status"], shown["rows"], tally(shown)) == ("done", many, (many, many, 0, 0))
    leads = office.door.leads()
    assert len(leads) == many
    assert {lead["todo"]["S"] for lead in leads} == {"route"}
    assert {json.loads(lead["body"]["S"])["history"][0]["by"] for lead in leads} == {BOSS}
    assert [column["holds"] for column in shown["columns"]] == ["full_name", "email", "phone"]


def test_rows_may_go_to_the_pool_without_a_source(office):
    office.run(sheet(persons(3)), routing="pool", source_id=None)
    told = [json.loads(item["body"]["S"]) for item in office.door.leads()]
    assert {(lead["state"], lead["reason"]) for lead in told} == {("pooled", "by_hand")}


@pytest.mark.parametrize("many", [30, pytest.param(120, marks=pytest.mark.soak)])
def test_a_member_gets_all_rows_counted_once_each_and_audited(office, logged, many):
    office.run(sheet(persons(many)), routing={"agent_id": BOB}, source_id=HAND)
    assert team.load(office.table, BOB).open_leads == many
    assert "import_chunk_failed" not in logged()  # no chunk was refused
    assert len(office.door.kept("AUDIT#")) == many + 2, "and that the import was made and started"
    assert sum(int(row["hand_assigned"]["N"]) for row in office.door.kept("TALLY#")) == many


def test_an_inactive_member_gets_no_more_rows(office):
    import_id = office.make(routing={"agent_id": BOB})[1]["import_id"]
    office.upload(import_id, sheet(persons(2)))
    office.start(import_id)
    change(office.door, make.member(BOB), status="removed")
    office.work()
    told = [json.loads(item["body"]["S"]) for item in office.door.leads()]
    assert {(lead["state"], lead["reason"]) for lead in told} == {("pooled", "member_removed")}


def test_two_rows_of_one_person_make_one_lead(office):
    rows = ["Ana,ana@example.com,", "Leo,leo@example.com,", "Ana,,600112233", "Ana,ANA@example.com,600112233"]
    shown = office.run(sheet(rows))
    assert tally(shown) == (4, 3, 1, 0)  # a person known by phone only was not known by email
    assert office.people() == ["Ana", "Ana", "Leo"]


def test_two_rows_that_lead_to_one_lead_by_different_addresses_both_join_it(office, logged):
    contact = {"first_name": "Ana", "emails": ["ana@example.com"], "phones": ["600112233"]}
    _, there = office.door.enter(BOSS, contact=contact)
    shown = office.run(sheet(["Ana,ana@example.com,", "Ana,,600112233"]))
    assert tally(shown) == (2, 0, 2, 0)
    assert [event.kind for event in team.read(office.table, there["lead_id"]).history] == [
        "received",
        *["repeated"] * 2,
    ]
    assert "import_chunk_failed" not in logged()  # no chunk was refused


def test_a_chunk_takes_two_reads_and_one_transaction(office):
    office.run(sheet(persons(1)))
    import_id = office.make()[1]["import_id"]
    office.upload(import_id, sheet(persons(48, first=1)))
    office.start(import_id)
    office.door.calls.clear()
    office.work()
    assert office.door.calls == ["get_item", *["batch_get_item", "batch_get_item", "transact_write_items"] * 2]


def test_a_known_person_is_a_repeat(office):
    _, there = office.door.enter(BOSS, contact={"first_name": "P1", "emails": ["p1@example.com"]})
    shown = office.run(sheet(persons(3)))
    assert tally(shown) == (3, 2, 1, 0)
    assert team.read(office.table, there["lead_id"]).history[-1].kind == "repeated"


FILES = {
    "commas": b"nombre,email\nAna,a@example.com\n",
    "semicolons": b"nombre;email\nAna;a@example.com\n",
    "tabs": b"nombre\temail\nAna\ta@example.com\n",
    "mark": "\ufeffnombre;email\r\nAna;a@example.com\r\n".encode(),
    "quoted": b'"nombre","email"\r\n"Ana","a@example.com"',
    "empty lines": b"\n\nnombre,email\n\nAna,a@example.com\n,\n\n",
    "english": b"First Name,E-mail\nAna,a@example.com\n",
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_files_are_read_as_spreadsheets_write_them(office, content):
    assert tally(office.run(content)) == (1, 1, 0, 0)
    assert office.people() == ["Ana"]


def test_windows_1252_letters_and_line_breaks_in_quotes_are_read(office):
    shown = office.run('nombre;mensaje;correo\nLucía;"Busco piso;\nen Retiro";l@example.com\n'.encode("cp1252"))
    assert tally(shown) == (1, 1, 0, 0)
    [lead] = [json.loads(item["body"]["S"]) for item in office.door.leads()]
    assert (lead["contact"]["first_name"], lead["message"]) == ("Lucía", "Busco piso;\nen Retiro")


def test_other_columns_become_attributes_known_ones_under_their_names(office):
    office.run("nombre,email,presupuesto,zona,Color favorito\nAna,a@example.com,250.000 €,Retiro,azul\n")
    [lead] = [json.loads(item["body"]["S"]) for item in office.door.leads()]
    assert lead["attributes"] == {"price_max": 250_000, "place": "Retiro", "color_favorito": "azul"}


@pytest.mark.parametrize("email", ["Contacto", 1])
def test_a_mapping_assigns_columns_by_name_or_number(office, email):
    mapping = {"first_name": "A", "email": [email], "attributes": {"price_max": "B"}}
    shown = office.run("A,Contacto,B,nombre\nAna,a@example.com,1000,x\n", start={"mapping": mapping})
    assert shown["mapping"]["first_name"] == "A"
    [lead] = [json.loads(item["body"]["S"]) for item in office.door.leads()]
    assert (lead["contact"]["first_name"], lead["attributes"]) == ("Ana", {"price_max": 1000, "nombre": "x"})


BAD = {
    "too_large": lambda: b"nombre,email\n" + b"x" * MAX_BYTES,
    "too_many_rows": lambda: sheet(persons(MAX_ROWS + 1)),
    "not_csv": lambda: b"PK\x03\x04\x00\x00",
    "no_header": lambda: "a,b\n1,2\n",
    "no_rows": lambda: "nombre,email\n",
}


@pytest.mark.parametrize("reason", BAD)
def test_an_invalid_file_fails_and_says_why(office, reason):
    shown = office.run(BAD[reason]())
    assert (shown["status"], shown["reason"], shown["done"]) == ("failed", reason, 0)
    assert office.door.leads() == []


def test_an_unclosed_quote_is_no_csv(office):
    assert office.run('nombre,email\n"Ana,a@example.com\n')["reason"] == "not_csv"


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [({"email": "none"}, "column_unknown"), ({"email": 9}, "column_unknown"),
     ({"email": "email", "phone": 1}, "column_twice")],
)  # fmt: skip
def test_a_mapping_that_does_not_fit_fails_and_another_may_be_tried(office, mapping, reason):
    shown = office.run(sheet(persons(2)), start={"mapping": mapping})
    assert (shown["status"], shown["reason"]) == ("failed", reason)
    office.start(shown["import_id"])
    office.work()
    assert tally(office.see(shown["import_id"])) == (2, 2, 0, 0)


# Errors


def test_rows_that_make_no_lead_are_reported_without_their_content(office, logged):
    rows = ["Ana,secreto-sin-arroba,", *persons(2), ",,", f"{'x' * 201},b@example.com,", "Leo,l@example.com,1,more"]
    shown = office.run(sheet(rows))
    assert tally(shown) == (5, 2, 0, 3)
    page = office.errors(shown["import_id"])[1]
    assert [(one["row"], one["loc"]) for one in page["items"]] == [(2, ["email"]), (6, ["full_name"]), (7, [])]
    assert page["next"] is None
    assert "secreto" not in json.dumps(page) + logged() + json.dumps(office.door.kept("IMPORT#"))


def test_errors_are_paged_with_cursors_bound_to_the_caller(office):
    shown = office.run(sheet([f"A{n},no-mail,{n}" for n in range(230)] + persons(5)))
    assert tally(shown) == (235, 5, 0, 230)
    found, cursor = [], None
    while True:
        page = office.errors(shown["import_id"], limit="60", **({"cursor": cursor} if cursor else {}))[1]
        found += [one["row"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
        assert len(page["items"]) == 60
        other = office.make()[1]["import_id"]
        assert office.errors(other, cursor=cursor)[1]["code"] == "cursor_invalid"
    assert found == list(range(2, 232))


def test_a_row_that_fails_does_not_stop_the_others(office, logged):
    asked = []

    def new_id(kind):
        asked.append(kind)
        if asked.count("lead") == 2 and kind == "lead":
            raise RuntimeError("P1 is not to be told")
        return ids.new(kind)

    office.worker = office.employ(new_id=new_id)
    shown = office.run(sheet(persons(3)))
    assert tally(shown) == (3, 2, 0, 1)
    assert office.errors(shown["import_id"])[1]["items"][0]["row"] == 3
    assert "is not to be told" not in logged()


def test_a_row_that_the_table_refuses_is_found_by_halving(office):
    def picky(commit, writes):
        if any("P5" in str(write.body.get("Item", {}).get("body")) and "p5@" in str(write.body) for write in writes):
            raise Unwritable("no")
        commit(writes)

    office.table.around("commit", picky)
    shown = office.run(sheet(persons(20)))
    assert tally(shown) == (20, 19, 0, 1)
    assert office.errors(shown["import_id"])[1]["items"][0]["row"] == 7


# Dry runs


def test_a_dry_run_reports_results_and_writes_no_lead(office):
    office.door.enter(BOSS, contact={"first_name": "P1", "emails": ["p1@example.com"]})
    office.worker = office.employ(rows=4)
    rows = [*persons(8), "Bad,nomail,", persons(1)[0]]
    shown = office.run(sheet(rows), start={"dry_run": True})
    assert (shown["status"], shown["dry_run"], tally(shown)) == ("checked", True, (10, 7, 2, 1))
    assert len(office.door.leads()) == 1
    office.start(shown["import_id"])
    office.work()
    after = office.see(shown["import_id"])
    assert (after["status"], tally(after)) == ("done", (10, 7, 2, 1))
    assert len(office.errors(shown["import_id"])[1]["items"]) == 1


def test_a_dry_run_continued_by_another_process_counts_the_same(office):
    """A second worker knows nothing of the first one's decisions in memory: a repeat is still one."""
    office.worker, rows = office.employ(rows=4), [*persons(9), *persons(2)]
    import_id = office.make()[1]["import_id"]
    office.upload(import_id, sheet(rows))
    office.start(import_id, dry_run=True)
    times = iter([10**6, 0, 10**6, 10**6, 0, *[10**6] * 4])  # for four rows, then eight, then all
    assert office.work(lambda: next(times)) == ["continued"] * 2 + ["checked"]
    assert tally(office.see(import_id)) == (11, 9, 2, 0)


# The queue, crashes and others


def test_an_import_requests_more_time_and_continues_where_it_was(office):
    office.worker = office.employ(rows=4)
    import_id = office.make()[1]["import_id"]
    office.upload(import_id, sheet(persons(12)))
    office.start(import_id)
    times = iter([1_000_000, 0] * 50)
    outcomes = office.work(lambda: next(times))
    assert len(outcomes) > 2
    assert outcomes[-1] == "done"
    assert tally(office.see(import_id)) == (12, 12, 0, 0)
    assert len(office.door.leads()) == 12


def test_a_message_lets_an_import_run_while_time_is_left(office):
    import_id = office.make()[1]["import_id"]
    office.upload(import_id, sheet(persons(2)))
    office.start(import_id)
    event = {"Records": [{"body": json.dumps({"import_id": import_id})}]}
    office.worker(event, SimpleNamespace(get_remaining_time_in_millis=lambda: worker.CHUNK_MILLISECONDS - 1))
    assert (office.see(import_id)["status"], len(office.queue.sent)) == ("running", 2)
    office.worker(event, SimpleNamespace(get_remaining_time_in_millis=lambda: worker.CHUNK_MILLISECONDS))
    assert (office.see(import_id)["status"], len(office.door.leads())) == ("done", 2)


def test_a_repeated_or_late_message_changes_nothing(office):
    shown = office.run(sheet(persons(3)))
    before = office.door.everything()
    assert office.worker.work(shown["import_id"], lambda: 10**6) == "not_running"
    assert office.worker.work(make.id_of("import", "none"), lambda: 10**6) == "not_running"
    assert office.door.everything() == before


class Crash(BaseException):
    """Stand for the end of the process."""


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_after_a_crash_at_any_commit_each_row_counts_once(office, before):
    office.worker = office.employ(rows=4)
    import_id = office.make()[1]["import_id"]
    office.upload(import_id, sheet([*persons(15), "Bad,nomail,", *persons(4)]))
    office.start(import_id)
    died = []

    def dying(commit, writes):
        if before:
            died.append(1)
            if len(died) % 2:
                raise Crash
        commit(writes)
        if not before:
            died.append(1)
            raise Crash

    office.table.around("commit", dying)
    while office.see(import_id)["status"] == "running":
        try:
            office.worker.work(import_id, lambda: 10**6)
        except Crash:
            continue
    assert len(died) > 4
    assert tally(office.see(import_id)) == (20, 15, 4, 1)
    assert len(office.door.leads()) == 15
    assert len(office.errors(import_id)[1]["items"]) == 1


def test_of_two_workers_one_stops_and_no_row_counts_twice(office):
    office.worker = office.employ(rows=4)
    import_id = office.make()[1]["import_id"]
    office.upload(import_id, sheet(persons(12)))
    office.start(import_id)

    def raced(commit, writes):
        office.table.around("commit", None)
        assert office.worker.work(import_id, lambda: 10**6) == "done"
        commit(writes)

    office.table.around("commit", raced)
    assert office.worker.work(import_id, lambda: 10**6) == "overtaken"
    assert tally(office.see(import_id)) == (12, 12, 0, 0)
    assert len(office.door.leads()) == 12


def test_a_person_who_arrives_in_between_is_found_on_the_second_read(office):
    import_id = office.make()[1]["import_id"]
    office.upload(import_id, sheet(persons(3)))
    office.start(import_id)

    def raced(commit, writes):
        office.table.around("commit", None)
        office.door.enter(BOSS, contact={"first_name": "P1", "emails": ["p1@example.com"]})
        commit(writes)

    office.table.around("commit", raced)
    assert office.work() == ["done"]
    assert tally(office.see(import_id)) == (3, 2, 1, 0)
    assert len(office.door.leads()) == 3


def test_a_replaced_file_is_not_read(office):
    import_id = office.make()[1]["import_id"]
    office.upload(import_id, sheet(persons(3)))
    office.start(import_id)
    office.upload(import_id, sheet(persons(4)))
    assert office.work() == ["upload_changed"]
    assert office.door.leads() == []
    office.start(import_id)
    assert office.work() == ["done"]
    assert len(office.door.leads()) == 4


def test_an_import_that_failed_half_way_is_not_started_again(office):
    office.worker = office.employ(rows=4)
    import_id = office.make()[1]["import_id"]
    office.upload(import_id, sheet(persons(12)))
    office.start(import_id)
    times = iter([10**6, 0])
    office.worker.work(import_id, lambda: next(times))
    office.upload(import_id, sheet(persons(12)) + " ")
    office.work()
    failed = office.see(import_id)
    assert (failed["status"], failed["reason"]) == ("failed", "upload_changed")
    assert 0 < failed["done"] < 12
    assert office.start(import_id) == (202, failed)


def test_the_sweep_requests_stopped_imports_again(office):
    from tests.functions.sweeping import sweeping

    asked, import_ids, now = Messages(), {}, office.door.now
    sweep = sweeping(office.table, lambda: office.door.now, imports=Queue(lambda: asked, "imports"))
    for seconds in (50, 61):
        import_ids[seconds] = office.make()[1]["import_id"]
        office.upload(import_ids[seconds], sheet(persons(3, first=seconds)))
        office.door.now = now - seconds * SECOND
        office.start(import_ids[seconds])
    office.door.now = now
    sweep()
    assert [one["import_id"] for one in asked.sent] == [import_ids[61]]
    office.work()
    asked.sent.clear()
    sweep()
    assert asked.sent == []
