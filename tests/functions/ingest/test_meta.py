"""Do Meta's lead ads become leads, although their deliveries hold ids only, and is none lost if details are late?"""

import hashlib
import hmac
import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.ingest.fetching.build import FetchDoors, build
from functions.ingest.fetching.graph import MetaGraph
from functions.ingest.providers import meta
from shared.domain.intake.fetch import MAX_AGE, fetch_failed
from shared.domain.kernel.errors import SignatureInvalid
from shared.domain.kernel.record import Record
from shared.domain.lead_records.delivery import Delivery
from shared.queue import Queue
from shared.secrets import IssuedSecret
from shared.store import codec, indexes
from shared.web.request import Request
from tests import make
from tests.functions import put_off, team
from tests.functions.ingest.graph import GraphApi
from tests.functions.ingest_client import DAY, NOW, SECOND, change
from tests.granted import granted

SOURCE, KEPT = make.id_of("source", "meta"), make.id_of("secret", "kept")
SECRET, OTHER = "the-apps-secret", "another-secret"
SAMPLES = Path(__file__).parent / "samples"
IDS = [f"50000000000000{number}" for number in (1, 2, 3)]


def sample(name="meta"):
    return json.loads((SAMPLES / f"{name}.json").read_text())


def signed(raw, secret=SECRET):
    return {"X-Hub-Signature-256": "sha256=" + hmac.new(secret.encode(), raw.encode(), hashlib.sha256).hexdigest()}


def call(raw, headers):
    return Request(None, {name.lower(): value for name, value in headers.items()}, raw, NOW, "request-1")


@pytest.fixture
def entry(door):
    """Provide ingest with a source of Meta whose secret is stored."""
    door.secrets.store(SOURCE, KEPT, IssuedSecret(SECRET, "the-pages-token"))
    team.change(door.table, make.source(SOURCE, title="Facebook", kind="meta", kept=KEPT))
    door.now = NOW + timedelta(minutes=1)

    def deliver(body=None, secret=SECRET):
        raw = json.dumps(sample() if body is None else body)
        return door.post(SOURCE, raw, signed(raw, secret))

    door.deliver = deliver
    return door


@pytest.fixture
def graph(entry):
    """Provide the Graph API, which knows three leads, and `fetch` that uses it."""
    api = GraphApi()
    api.leads = {lead_id: {**sample("meta_lead"), "id": lead_id} for lead_id in IDS}
    entry.fetching = build(
        FetchDoors(
            table=granted(entry.table, "fetch"),
            now=lambda: entry.now,
            secret=entry.secret,
            secrets=entry.secrets,
            graph=MetaGraph(api.url),
            queue=Queue(lambda: entry.queue, "fetches"),
            raws=put_off.raws(),
        )
    )
    yield api
    api.close()


def fetch(entry, asked):
    return entry.fetching.fetch(asked["source_id"], asked["hash"])


def fetch_all(entry):
    """Process the queue's messages."""
    asked, entry.queue.sent = entry.queue.sent, []
    return [fetch(entry, one) for one in asked]


def deliveries(entry):
    found = [codec.from_item(Delivery, item) for item in entry.kept(f"DELIVERY#{SOURCE}")]
    return sorted(found, key=lambda one: one.points_to or "")


# Subscribing


def greet(entry, token=None, **given):
    query = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": token, **given}
    answer = entry.ask_raw("GET", f"/webhooks/{SOURCE}", query=query)
    return answer["statusCode"], answer["body"], answer["headers"]["Content-Type"]


def test_a_subscription_with_the_right_token_gets_its_challenge(entry):
    answer = greet(entry, entry.secret.verify_token(SOURCE))
    assert answer == (200, "1158201444", "text/plain; charset=utf-8")


def test_any_other_token_challenge_or_source_is_refused(entry):
    token = entry.secret.verify_token(SOURCE)
    for place in range(len(token)):
        other = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert greet(entry, other)[0] == 401
    assert greet(entry, "")[0] == 401
    assert greet(entry, token, **{"hub.challenge": "<script>"})[0] == 422
    assert greet(entry, token, **{"hub.mode": "unsubscribe"})[0] == 422
    assert entry.ask("GET", f"/webhooks/{make.WEB}", query={
        "hub.mode": "subscribe", "hub.challenge": "1", "hub.verify_token": entry.secret.verify_token(make.WEB),
    })[0] == 404  # fmt: skip


