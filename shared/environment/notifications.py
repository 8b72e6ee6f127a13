"""Define the environments of the functions that tell members and others what happened."""

from pydantic import Field

from shared.environment.base import Address, NonEmpty, OutboundEnvironment, TableEnvironment


class NotifyEnvironment(TableEnvironment):
    """Variables of notify, which sends messages to the queues of mails, pushes and outbound webhooks.

    `LIVE_URL` is where API Gateway takes hints for members' consoles.
    """

    OUTGOING_URL: NonEmpty
    MAILS_URL: NonEmpty
    PUSHES_URL: NonEmpty
    LIVE_URL: Address


class LiveEnvironment(TableEnvironment):
    """Variables of live, which uses only the table."""


class DeliverEnvironment(OutboundEnvironment):
    """Variables of deliver, which signs and sends outbound webhooks, and queues its own retries.

    It passes on the mails and pushes that release 0.1 put into its queue.
    """

    MASTER_SECRET_ARN: NonEmpty
    MAILS_URL: NonEmpty
    PUSHES_URL: NonEmpty


class SenderEnvironment(TableEnvironment):
    """Variables of functions that send to members.

    `MAIL_FROM` is the sender of emails; if it is empty, none are sent. `PUBLIC_URL` is the API's address, without a
    slash at its end.
    """

    MASTER_SECRET_ARN: NonEmpty
    MAIL_FROM: str = ""
    PUBLIC_URL: NonEmpty


class MailEnvironment(SenderEnvironment):
    """Variables of mail, which sends emails, and queues those that must wait.

    `MAIL_REGION` is where SES sends them, if that is not the function's own region, and `MAIL_SET` what
    tells of those that came back. `SECURITY_ADDRESS` is told of sensitive acts, if there is one.
    """

    MAILS_URL: NonEmpty
    MAIL_REGION: str = ""
    MAIL_SET: str = ""
    SECURITY_ADDRESS: str = Field(default="", pattern=r"^([^@\s]+@[^@\s]+)?$")


class PushEnvironment(SenderEnvironment):
    """Variables of push, which sends pushes in the name of `MAIL_FROM`, else of `PUBLIC_URL`, and queues its retries.

    `TO_LOOPBACK` allows push services on this machine, for local runs.
    """

    PUSHES_URL: NonEmpty
    TO_LOOPBACK: bool = False
