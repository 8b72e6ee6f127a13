"""Does the embedded stream deliver in shards by key, split what fails, and put aside what fails too often?"""

import threading
from types import SimpleNamespace

import pytest
from ministack.services import dynamodb, lambda_svc

from local.fixes import shards
from local.fixes.shard_queue import ShardQueue


def delivered(queue, fails):
    """Deliver all; a batch that holds a record of `fails` fails. Return the batches tried and the dead ones."""
    tried, dead = [], []
    while (records := queue.next()) is not None:
        tried.append(records)
        if set(records) & fails:
            dead += [gone] if (gone := queue.failed(too_old=False)) else []
        else:
            queue.succeeded()
    return tried, dead


def test_a_batch_that_fails_is_split_until_only_the_bad_record_is_left_and_given_up():
    queue = ShardQueue(2, bisect=True)
    queue.read([*"abcdefgh"])
    tried, dead = delivered(queue, {"c"})
    assert dead == [["c"]]
    assert tried.count(["c"]) == 3, "once, and two retries; splitting uses up none"
    handled = [record for batch in tried if "c" not in batch for record in batch]
    assert handled == [*"abdefgh"], "in order"


def test_without_bisecting_the_whole_batch_is_given_up_after_its_retries():
    queue = ShardQueue(3, bisect=False)
    queue.read([*"abc"])
    assert delivered(queue, {"b"}) == ([[*"abc"]] * 4, [[*"abc"]])


def test_records_that_are_too_old_are_given_up_at_once():
    queue = ShardQueue(-1, bisect=True)
    queue.read([*"ab"])
    assert queue.failed(too_old=True) == [*"ab"]
    assert queue.next() is None


def test_a_shard_reads_no_more_before_it_has_delivered():
    queue = ShardQueue(1, bisect=True)
    queue.read(["a"])
    with pytest.raises(ValueError, match="has not delivered"):
        queue.read(["b"])


def record(key, number):
    return {
        "eventName": "MODIFY",
        "dynamodb": {"Keys": {"PK": {"S": key}, "SK": {"S": "LEAD"}}, "SequenceNumber": number},
    }


class Engine:
    """Stand in for what the fix uses of the engine: one table, one mapping, and a function that a test gives."""

    def __init__(self, monkeypatch, records, handle, **mapping):
        self.records, self.dead = records, []
        arn = "arn:aws:dynamodb:us-east-1:0:table/t/stream/1"
        given = {"UUID": "m", "EventSourceArn": arn, "FunctionName": "f", "StartingPosition": "TRIM_HORIZON", **mapping}
        for name, new in {
            "_iter_all_esms": lambda: [("0", "us-east-1", given)],
            "_get_func_record_for_qualifier": lambda _name, _qualifier: ({"config": {}}, None),
            "_apply_filter_criteria": lambda records, _mapping: records,
            "_execute_function": lambda _function, event: handle(event["Records"]),
            "_send_ddb_stream_failure_record": lambda *given: self.dead.append((given[2], given[5])),
            "_dynamodb_stream_positions": {},
        }.items():
            monkeypatch.setattr(lambda_svc, name, new)
        monkeypatch.setattr(dynamodb, "_tables", {"t": {"LatestStreamArn": arn}})
        monkeypatch.setattr(dynamodb, "stream_start_position", lambda _table: 0)
        monkeypatch.setattr(dynamodb, "stream_end_position", lambda _table: len(records))
        monkeypatch.setattr(dynamodb, "stream_records_since", lambda _table, start, most: records[start : start + most])

    def run(self, number, until):
        streams = shards.Streams(number, backoff_seconds=0.0)
        while not until():
            streams.poll()
            threading.Event().wait(0.002)
        return lambda_svc._dynamodb_stream_positions


def test_shards_call_at_once_and_keep_the_order_of_a_key(monkeypatch):
    records = [record(f"LEAD#{number % 12}", number) for number in range(120)]
    seen, together, gate = [], SimpleNamespace(now=0, most=0), threading.Lock()

    def handle(batch):
        with gate:
            together.now += 1
            together.most = max(together.most, together.now)
        threading.Event().wait(0.02)
        with gate:
            seen.extend(batch)
            together.now -= 1
        return {}

    engine = Engine(monkeypatch, records, handle, BatchSize=10)
    engine.run(4, lambda: len(seen) == len(records))
    assert 2 <= together.most <= 4
    for key in {one["dynamodb"]["Keys"]["PK"]["S"] for one in records}:
        mine = [one["dynamodb"]["SequenceNumber"] for one in seen if one["dynamodb"]["Keys"]["PK"]["S"] == key]
        assert mine == sorted(mine)


def test_what_fails_too_often_is_put_aside_and_holds_up_nothing_else(monkeypatch):
    records = [record(f"LEAD#{number}", number) for number in range(40)]
    done = set()

    def handle(batch):
        numbers = {one["dynamodb"]["SequenceNumber"] for one in batch}
        if 7 in numbers:
            return {"error": True}
        done.update(numbers)
        return {}

    engine = Engine(monkeypatch, records, handle, MaximumRetryAttempts=2, BisectBatchOnFunctionError=True)
    engine.run(4, lambda: len(done) == 39 and engine.dead)
    assert engine.dead == [([records[7]], "RetryAttemptsExhausted")]