# Delivering


def test_no_bit_of_the_signature_or_the_body_may_differ():
    raw = json.dumps(sample())
    headers = signed(raw)
    meta.verify(call(raw.encode(), headers), [OTHER, SECRET])
    signature = headers["X-Hub-Signature-256"]
    for place, old in enumerate(signature):
        for bit in range(7):
            flipped = signature[:place] + chr(ord(old) ^ 1 << bit) + signature[place + 1 :]
            with pytest.raises(SignatureInvalid):
                meta.verify(call(raw.encode(), {"X-Hub-Signature-256": flipped}), [SECRET])
    for place in range(len(raw)):
        changed = bytearray(raw.encode())
        changed[place] ^= 1
        with pytest.raises(SignatureInvalid):
            meta.verify(call(bytes(changed), headers), [SECRET])
    for other in ("", signature[7:], signature.upper(), signature + " "):
        with pytest.raises(SignatureInvalid):
            meta.verify(call(raw.encode(), {"X-Hub-Signature-256": other}), [SECRET])


def test_a_forged_delivery_writes_nothing(entry):
    before = entry.everything()
    assert entry.deliver(secret=OTHER)[0] == 401
    assert (entry.everything(), entry.queue.sent) == (before, [])


def test_a_renewed_secret_works_beside_the_old_one_for_a_day(entry):
    newer = make.id_of("secret", "newer")
    entry.secrets.store(SOURCE, newer, IssuedSecret("the-next-secret"))
    former = ({"version": 1, "kept": KEPT, "until": entry.now + DAY},)
    record = make.source(SOURCE, kind="meta")
    change(entry, record, kept=newer, secret_version=2, former=type(record).model_validate(
        {**record.model_dump(), "former": former}
    ).former)  # fmt: skip
    assert entry.deliver(secret="the-next-secret")[0] == 200
    assert entry.deliver(secret=SECRET)[0] == 200
    entry.now += DAY
    assert entry.deliver(secret=SECRET)[0] == 401


def test_a_secret_is_read_once_and_if_unreadable_the_provider_retries(entry, logged):
    before, entry.vault.away = entry.everything(), True
    status, problem = entry.deliver()
    assert (status, problem["code"], entry.headers_of_answer["Retry-After"]) == (503, "busy", "1")
    assert entry.everything() == before
    assert SECRET not in logged()
    entry.vault.away = False
    entry.vault.calls.clear()
    assert [entry.deliver()[0] for _ in range(3)] == [200, 200, 200]
    assert entry.vault.calls == ["get_secret_value"]


def test_every_lead_of_every_entry_is_in_the_table_before_the_answer(entry):
    assert entry.deliver() == (200, {"leads": [], "pending": 3})
    kept = deliveries(entry)
    assert [(one.points_to, one.outcome) for one in kept] == [(lead_id, "pending") for lead_id in IDS]
    assert kept[0].attributes["form_id"] == "300000000000001"
    assert {one["hash"] for one in entry.queue.sent} == {one.hash for one in kept}
    assert all(item["due_pk"] == {"S": indexes.FETCH} for item in entry.kept(f"DELIVERY#{SOURCE}"))


def test_a_delivery_about_no_lead_is_accepted_and_creates_nothing(entry):
    before = entry.everything()
    assert entry.deliver({"object": "page", "entry": [{"changes": [{"field": "feed", "value": {}}]}]}) == (200, {})
    assert entry.everything() == before


def test_a_delivery_is_stored_although_the_queue_fails(entry, logged):
    def broken(**_):
        from botocore.exceptions import EndpointConnectionError

        raise EndpointConnectionError(endpoint_url="queue")

    entry.queue.send_message = broken
    assert entry.deliver()[0] == 200
    assert len(deliveries(entry)) == 3
    assert "WorkNotAskedFor" in logged()


# Fetching


def test_fetched_details_make_the_lead(entry, graph):
    entry.deliver()
    assert fetch_all(entry) == ["accepted"] * 3
    kept = deliveries(entry)
    assert [(one.outcome, one.due) for one in kept] == [("accepted", None)] * 3
    lead = team.read(entry.table, kept[0].lead_id)
    assert (lead.contact.first_name, lead.contact.last_name) == ("Lucía", "Pérez Vidal")
    assert [address.normal for address in (*lead.contact.emails, *lead.contact.phones)] == [
        "lucia@example.com", "+34600112233"]  # fmt: skip
    assert lead.attributes["place"] == "Madrid"
    assert lead.attributes["cuando_quieres_mudarte"] == "en_un_mes"
    assert lead.attributes["page_id"] == "100000000000001"
    assert (lead.source_id, lead.state, lead.created_at) == (SOURCE, "unrouted", entry.now)
    assert [one.repeat for one in kept].count(True) == 2  # the stand-in returns one person three times


