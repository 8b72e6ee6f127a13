"""Define the environments of the functions that lead leads on their way."""

from typing import Literal

from pydantic import Field, Json

from shared.environment.base import ContactEnvironment, ScheduleEnvironment, TableEnvironment


class RouteEnvironment(TableEnvironment):
    """Variables of route, which starts and stops clocks: executions of the state machine `CLOCK_ARN`."""

    CLOCK_ARN: str = Field(min_length=1)


class ClaimEnvironment(TableEnvironment):
    """Variables of claim, which derives keys for cursors and claim links from the master secret."""

    MASTER_SECRET_ARN: str = Field(min_length=1)


class ExpireEnvironment(TableEnvironment):
    """Variables of expire, which uses only the table."""


class SweepEnvironment(ScheduleEnvironment):
    """Variables of the sweep, which repairs schedules, sends lost messages again, and erases people's data.

    `BLOCKED_LOCK` is the mode in which kept deals are locked, if the tenant file asks for it. `DEAD_LETTERS` are the
    addresses of the queues of what was given up, by their names.
    """

    OUTGOING_URL: str = Field(min_length=1)
    FETCHES_URL: str = Field(min_length=1)
    IMPORTS_URL: str = Field(min_length=1)
    MASTER_SECRET_ARN: str = Field(min_length=1)
    CONTACT_SECRET_ARN: str = Field(min_length=1)
    IMPORTS_BUCKET: str = Field(min_length=1)
    WAITING_URL: str = Field(min_length=1)
    WAITING_BUCKET: str = Field(min_length=1)
    PHOTOS_BUCKET: str = Field(min_length=1)
    LEDGER_BUCKET: str = Field(min_length=1)
    BLOCKED_BUCKET: str = Field(min_length=1)
    BLOCKED_LOCK: Literal["", "governance", "compliance"] = ""
    DEAD_LETTERS: Json[dict[str, str]]


class SuperviseEnvironment(ContactEnvironment):
    """Variables of supervise: keys for cursors and for finding people, the bucket of photos, the queue of test pushes.

    `TO_LOOPBACK` allows push services on this machine, for local runs.
    """

    PUSHES_URL: str = Field(min_length=1)
    PHOTOS_BUCKET: str = Field(min_length=1)
    WAITING_BUCKET: str = Field(min_length=1)
    TO_LOOPBACK: bool = False
