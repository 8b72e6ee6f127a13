"""Start few Lambda workers, one by one, and do not wait for logs.

Stock behaviour: each concurrent call starts a Python process of its own, so 64 agents who claim one lead start 64 of
them and the machine runs out of memory. Stock's own limit answers 429 instead of waiting. Waiting is safe here because
no function of ours calls itself. And since a start takes far longer than a call, a call waits a moment for an existing
worker before it starts another.

After each call stock waits up to 50 ms for a first log line while the worker stands idle, so a function that logs
nothing seems several times slower than it is. A function's log lines are in the pipe before its answer is.
"""

import threading
import time
from collections import defaultdict

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from local.fixes import Stock, find, replace

PATIENCE_SECONDS = 0.1
LOOK_SECONDS = 0.005
FIRST_LINE_SECONDS = 0.005


def repair(ceiling: int) -> None:
    """Let each function run at most `ceiling` calls at once, queue the others, and start workers sparingly."""
    turns: defaultdict[str, threading.Semaphore] = defaultdict(lambda: threading.Semaphore(ceiling))
    new_turn = threading.Lock()

    def execute(function: Stock, event: Stock, request_id: Stock) -> Stock:
        config = function.get("config") or function
        with new_turn:
            turn = turns[config.get("FunctionName", "")]
        with turn:
            return stock_execute(function, event, request_id)

    def drain(worker: Stock) -> Stock:
        return stock_drain(worker, first_line_wait=FIRST_LINE_SECONDS)

    stock_execute = replace(lambda_svc, "_execute_function_warm", execute)
    stock_drain = replace(lambda_runtime.Worker, "_drain_stderr_bounded", drain)
    _start_sparingly()


def _start_sparingly() -> None:
    pools, key_of = find(lambda_runtime, "_workers"), find(lambda_runtime, "_worker_key")

    def acquire(name: Stock, config: Stock, code: Stock, qualifier: str = "$LATEST") -> Stock:
        key = key_of(name, config, qualifier)
        patience = time.monotonic() + PATIENCE_SECONDS
        while True:
            pool = list(pools.get(key, ()))
            starting = any(worker._cold for worker in pool)
            if pool and not starting and time.monotonic() > patience:
                return stock(name, config, code, qualifier=qualifier)
            # If as many are allowed as exist, stock starts none but the first.
            worker, how = stock(name, config, code, qualifier=qualifier, max_concurrency=max(1, len(pool)))
            if worker is not None:
                return worker, how
            time.sleep(LOOK_SECONDS)

    stock = replace(lambda_runtime, "acquire_worker", acquire)
    replace(lambda_svc, "acquire_worker", acquire)  # it was imported by name
