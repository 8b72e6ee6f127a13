"""Give functions their addresses when they start, not when they are deployed; also that of an API at AWS.

Stock behaviour: a function's variables are what the template says, and a queue's address contains the port on which the
engine listened when the queue was created; on another port its messages are lost. Our ports are known only when a run
starts, and a deployed stack must be able to start on others, or to be copied and run beside the original. So the
template says `ANYWHERE` for the one address, which a function's worker replaces by that of this run. Queues are kept
under one fixed port, whatever the engine's: they are found by the path of their address. And a function that sends over
a WebSocket API's connections knows the API by its address at AWS, which would lead out of this machine.
"""

import os
import re

from ministack.core import lambda_runtime
from ministack.services import sqs

from local.fixes import Stock, find, replace
from local.places import ANYWHERE
from local.ports import HOST

API_AT_AWS = re.compile(r"https://([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com/")
PORT = "4566"
"""Name the stock default port of queues."""


def repair(address: str) -> None:
    """Start workers with `address` wherever their variables say `ANYWHERE`; keep queues under a fixed port."""

    def spawn(worker: Stock) -> Stock:
        worker.config = placed(worker.config, address)
        return stock(worker)

    stock = replace(lambda_runtime.Worker, "_spawn", spawn)
    replace(sqs, "DEFAULT_PORT", PORT)
    replace(sqs, "_CANONICAL_NETLOC", f"{find(sqs, 'DEFAULT_HOST')}:{PORT}")


def placed(config: Stock, address: str) -> Stock:
    """Return a function's configuration with `address` for `ANYWHERE`, without changing the original.

    Addresses of APIs at AWS become those of the same APIs here.
    """
    here = rf"http://{HOST}:{os.environ.get('GATEWAY_PORT', PORT)}/_aws/execute-api/\1/"
    variables = config.get("Environment", {}).get("Variables", {})
    told = {name: API_AT_AWS.sub(here, value.replace(ANYWHERE, address)) for name, value in variables.items()}
    return {**config, "Environment": {**config.get("Environment", {}), "Variables": told}}
