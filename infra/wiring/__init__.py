"""List when each function runs, what it may do to which resource, and why.

Pure data: `infra.tenant` builds it, tests check it. A function has exactly the permissions of its grants, on exactly
the resources they name. `function` describes one; the functions stand in `entry`, `leads`, `plan` and `news`.
"""

from infra.wiring.entry import FETCH, IMPORT, INGEST, LOST, MAILBOX, PROBE, WAITING
from infra.wiring.function import Function, Http, Trigger
from infra.wiring.leads import CLAIM, EXPIRE, ROUTE, SUPERVISE, SWEEP
from infra.wiring.notifications import DELIVER, LIVE, MAIL, NOTIFY, PUSH
from infra.wiring.plan import ACTIVATE, BOOTSTRAP, PLAN
from infra.wiring.queues import QUEUES, WiredQueue

__all__ = [
    "ACTIVATE",
    "BOOTSTRAP",
    "DELIVER",
    "EXPIRE",
    "FETCH",
    "FUNCTIONS",
    "IMPORT",
    "LIVE",
    "MAIL",
    "MAILBOX",
    "NOTIFY",
    "PROBE",
    "PUSH",
    "QUEUES",
    "ROUTE",
    "SWEEP",
    "WAITING",
    "Function",
    "Http",
    "Trigger",
    "WiredQueue",
]

FUNCTIONS = (
    INGEST,
    FETCH,
    WAITING,
    MAILBOX,
    IMPORT,
    ROUTE,
    CLAIM,
    EXPIRE,
    SWEEP,
    ACTIVATE,
    PLAN,
    BOOTSTRAP,
    SUPERVISE,
    NOTIFY,
    LIVE,
    DELIVER,
    MAIL,
    PUSH,
    PROBE,
    LOST,
)
