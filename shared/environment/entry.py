"""Define the environments of the functions by which leads come in, and of those that answer whoever asks."""

from shared.environment.base import Address, ContactEnvironment, Environment, NonEmpty, TableEnvironment


class IntakeEnvironment(ContactEnvironment):
    """Variables of functions that read deliveries: secrets of sources, and the queue of details to fetch."""

    SOURCE_SECRETS: NonEmpty
    FETCHES_URL: NonEmpty


class IngestEnvironment(IntakeEnvironment):
    """Variables of ingest, which takes deliveries, leads entered by hand, and files to import."""

    IMPORTS_URL: NonEmpty
    IMPORTS_BUCKET: NonEmpty
    WAITING_URL: NonEmpty
    WAITING_BUCKET: NonEmpty


class WaitingEnvironment(IntakeEnvironment):
    """Variables of waiting, which handles deliveries that were put off."""

    WAITING_URL: NonEmpty
    WAITING_BUCKET: NonEmpty


class MailboxEnvironment(ContactEnvironment):
    """Variables of mailbox, which handles mails that SES received."""

    WAITING_BUCKET: NonEmpty


class ImportEnvironment(ContactEnvironment):
    """Variables of import, which reads files in chunks, and sends itself a message to continue."""

    IMPORTS_URL: NonEmpty
    IMPORTS_BUCKET: NonEmpty


class FetchEnvironment(IntakeEnvironment):
    """Variables of fetch, which gets the details of leads from Meta's Graph API, and keeps large ones as files."""

    WAITING_BUCKET: NonEmpty
    GRAPH_URL: Address = "https://graph.facebook.com/v24.0"


class ProbeEnvironment(TableEnvironment):
    """Variables of the probe, which signs as its own source, and calls the API at `PUBLIC_URL`."""

    MASTER_SECRET_ARN: NonEmpty
    PUBLIC_URL: NonEmpty


class LostEnvironment(Environment):
    """Variables of lost, which answers `GET /health` with its release."""

    RELEASE: NonEmpty = "0.1.0"
