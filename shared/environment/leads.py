"""Define the environments of the functions that lead leads on their way."""

from typing import Literal

from pydantic import Json

from shared.environment.base import ContactEnvironment, NonEmpty, ScheduleEnvironment, TableEnvironment


class RouteEnvironment(TableEnvironment):
    """Variables of route, which starts and stops clocks: executions of the state machine `CLOCK_ARN`."""

    CLOCK_ARN: NonEmpty


class ClaimEnvironment(TableEnvironment):
    """Variables of claim, which derives keys for cursors and claim links from the master secret."""

    MASTER_SECRET_ARN: NonEmpty


class ExpireEnvironment(TableEnvironment):
    """Variables of expire, which uses only the table."""


class SweepEnvironment(ScheduleEnvironment):
    """Variables of the sweep, which repairs schedules, sends lost messages again, and erases people's data.

    `BLOCKED_LOCK` is the mode in which kept deals are locked, if the tenant file asks for it. `DEAD_LETTERS` are the
    addresses of the queues of what was given up, by their names.
    """

    OUTGOING_URL: NonEmpty
    FETCHES_URL: NonEmpty
    IMPORTS_URL: NonEmpty
    MASTER_SECRET_ARN: NonEmpty
    CONTACT_SECRET_ARN: NonEmpty
    IMPORTS_BUCKET: NonEmpty
    WAITING_URL: NonEmpty
    WAITING_BUCKET: NonEmpty
    PHOTOS_BUCKET: NonEmpty
    LEDGER_BUCKET: NonEmpty
    BLOCKED_BUCKET: NonEmpty
    BLOCKED_LOCK: Literal["", "governance", "compliance"] = ""
    DEAD_LETTERS: Json[dict[str, str]]


class SuperviseEnvironment(ContactEnvironment):
    """Variables of supervise: keys for cursors and for finding people, the bucket of photos, the queue of test pushes.

    `TO_LOOPBACK` allows push services on this machine, for local runs.
    """

    PUSHES_URL: NonEmpty
    PHOTOS_BUCKET: NonEmpty
    WAITING_BUCKET: NonEmpty
    TO_LOOPBACK: bool = False
