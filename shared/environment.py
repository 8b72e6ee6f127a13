"""Environment variables of the functions, typed: `infra` writes them, functions read them.

One class per function, so that each gets only the variables it uses. A field's name is the variable's name.
"""

import os
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, Json


class Environment(BaseModel):
    """Variables of every function: the names of its logs and metrics, and the log level."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    POWERTOOLS_SERVICE_NAME: str = Field(default="relevo", min_length=1)
    POWERTOOLS_METRICS_NAMESPACE: str = Field(default="Relevo", min_length=1)
    POWERTOOLS_LOG_LEVEL: str = Field(default="INFO", pattern=r"^(DEBUG|INFO|WARNING|ERROR|CRITICAL)$")

    @classmethod
    def read(cls) -> Self:
        """Return the values in the process's environment.

        Raises:
            pydantic.ValidationError: a variable is missing or wrong; the message names it.
        """
        return cls.model_validate(dict(os.environ))

    def env(self) -> dict[str, str]:
        """Return the values as Lambda's `environment` takes them."""
        return {name: str(value) for name, value in self.model_dump(mode="json", round_trip=True).items()}


class TableEnvironment(Environment):
    """Variables of functions that use the table: its name, and whether bodies of leads are stored packed."""

    TABLE_NAME: str = Field(min_length=1)
    PACKS_LEADS: bool = False


class ContactEnvironment(TableEnvironment):
    """Variables of functions that recognise people: the master secret, and the secret for contacts."""

    MASTER_SECRET_ARN: str = Field(min_length=1)
    CONTACT_SECRET_ARN: str = Field(min_length=1)


class IntakeEnvironment(ContactEnvironment):
    """Variables of functions that read deliveries: secrets of sources, and the queue of details to fetch."""

    SOURCE_SECRETS: str = Field(min_length=1)
    FETCHES_URL: str = Field(min_length=1)


class IngestEnvironment(IntakeEnvironment):
    """Variables of ingest, which takes deliveries, leads entered by hand, and files to import."""

    IMPORTS_URL: str = Field(min_length=1)
    IMPORTS_BUCKET: str = Field(min_length=1)
    WAITING_URL: str = Field(min_length=1)
    WAITING_BUCKET: str = Field(min_length=1)


class WaitingEnvironment(IntakeEnvironment):
    """Variables of waiting, which handles deliveries that were put off."""

    WAITING_URL: str = Field(min_length=1)
    WAITING_BUCKET: str = Field(min_length=1)


class MailboxEnvironment(ContactEnvironment):
    """Variables of mailbox, which handles mails that SES received."""

    WAITING_BUCKET: str = Field(min_length=1)


class ImportEnvironment(ContactEnvironment):
    """Variables of import, which reads files in chunks, and sends itself a message to continue."""

    IMPORTS_URL: str = Field(min_length=1)
    IMPORTS_BUCKET: str = Field(min_length=1)


class FetchEnvironment(IntakeEnvironment):
    """Variables of fetch, which gets the details of leads from Meta's Graph API, and keeps large ones as files."""

    WAITING_BUCKET: str = Field(min_length=1)
    GRAPH_URL: str = Field(default="https://graph.facebook.com/v24.0", pattern=r"^https?://[^?#]+[^/?#]$")


class RouteEnvironment(TableEnvironment):
    """Variables of route, which starts and stops clocks: executions of the state machine `CLOCK_ARN`."""

    CLOCK_ARN: str = Field(min_length=1)


class ClaimEnvironment(TableEnvironment):
    """Variables of claim, which derives keys for cursors and claim links from the master secret."""

    MASTER_SECRET_ARN: str = Field(min_length=1)


class ExpireEnvironment(TableEnvironment):
    """Variables of expire, which uses only the table."""


class ScheduleEnvironment(TableEnvironment):
    """Variables of functions that set schedules of special routes: their group, target function, and role."""

    SCHEDULE_GROUP: str = Field(min_length=1)
    SCHEDULE_TARGET_ARN: str = Field(min_length=1)
    SCHEDULE_ROLE_ARN: str = Field(min_length=1)


class ActivateEnvironment(ScheduleEnvironment):
    """Variables of activate, which switches special routes and sets their next schedules."""


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


