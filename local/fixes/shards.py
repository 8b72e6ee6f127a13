"""Deliver a table's stream in shards by key, side by side, as AWS does.

Stock behaviour: a stream is one shard, so a function is never called twice at once with its records; a batch that fails
is tried again without end, whole. On AWS a table of any size starts with several shards. Records of one partition key
keep their order, others do not; a failed batch is split, tried again as often as the mapping says, and then put aside.

Positions are saved per mapping, not per shard: after a restart a shard delivers some records again, as AWS may.
"""

import json
import time
import zlib
from dataclasses import dataclass

from ministack.core import concurrency
from ministack.services import dynamodb, lambda_svc

from local.fixes import Stock, find, replace
from local.fixes.shard_queue import ShardQueue

BACKOFF_SECONDS = 0.2
LONGEST_BACKOFF_SECONDS = 5.0


@dataclass
class Shard:
    """Hold one shard of one mapping: where it reads next, and what it is about to deliver."""

    number: int
    position: int
    queue: ShardQueue
    busy: bool = False
    failures: int = 0
    until: float = 0.0


def repair(shards: int) -> None:
    """Deliver each stream in so many shards; one leaves stock as it is."""
    if shards > 1:
        replace(lambda_svc, "_poll_dynamodb_streams", Streams(shards).poll)


def shard_of(record: Stock, shards: int) -> int:
    """Return the shard of a record: that of its partition key, the first of its keys."""
    keys = record["dynamodb"]["Keys"]
    first = keys.get("PK") or next(iter(keys.values()))
    return zlib.crc32(json.dumps(first, sort_keys=True).encode()) % shards


class Streams:
    """Poll all mappings of streams: the poller's thread reads, each shard calls the function in a thread of its own."""

    def __init__(self, shards: int, backoff_seconds: float = BACKOFF_SECONDS) -> None:
        self._shards, self._backoff = shards, backoff_seconds
        self._known: dict[str, list[Shard]] = {}
        self._positions = find(lambda_svc, "_dynamodb_stream_positions")
        self._lock = find(lambda_svc, "_dynamodb_stream_positions_lock")
        self._account, self._region = find(lambda_svc, "_request_account_id"), find(lambda_svc, "_request_region")

    def poll(self) -> bool:
        """Start what can be delivered; return whether there was anything."""
        found = [self._poll_mapping(*one) for one in find(lambda_svc, "_iter_all_esms")()]
        return any(found)

    def _poll_mapping(self, account: str, region: str, mapping: Stock) -> bool:
        tokens = self._account.set(account), self._region.set(region)
        try:
            if not mapping.get("Enabled", True) or ":dynamodb:" not in mapping.get("EventSourceArn", ""):
                return False
            function, _ = find(lambda_svc, "_get_func_record_for_qualifier")(
                mapping["FunctionName"], mapping.get("Qualifier")
            )
            name = mapping["EventSourceArn"].split("/stream/")[0].split("/")[-1]
            table = dynamodb._tables.get(name) or {}
            if function is None or table.get("LatestStreamArn") != mapping["EventSourceArn"]:
                return False
            started = [self._advance(shard, name, mapping, function) for shard in self._of(mapping, name)]
            return any(started)
        finally:
            self._region.reset(tokens[1])
            self._account.reset(tokens[0])

    def _of(self, mapping: Stock, table: str) -> list[Shard]:
        """Return the mapping's shards; at first all stand where the mapping does."""
        key = mapping["UUID"]
        if key not in self._known:
            start = self._positions.get(key)
            if start is None:
                horizon = mapping.get("StartingPosition") == "TRIM_HORIZON"
                start = dynamodb.stream_start_position(table) if horizon else dynamodb.stream_end_position(table)
            retries = int(mapping.get("MaximumRetryAttempts", -1))
            bisect = bool(mapping.get("BisectBatchOnFunctionError"))
            self._known[key] = [
                Shard(number, start, ShardQueue(retries, bisect=bisect)) for number in range(self._shards)
            ]
        return self._known[key]

    def _advance(self, shard: Shard, table: str, mapping: Stock, function: Stock) -> bool:
        if shard.busy or shard.until > time.monotonic():
            return False
        if shard.queue.next() is None and not self._read(shard, table, mapping):
            return False
        if shard.queue.next() is None:
            return True  # all that was read is filtered out
        shard.busy = True
        concurrency.spawn_background(self._deliver, shard, mapping, function, thread_name="relevo-shard")
        return True

    def _read(self, shard: Shard, table: str, mapping: Stock) -> bool:
        """Read the shard's next records; return whether its position advanced."""
        start = max(shard.position, dynamodb.stream_start_position(table))
        size, mine, taken = int(mapping.get("BatchSize", 100)), [], 0
        for record in dynamodb.stream_records_since(table, start, 10 * size * self._shards):
            taken += 1
            if shard_of(record, self._shards) == shard.number:
                mine.append(record)
            if len(mine) == size:
                break
        if not taken:
            return False
        shard.position = start + taken
        shard.queue.read(find(lambda_svc, "_apply_filter_criteria")(mine, mapping) if mine else [])
        self._remember(mapping)
        return True

    def _remember(self, mapping: Stock) -> None:
        """Save the mapping's position when no shard has anything left to deliver before it."""
        shards = self._known[mapping["UUID"]]
        if all(shard.queue.next() is None for shard in shards):
            with self._lock:
                self._positions[mapping["UUID"]] = min(shard.position for shard in shards)

    def _deliver(self, shard: Shard, mapping: Stock, function: Stock) -> None:
        records = shard.queue.next() or []
        try:
            result = find(lambda_svc, "_execute_function")(function, {"Records": records})
            if result.get("error"):
                self._failed(shard, mapping, function, records, result)
            else:
                shard.queue.succeeded()
                shard.failures, shard.until = 0, 0.0
                self._remember(mapping)
        finally:
            shard.busy = False
            find(lambda_svc, "_esm_wake").set()

    def _failed(self, shard: Shard, mapping: Stock, function: Stock, records: Stock, result: Stock) -> None:
        oldest = min(float(record["dynamodb"].get("ApproximateCreationDateTime", time.time())) for record in records)
        age = int(mapping.get("MaximumRecordAgeInSeconds") or -1)
        too_old = 0 < age < time.time() - oldest
        shard.failures += 1
        wait = min(LONGEST_BACKOFF_SECONDS, self._backoff * 2 ** min(shard.failures, 10))
        shard.until = time.monotonic() + wait
        dead = shard.queue.failed(too_old=too_old)
        lambda_svc.logger.warning("relevo: a batch of %d records failed, shard %d", len(records), shard.number)
        if dead:
            why = "MaxRecordAgeExceeded" if too_old else "RetryAttemptsExhausted"
            find(lambda_svc, "_send_ddb_stream_failure_record")(
                mapping, function, dead, mapping["EventSourceArn"], result, why
            )
