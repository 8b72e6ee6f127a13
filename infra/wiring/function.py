"""Describe one function: its code, what starts it, and what it may do."""

from dataclasses import dataclass
from enum import StrEnum

from infra.grants import Grant
from shared.environment.base import Environment


@dataclass(frozen=True)
class Http:
    """Name one operation of the HTTP API. A public one needs no token: it is authenticated otherwise, or not at all."""

    key: str
    public: bool = False


class Trigger(StrEnum):
    """Name what starts a function other than HTTP. Every trigger targets the alias `live`."""

    STREAM = "a lead that carries `todo` on the table's stream"
    NEWS = "a record that carries `tell` on the table's stream"
    CLOCK = "a clock has run out: of an offer, a response, or leads held until then"
    EVERY_MINUTE = "an EventBridge rule, every minute"
    PROBE = "an EventBridge rule every few minutes, where the tenant file asks for it"
    SCHEDULE = "a schedule of EventBridge Scheduler, when a special route goes on or off"
    FETCHES = "a message that asks for details which a delivery only points to"
    WAITING = "a message that asks to handle a delivery that was put off"
    INBOX = "a message that tells of a mail which SES received"
    IMPORTS = "a message that asks for an import's next rows"
    OUTGOING = "a message that asks for an outbound webhook to be sent"
    MAILS = "a message that asks for an email to be sent, or tells that one came back"
    PUSHES = "a message that asks for pushes to be sent"
    DEPLOYMENT = "`python -m infra.commands.deploy`, after the stack stands"


ALIAS = "live"
"""Name the alias of each function that its triggers call."""


@dataclass(frozen=True, kw_only=True)
class Function:
    """Describe one Lambda function: its asset holds `shared/` and `functions/<folder>/`.

    `socket` lists the routes of the WebSocket API that call it. `reserved` calls at once are kept for it where the
    tenant reserves concurrency, and it makes no more. Where a person or a lead waits for it (`awaited`), a tenant may
    have it start from a snapshot.
    """

    name: str
    entry: str
    does: str
    variables: type[Environment]
    grants: tuple[Grant, ...] = ()
    http: tuple[Http, ...] = ()
    socket: tuple[str, ...] = ()
    trigger: Trigger | None = None
    layers: tuple[str, ...] = ("base",)
    memory: int = 512
    timeout_seconds: int = 10
    reserved: int | None = None
    awaited: bool = False

    @property
    def folder(self) -> str:
        """Return the verb's folder: `functions.expire.sweeping.handler.handler` lives in `expire`."""
        return self.entry.split(".")[1]


def signed_in(*keys: str) -> tuple[Http, ...]:
    """Return the operations that need a token."""
    return tuple(Http(key) for key in keys)
