"""Are records read as they were written, and do transactions keep their promises?"""

from datetime import timedelta

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, EndpointConnectionError, ReadTimeoutError

from shared.domain.kernel.errors import Busy
from shared.domain.kernel.event import Event
from shared.domain.lead_records.counters import Times, count_event
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.note import Note
from shared.domain.leads.claim import claim
from shared.domain.leads.interactions import record_interaction
from shared.domain.plan_records.member import Limits
from shared.domain.plan_records.route import Rotation
from shared.domain.plan_records.workload import Workload, WorkloadChange
from shared.store import codec, decisions, indexes, keys, record_keys
from shared.store.lists import lead_lists
from shared.store.table import MAX_WRITES, Collision, Table, Unwritable, add, change_workload, count, put
from tests import make, memory
from tests.make import ANN, BOB, LEAD, MAIN, NOON, RESPONSE, SECOND, offered, owned, pooled
from tests.tables import StagedTable


def new(record):
    return record.model_copy(update={"version": 0})


NOTE = Note(note_id=make.id_of("note", "1"), lead_id=LEAD, kind="call", outcome="spoke", body="Friday", by=ANN, at=NOON,
            recorded_at=NOON + SECOND)  # fmt: skip
RECORDS = [
    make.lead(), offered(), make.received(response=make.response(), rivals=(BOB,)), pooled(),
    make.route(), make.member(), make.source(), make.settings(),
    Rotation(route_id=MAIN, last=ANN, place=0, turn=3),
    Workload(agent_id=ANN, active=True, open_offers=2, open_leads=1, last_offered_at=NOON, missed=3,
         received={"2026-01": 4}),
    NOTE,
]  # fmt: skip


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: f"{type(r).__name__} {getattr(r, 'state', '')}")
def test_a_record_is_read_as_it_was_written_with_the_next_version(table, record):
    table.commit([put(new(record))])
    assert table.get(type(record), record_keys.key(record)) == new(record).stored()


def test_a_missing_record_is_none(table):
    assert table.get(Lead, keys.lead(LEAD)) is None
    assert table.items([keys.lead(LEAD)]) == {}


def test_of_two_commits_based_on_one_version_only_the_first_succeeds(table):
    """The transaction, not the handler, keeps a lead from two agents."""
    table.commit([put(new(offered(ANN, BOB)))])
    seen = table.get(Lead, keys.lead(LEAD))
    first, second = (
        claim(seen, make.member(a), make.plan(), NOON + SECOND, workload=Workload(agent_id=a), response_id=RESPONSE)
        for a in (ANN, BOB)
    )
    table.commit(decisions.writes(first))
    with pytest.raises(Collision) as lost:
        table.commit(decisions.writes(second))
    assert codec.from_item(Lead, lost.value.lost[keys.lead(LEAD)]).owner == ANN
    assert table.get(Lead, keys.lead(LEAD)).owner == ANN
    assert table.get(Workload, keys.workload(BOB)) is None


def test_a_transaction_that_fails_a_guard_writes_nothing(table):
    table.commit([put(new(make.lead()))])
    with pytest.raises(Collision):
        table.commit([put(new(make.route())), put(new(make.lead()))])
    assert table.items([keys.route(MAIN)]) == {}


def test_additions_need_no_read_and_increment_the_workloads_version(table):
    table.commit([put(Workload(agent_id=ANN, active=True))])
    stale = table.get(Workload, keys.workload(ANN))
    table.commit([change_workload(WorkloadChange(ANN, open_leads=1, received={"2026-01-05": 1}))])
    now = table.get(Workload, keys.workload(ANN))
    assert (now.open_leads, now.received, now.version) == (1, {"2026-01-05": 1}, stale.version + 1)
    with pytest.raises(Collision):
        table.commit([put(stale.offered(NOON, make.settings().zone))])


