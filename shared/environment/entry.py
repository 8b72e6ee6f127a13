"""Define the environments of the functions by which leads come in, and of those that answer whoever asks."""

from pydantic import Field

from shared.environment.base import ContactEnvironment, Environment, TableEnvironment


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


class ProbeEnvironment(TableEnvironment):
    """Variables of the probe, which signs as its own source, and calls the API at `PUBLIC_URL`."""

    MASTER_SECRET_ARN: str = Field(min_length=1)
    PUBLIC_URL: str = Field(min_length=1)


class LostEnvironment(Environment):
    """Variables of lost, which answers `GET /health` with its release."""

    RELEASE: str = Field(default="0.1.0", min_length=1)