class OutboundEnvironment(TableEnvironment):
    """Variables of functions that check targets of outbound webhooks.

    `TO_LOOPBACK` allows targets on this machine, for local runs.
    """

    OUTGOING_URL: str = Field(min_length=1)
    TO_LOOPBACK: bool = False


class PlanEnvironment(ScheduleEnvironment, OutboundEnvironment):
    """Variables of plan, which shows secrets, invites members, sets schedules, and resends outbound webhooks.

    `INBOUND_DOMAIN` is where sources have addresses for mail; if it is empty, they have none.
    """

    INBOUND_DOMAIN: str = ""
    MASTER_SECRET_ARN: str = Field(min_length=1)
    SOURCE_SECRETS: str = Field(min_length=1)
    USER_POOL_ID: str = Field(min_length=1)


class BootstrapEnvironment(TableEnvironment):
    """Variables of bootstrap, which invites the first Rainmaker."""

    USER_POOL_ID: str = Field(min_length=1)


class SuperviseEnvironment(ContactEnvironment):
    """Variables of supervise: keys for cursors and for finding people, the bucket of photos, the queue of test pushes.

    `TO_LOOPBACK` allows push services on this machine, for local runs.
    """

    PUSHES_URL: str = Field(min_length=1)
    PHOTOS_BUCKET: str = Field(min_length=1)
    WAITING_BUCKET: str = Field(min_length=1)
    TO_LOOPBACK: bool = False


class NotifyEnvironment(TableEnvironment):
    """Variables of notify, which sends messages to the queues of mails, pushes and outbound webhooks.

    `LIVE_URL` is where API Gateway takes hints for members' consoles.
    """

    OUTGOING_URL: str = Field(min_length=1)
    MAILS_URL: str = Field(min_length=1)
    PUSHES_URL: str = Field(min_length=1)
    LIVE_URL: str = Field(pattern=r"^https?://[^?#]+[^/?#]$")


class LiveEnvironment(TableEnvironment):
    """Variables of live, which uses only the table."""


class DeliverEnvironment(OutboundEnvironment):
    """Variables of deliver, which signs and sends outbound webhooks, and queues its own retries.

    It passes on the mails and pushes that release 0.1 put into its queue.
    """

    MASTER_SECRET_ARN: str = Field(min_length=1)
    MAILS_URL: str = Field(min_length=1)
    PUSHES_URL: str = Field(min_length=1)


class SenderEnvironment(TableEnvironment):
    """Variables of functions that send to members.

    `MAIL_FROM` is the sender of emails; if it is empty, none are sent. `PUBLIC_URL` is the API's address, without a
    slash at its end.
    """

    MASTER_SECRET_ARN: str = Field(min_length=1)
    MAIL_FROM: str = ""
    PUBLIC_URL: str = Field(min_length=1)


class MailEnvironment(SenderEnvironment):
    """Variables of mail, which sends emails, and queues those that must wait.

    `MAIL_REGION` is where SES sends them, if that is not the function's own region, and `MAIL_SET` what
    tells of those that came back. `SECURITY_ADDRESS` is told of sensitive acts, if there is one.
    """

    MAILS_URL: str = Field(min_length=1)
    MAIL_REGION: str = ""
    MAIL_SET: str = ""
    SECURITY_ADDRESS: str = Field(default="", pattern=r"^([^@\s]+@[^@\s]+)?$")


class PushEnvironment(SenderEnvironment):
    """Variables of push, which sends pushes in the name of `MAIL_FROM`, else of `PUBLIC_URL`, and queues its retries.

    `TO_LOOPBACK` allows push services on this machine, for local runs.
    """

    PUSHES_URL: str = Field(min_length=1)
    TO_LOOPBACK: bool = False


class ProbeEnvironment(TableEnvironment):
    """Variables of the probe, which signs as its own source, and calls the API at `PUBLIC_URL`."""

    MASTER_SECRET_ARN: str = Field(min_length=1)
    PUBLIC_URL: str = Field(min_length=1)


class LostEnvironment(Environment):
    """Variables of lost, which answers `GET /health` with its release."""

    RELEASE: str = Field(default="0.1.0", min_length=1)