def test_offers_missed_in_a_row_add_up_until_the_agent_is_back(table):
    table.commit([put(Workload(agent_id=ANN, active=True))])
    for missed in (1, 2):
        table.commit([change_workload(WorkloadChange(ANN, open_offers=-1, missed=1))])
        assert table.get(Workload, keys.workload(ANN)).missed == missed
    table.commit([change_workload(WorkloadChange(ANN, open_offers=-1, open_leads=1, missed=1, resets_missed=True))])
    now = table.get(Workload, keys.workload(ANN))
    assert (now.missed, now.open_offers, now.open_leads, now.version) == (0, -3, 1, 4)
    table.commit([change_workload(WorkloadChange(BOB, resets_missed=True))])
    assert (table.get(Workload, keys.workload(BOB)).missed, table.get(Workload, keys.workload(BOB)).version) == (0, 1)


def test_of_two_claims_under_a_limit_based_on_one_count_only_the_first_succeeds(table):
    """Different leads, the same member: the workload's version, read with the lead, enforces the limit."""
    ids = [make.id_of("lead", name) for name in "ab"]
    me = make.member(ANN, limits=Limits(per_day=1))
    table.commit([put(Workload(agent_id=ANN, active=True)), *(put(new(offered(ANN, BOB, lead_id=i))) for i in ids)])
    load = table.get(Workload, keys.workload(ANN))
    first, second = (
        claim(table.get(Lead, keys.lead(i)), me, make.plan(), NOON + SECOND, workload=load, response_id=RESPONSE)
        for i in ids
    )
    table.commit(decisions.writes(first))
    with pytest.raises(Collision) as lost:
        table.commit(decisions.writes(second))
    assert list(lost.value.lost) == [keys.workload(ANN)]
    assert table.get(Lead, keys.lead(ids[1])).state == "offered"
    assert table.get(Workload, keys.workload(ANN)).open_leads == 1


def test_records_beside_a_decision_are_written_with_it(table):
    lead = new(make.received(response=make.response()))
    table.commit(decisions.writes(record_interaction(lead, NOTE, make.member(ANN), make.settings())))
    [item] = table.query(f"LEAD#{LEAD}", "NOTE#")
    assert codec.from_item(Note, item) == NOTE.stored()
    assert table.get(Lead, keys.lead(LEAD)).response is None


def test_a_row_of_counts_adds_up(table):
    row = count_event("claimed", NOON, make.settings().zone, agent_id=ANN, times={"t": Times(timedelta(seconds=60))})
    for _ in range(2):
        table.commit([count(row)])
    item = next(table.query("TALLY#2026-01"))
    assert item["SK"]["S"] == f"05#{ANN}#-#-"
    assert (item["claimed"]["N"], item["t42"]["N"]) == ("2", "2")


def test_an_empty_commit_writes_nothing_and_one_that_is_too_large_is_refused(table):
    table.commit([])
    with pytest.raises(Unwritable):
        table.commit([add(keys.workload(f"agent_{n}"), {"v": 1}) for n in range(MAX_WRITES + 1)])


def test_older_history_moves_to_a_page_of_its_own_in_the_same_transaction(table):
    events = tuple(Event(at=NOON + n * SECOND, kind="repeated", by="provider") for n in range(13))
    table.commit(decisions.put_lead(new(make.lead(history=events))))
    kept = table.get(Lead, keys.lead(LEAD))
    pages = [
        codec.HistoryPage.model_validate_json(item["body"]["S"]) for item in table.query(f"LEAD#{LEAD}", "HISTORY#")
    ]
    assert tuple(event for page in pages for event in page.events) + kept.history == events
    assert (len(kept.history), kept.spilled) == (6, 1)


@pytest.mark.parametrize(
    ("record", "partition", "sort"),
    [
        pytest.param(make.lead(), "UNROUTED", "2026-01-05T12:00:00.000000Z", id="unrouted, by since"),
        pytest.param(offered(), "OFFERED", f"{ANN}#2026-01-05T12:05:00.000000Z", id="offered, by agent and deadline"),
        pytest.param(offered(ANN, BOB), "OFFERED", "*#2026-01-05T12:05:00.000000Z", id="offered to several"),
        pytest.param(
            offered(offer=make.offer(ANN, together=True)),
            "OFFERED",
            "*#2026-01-05T12:05:00.000000Z",
            id="offered to several, and one is left",
        ),
        pytest.param(owned(), "OWNED", f"{ANN}#2026-01-05T12:00:00.000000Z", id="owned, by owner and since"),
        pytest.param(pooled(), "POOLED", "2026-01-05T12:00:00.000000Z", id="pooled, by since"),
    ],
)
def test_a_lead_is_indexed_by_its_state(record, partition, sort):
    item = codec.to_item(record)
    assert (item["queue_pk"]["S"], item["queue_sk"]["S"]) == (partition, sort)