def test_a_queue_message_makes_the_lead_be_fetched(entry, graph, logged):
    entry.deliver()
    asked = {name: entry.queue.sent[0][name] for name in ("source_id", "hash")}
    assert entry.fetching({"Records": [{"body": json.dumps(asked)}]}, None) is None
    assert [one.outcome for one in deliveries(entry)].count("accepted") == len(entry.leads()) == 1
    assert '"outcome":"accepted"' in logged()


def test_the_token_is_never_in_a_url(entry, graph):
    entry.deliver()
    fetch_all(entry)
    assert len(graph.asked) == 3
    assert "the-pages-token" not in json.dumps(graph.asked)


def test_a_lead_is_fetched_once_however_often_it_is_delivered_and_requested(entry, graph):
    entry.deliver()
    asked = list(entry.queue.sent)
    fetch_all(entry)
    entry.queue.sent = asked
    assert fetch_all(entry) == ["not_due"] * 3
    status, body = entry.deliver()
    assert (status, len(body["leads"]), body["pending"], entry.queue.sent) == (200, 3, 0, [])
    assert len(graph.asked) == 3


TROUBLES = [
    (500, {"error": {"code": 1}}, "unreachable"),
    (400, {"error": {"code": 4}}, "unreachable"),
    (429, {}, "unreachable"),
    (200, b"<html>", "unreachable"),
    (200, b"[]", "unreachable"),
    (302, {}, "not_found"),
    (404, {"error": {"code": 100}}, "not_found"),
    (400, {"error": {"code": 190}}, "token_refused"),
    (403, {"error": {"code": 200}}, "token_refused"),
    (400, {"error": "none"}, "not_found"),
]


@pytest.mark.parametrize(("status", "body", "reason"), TROUBLES)
def test_failed_fetches_are_kept_and_retried(entry, graph, status, body, reason):
    entry.deliver({"entry": [sample()["entry"][0] | {"changes": sample()["entry"][0]["changes"][:1]}]})
    graph.wrong = [(status, body)]
    assert fetch_all(entry) == [reason]
    [kept] = deliveries(entry)
    assert (kept.outcome, kept.reason, kept.tries, kept.due) == ("pending", reason, 1, entry.now + 5 * SECOND)
    [asked] = entry.queue.sent
    assert asked["delay"] == 6
    entry.now = kept.due - SECOND
    assert fetch_all(entry) == ["not_due"]
    entry.queue.sent = [asked]
    entry.now = kept.due
    assert fetch_all(entry) == ["accepted"]


def test_an_unreachable_api_is_retried(entry, graph):
    entry.deliver()
    graph.close()
    assert set(fetch_all(entry)) == {"unreachable"}


def test_a_source_without_a_token_waits_for_one(entry, graph):
    tokenless = make.id_of("secret", "tokenless")
    entry.secrets.store(SOURCE, tokenless, IssuedSecret(SECRET))
    change(entry, make.source(SOURCE, kind="meta"), kept=tokenless)
    entry.deliver()
    assert set(fetch_all(entry)) == {"token_refused"}
    assert graph.asked == []


def test_details_without_a_person_go_to_the_pool(entry, graph):
    graph.leads[IDS[0]] = {"id": IDS[0], "field_data": [{"name": "interes", "values": ["Vender"]}]}
    entry.deliver()
    fetch_all(entry)
    leads = [team.read(entry.table, one.lead_id) for one in deliveries(entry)]
    [lead] = [one for one in leads if one.attributes.get("intent") == "sell"]
    assert (lead.state, lead.reason) == ("pooled", "unreadable")


def test_a_delivery_keeps_nothing_of_the_person_once_it_is_a_lead(entry, graph):
    entry.deliver()
    fetch_all(entry)
    kept = deliveries(entry)
    assert {(one.outcome, one.points_to) for one in kept} == {("accepted", "")}
    assert [one.attributes for one in kept] == [{}] * len(kept)


