"""List the queues that call functions, and how much of a function each may use."""

from dataclasses import dataclass

from infra.grants import Resource
from infra.wiring.entry import FETCH, IMPORT, MAILBOX, WAITING
from infra.wiring.function import Function
from infra.wiring.notifications import DELIVER, MAIL, PUSH


@dataclass(frozen=True, kw_only=True)
class WiredQueue:
    """Describe one queue.

    Attributes:
        name: the id of its construct, by which a deployment finds it again: never change it.
        resource: what grants call it.
        variable: the environment variable that holds its address.
        function: the function that its messages call.
        at_once: how many calls there may be at once, so that one kind of work never takes another's; none where the
            product itself sends no more: a maximum costs $0.16 a month (docs/decisions, 36).
        alarm: by which name the alarm `dead-letters`, and what to do about it, tells its dead letters.
        dead: what its dead letters are, in words.
        batch: how many messages one call may get; of several, those that failed go back to the queue alone.
    """

    name: str
    resource: Resource
    variable: str
    function: Function
    at_once: int | None
    alarm: str
    dead: str
    batch: int = 1


QUEUES = (
    WiredQueue(
        name="Fetches", resource=Resource.FETCHES, variable="FETCHES_URL", function=FETCH, at_once=5,
        alarm="fetch", dead="details that could not be fetched; the sweep tries again",
    ),
    WiredQueue(
        name="PutOff", resource=Resource.WAITING, variable="WAITING_URL", function=WAITING, at_once=2,
        alarm="waiting", dead="deliveries put off and not handled; the sweep asks again",
    ),
    WiredQueue(
        name="Inbox", resource=Resource.INBOX, variable="INBOX_URL", function=MAILBOX, at_once=5,
        alarm="mailbox", dead="mails that could not be handled; they wait in their bucket for 30 days",
    ),
    WiredQueue(
        name="Imports", resource=Resource.IMPORTS, variable="IMPORTS_URL", function=IMPORT,
        at_once=None,  # three imports under way at most, each of which asks for one call after the other
        alarm="import", dead="an import has stopped; the sweep starts it again",
    ),
    WiredQueue(
        name="Outgoing", resource=Resource.OUTGOING, variable="OUTGOING_URL", function=DELIVER, at_once=10, batch=10,
        alarm="outgoing", dead="outbound webhooks that failed; the sweep tries again",
    ),
    WiredQueue(
        name="Mails", resource=Resource.MAILS, variable="MAILS_URL", function=MAIL, at_once=5,
        alarm="mail", dead="emails that could not be sent",
    ),
    WiredQueue(
        name="MailEvents", resource=Resource.MAIL_EVENTS, variable="MAIL_EVENTS_URL", function=MAIL,
        at_once=None,  # the first mail that comes back pauses its address
        alarm="mail-events", dead="mails came back, and their addresses could not be paused",
    ),
    WiredQueue(
        name="Pushes", resource=Resource.PUSHES, variable="PUSHES_URL", function=PUSH, at_once=5, batch=10,
        alarm="push", dead="pushes that could not be sent",
    ),
)  # fmt: skip