DUE = "2026-01-05T13:00:00.000000Z"


@pytest.mark.parametrize(
    ("record", "partition", "sort"),
    [
        pytest.param(make.received(response=make.response()), "RESPONSE", f"{DUE}#{LEAD}", id="owed a response"),
        pytest.param(pooled(routes_at=NOON + 3600 * SECOND), "HELD", f"{DUE}#2026-01-05T12:00:00.000000Z#{LEAD}",
                     id="held, the oldest first"),
        pytest.param(pooled(), None, None, id="pooled"),
        pytest.param(owned(), None, None, id="owned"),
        pytest.param(offered(), None, None, id="offered: the queue knows its deadline"),
    ],
)  # fmt: skip
def test_a_lead_is_due_when_something_must_happen_to_it(record, partition, sort):
    item = codec.to_item(record)
    assert (item.get("due_pk", {}).get("S"), item.get("due_sk", {}).get("S")) == (partition, sort)


def test_due_records_are_read_up_to_an_instant_and_no_further(table):
    for number in range(4):
        at = NOON + number * SECOND
        table.commit([put(new(pooled(lead_id=make.id_of("lead", f"l{number}"), routes_at=at)))])
    until = indexes.due_by(NOON + 2 * SECOND)
    assert len(list(table.query(indexes.HELD, index=indexes.DUE, until=until))) == 3
    assert len(list(table.query(indexes.HELD, index=indexes.DUE, until=indexes.due_by(NOON - SECOND)))) == 0
    assert len(list(table.query(indexes.HELD, index=indexes.DUE))) == 4


@pytest.mark.parametrize("name", ["ก" * 200, "\ufdfa" * 60], ids=["three bytes each", "one becomes eighteen"])
def test_a_long_name_fits_into_its_index(name):
    item = codec.to_item(make.lead(contact=make.contact(first_name=name, last_name=name)))
    assert len(item["name_sk"]["S"].encode()) <= 1024
    assert item["name_sk"]["S"].endswith(LEAD)


def test_only_records_with_work_or_events_carry_a_mark_for_the_stream():
    assert codec.to_item(make.lead())["todo"] == {"S": "route"}
    assert "todo" not in codec.to_item(pooled())
    for record in (make.member(), Rotation(route_id=MAIN), Workload(agent_id=ANN)):
        assert not {"todo", "tell"} & codec.to_item(record).keys()


def test_lists_are_read_page_by_page(table):
    ids = [make.id_of("lead", f"l{n:03}") for n in range(120)]
    for n in range(0, 120, 60):
        table.commit([put(new(pooled(lead_id=i, since=NOON + SECOND))) for i in ids[n : n + 60]])
    first = lead_lists.in_queue(table, "POOLED", 50, None)
    rest = lead_lists.in_queue(table, "POOLED", 100, first.next)
    assert sorted(lead_lists.lead_ids([*first.records, *rest.records])) == ids
    assert rest.next is None
    assert len(lead_lists.leads(table, ids)) == 120


class Failing:
    """Fail transactions with the given codes, one per call, then succeed."""

    def __init__(self, *codes):
        self.codes, self.calls = list(codes), 0

    def transact_write_items(self, **_):
        self.calls += 1
        if self.codes:
            code = self.codes.pop(0)
            reasons = [{"Code": code}] if code == "TransactionConflict" else []
            name = "TransactionCanceledException" if reasons else code
            raise ClientError({"Error": {"Code": name}, "CancellationReasons": reasons}, "TransactWriteItems")


