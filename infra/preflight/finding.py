"""Define what a look at the account finds, and ask AWS without failing where an answer is refused."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from botocore.exceptions import BotoCoreError, ClientError


class Readiness(StrEnum):
    """Say what a finding means for a deployment."""

    OK = "ok"
    FAILS = "will fail"
    ASK = "ask AWS"
    UNKNOWN = "not known"


@dataclass(frozen=True)
class Finding:
    """Hold one row of the table: what was looked at, how it is, and what to do about it."""

    subject: str
    state: Readiness
    told: str


type Check = Callable[[], Iterable[Finding]]


def look(subject: str, check: Check) -> Iterator[Finding]:
    """Yield what `check` finds. What AWS does not answer is not known, and never stops the other checks."""
    try:
        yield from check()
    except ClientError as error:
        yield Finding(
            subject, Readiness.UNKNOWN, f"{error.operation_name} was refused: {error.response['Error']['Code']}"
        )
    except BotoCoreError as error:
        yield Finding(subject, Readiness.UNKNOWN, f"AWS did not answer: {type(error).__name__}")