def test_of_two_simultaneous_fetches_one_makes_the_lead(entry, graph):
    entry.deliver({"entry": [sample()["entry"][0] | {"changes": sample()["entry"][0]["changes"][:1]}]})
    [asked] = entry.queue.sent

    def overtaken(commit, writes):
        entry.table.around("commit", None)
        fetch(entry, asked)
        commit(writes)

    entry.table.around("commit", overtaken)
    fetch(entry, asked)
    assert len(entry.leads()) == 1


@given(st.lists(st.sampled_from(["token_refused", "not_found", "unreachable"]), min_size=90, max_size=90))
def test_it_is_retried_for_three_days_at_growing_intervals_and_then_fails(troubles):
    delivery = Delivery(source_id=SOURCE, hash="h", at=NOW, outcome="pending", points_to="1", due=NOW)
    waits, now = [], NOW
    for trouble in troubles:
        delivery = fetch_failed(delivery, trouble, now)
        assert delivery.reason == trouble
        if delivery.due is None:
            break
        waits.append(delivery.due - now)
        now = delivery.due
    assert (delivery.outcome, waits) == ("failed", sorted(waits))
    assert MAX_AGE - timedelta(hours=1) < now - NOW <= MAX_AGE


# What is lost on the way


def test_the_sweep_requests_due_details_that_nobody_fetched(entry, graph):
    from tests.functions.sweeping import sweeping

    now = entry.now
    sweep = sweeping(entry.table, lambda: now, fetches=Queue(lambda: entry.queue, "fetches"))
    entry.now = now - timedelta(seconds=20)
    entry.deliver({"entry": [{"changes": [{"field": "leadgen", "value": {"leadgen_id": IDS[2]}}]}]})
    entry.now -= timedelta(seconds=20)
    entry.deliver()
    entry.queue.sent.clear()
    sweep()
    late = {one.hash for one in deliveries(entry) if one.points_to != IDS[2]}
    assert ({one["hash"] for one in entry.queue.sent}, len(late)) == (late, 2)
    assert set(fetch_all(entry)) == {"accepted"}
    sweep()
    assert entry.queue.sent == []


class Crash(BaseException):
    """Stand for the end of the process: no handler of ours may catch it."""


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_after_a_crash_at_any_call_the_lead_exists_once_in_the_end(entry, graph, before):
    """The provider repeats until it is answered; the queue repeats until no process crashes."""
    calls = {"made": 0, "fatal": 1}

    def dying(real, *given, **more):
        calls["made"] += 1
        dies = calls["made"] == calls["fatal"]
        if dies and before:
            raise Crash
        answer = real(*given, **more)
        answer = answer if answer is None or isinstance(answer, (dict, Record)) else [*answer]  # a query is one call
        if dies:
            raise Crash
        return answer

    for method in ("get", "items", "query", "commit"):
        entry.table.around(method, dying)

    def again(do):
        while True:
            try:
                return do()
            except Crash:
                continue

    for number in range(1, 12):
        lead_id = f"7000000000{number}"
        graph.leads[lead_id] = {"id": lead_id, "field_data": [{"name": "email", "values": [f"p{number}@example.com"]}]}
        calls.update(made=0, fatal=number)
        pointer = {"field": "leadgen", "value": {"leadgen_id": lead_id}}
        assert again(lambda: entry.deliver({"entry": [{"changes": [pointer]}]}))[0] == 200  # noqa: B023
        [asked] = entry.queue.sent[-1:]
        again(lambda: fetch(entry, asked))  # noqa: B023
        calls.update(fatal=0)
        assert len(entry.leads()) == number
        assert {one.outcome for one in deliveries(entry)} == {"accepted"}


def test_pointer_and_answer_are_kept_beside_the_lead_and_nothing_beside_the_source(entry, graph):
    put_off.files()
    entry.deliver()
    assert [(raw.lead_id, raw.parts[0].shared) for raw in entry.raws()] == [(None, True)] * len(IDS)
    fetch_all(entry)
    kept = [raw for raw in entry.raws() if raw.lead_id]
    assert {f"LEAD#{raw.lead_id}" for raw in kept} == {item["PK"]["S"] for item in entry.leads()}
    for raw in kept:
        pointer, details = (json.loads(put_off.raws().read(part)) for part in raw.parts)
        assert pointer == sample()
        assert details["field_data"] == sample("meta_lead")["field_data"]
    assert [raw.parts for raw in entry.raws() if raw.lead_id is None] == [()] * len(IDS)