@pytest.mark.parametrize(
    "code", ["TransactionConflict", "ThrottlingException", "InternalServerError", "InternalFailure"]
)
def test_conflicts_and_throttling_are_retried_with_pauses(code):
    pauses, client = [], Failing(code, code)
    Table(client, "relevo", pauses.append).commit([put(new(make.lead()))])
    assert client.calls == 3
    assert all(0.01 <= pause <= 0.2 for pause in pauses)


def test_after_six_tries_it_is_busy():
    client = Failing(*["TransactionConflict"] * 9)
    with pytest.raises(Busy):
        Table(client, "relevo", lambda _: None).commit([put(new(make.lead()))])
    assert client.calls == 6


def test_other_refusals_of_the_table_are_not_retried():
    client = Failing("ValidationException")
    with pytest.raises(Unwritable):
        Table(client, "relevo", lambda _: None).commit([put(new(make.lead()))])
    assert client.calls == 1


def test_errors_that_are_not_the_tables_are_raised_unchanged():
    with pytest.raises(ClientError):
        Table(Failing("AccessDeniedException"), "relevo", lambda _: None).commit([put(new(make.lead()))])


class Unanswering:
    """Lose the answers of a number of calls; the calls are made."""

    def __init__(self, client, lost):
        self._client, self.lost, self.tokens = client, lost, []

    def __getattr__(self, name):
        def call(**given):
            self.tokens.append(given.get("ClientRequestToken"))
            answer = getattr(self._client, name)(**given)
            if len(self.tokens) <= self.lost:
                raise ConnectionClosedError(endpoint_url="https://dynamodb")
            return answer

        return call


def test_a_commit_whose_answer_is_lost_is_made_again_with_the_same_token():
    client = Unanswering(Failing(), 1)
    Table(client, "relevo", lambda _: None).commit([put(new(make.lead()))])
    assert len(client.tokens) == 2
    assert len(set(client.tokens)) == 1


def test_a_commit_that_is_never_answered_is_busy_before_the_functions_time_is_over():
    client = Unanswering(Failing(), 9)
    with pytest.raises(Busy):
        Table(client, "relevo", lambda _: None).commit([put(new(make.lead()))])
    assert len(client.tokens) == 2


class Away:
    """Refuse every call with a code, or do not answer."""

    def __init__(self, error):
        self._error = error

    def __getattr__(self, name):
        def call(**_):
            raise self._error

        return call


@pytest.mark.parametrize(
    "error",
    [
        *(ClientError({"Error": {"Code": code}}, "Query") for code in ("ThrottlingException", "InternalServerError")),
        ConnectionClosedError(endpoint_url="https://dynamodb"), ReadTimeoutError(endpoint_url="https://dynamodb"),
        EndpointConnectionError(endpoint_url="https://dynamodb"),
    ],
    ids=["throttled", "broken", "closed", "timed out", "unreachable"],
)  # fmt: skip
def test_reads_that_are_throttled_or_not_answered_are_busy(error):
    table = Table(Away(error), "relevo", lambda _: None)
    for read in (
        lambda: table.get(Lead, keys.lead(make.LEAD)),
        lambda: table.items([keys.VERSION]),
        lambda: list(table.query("PLAN")),
        lambda: table.number("PLAN", index=indexes.QUEUE),
    ):
        with pytest.raises(Busy):
            read()


def test_a_read_that_is_not_answered_once_is_tried_again(table):
    """The client itself does not try again."""
    client, pauses = Unanswering(memory.client("dynamodb"), 1), []
    assert Table(client, "relevo", pauses.append).get(Lead, keys.lead(make.LEAD)) is None
    assert (len(client.tokens), len(pauses)) == (2, 1)


def test_other_failures_of_reads_are_raised_unchanged():
    table = Table(Away(ClientError({"Error": {"Code": "AccessDeniedException"}}, "Query")), "relevo", lambda _: None)
    with pytest.raises(ClientError):
        list(table.query("PLAN"))


def test_an_item_over_400_kb_is_unwritable(aws):
    huge = new(make.lead(message="x" * 420_000))
    with pytest.raises(Unwritable):
        StagedTable(memory.client("dynamodb")).commit([put(huge)])
