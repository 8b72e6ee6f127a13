"""Create clients of AWS services, each once in a process, with timeouts that fit into a function's own.

Those that every first event needs, of DynamoDB and of Step Functions, are made while the function starts, all others
with their first use. They come from botocore. A boto3 session would also import its transfer manager and resources,
which no function here uses and which take a third of a hot function's cold start.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, partial
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from botocore.config import Config
from botocore.loaders import Loader
from botocore.session import Session, get_session

from shared.snap_start import is_snapshot_made

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_stepfunctions import SFNClient

# Parameters come from our own code and are tested; validating them again would slow down every request. So would
# botocore's user agent, which it puts together anew for each call, a tenth of its CPU.
_CONFIG = Config(
    parameter_validation=False,
    user_agent="relevo",
    connect_timeout=1,
    read_timeout=3,
    max_pool_connections=16,
    retries={"mode": "standard", "total_max_attempts": 2},
)
# One short attempt. `Table` tries again itself, with the same token, so that a commit without an answer becomes "busy"
# while there is time to put a delivery off; and putting it off must not take longer either. A test adds them up.
_ONCE = Config(read_timeout=2, retries={"mode": "standard", "total_max_attempts": 1})
BRIEF = _CONFIG.merge(_ONCE)
# For presigned uploads from a browser: with the region's own host, and without a checksum, which it cannot compute.
_UPLOADS = _CONFIG.merge(Config(signature_version="s3v4", read_timeout=20, request_checksum_calculation="when_required",
                                response_checksum_validation="when_required",
                                s3={"addressing_style": "virtual"}))  # fmt: skip
_BRIEF_S3 = _UPLOADS.merge(_ONCE)
# For hints to consoles, many at once: one that does not arrive is made up for by the next reading.
_HINTS = _CONFIG.merge(Config(read_timeout=1, max_pool_connections=32,
                              retries={"mode": "standard", "total_max_attempts": 1}))  # fmt: skip


class _Descriptions(Loader):
    """Find the description of a service by the service's name.

    botocore looks into the folders of all its 400 services first, once for each kind of description.
    """

    def list_available_services(self, type_name: str) -> list[str]:  # noqa: ARG002 - the name is botocore's
        """Return the names of all folders; a service that lacks this kind of description is refused when it is read."""
        return sorted(folder.name for folder in os.scandir(self.BUILTIN_DATA_PATH))


_session = get_session()
_session.register_component("data_loader", _Descriptions())
_one_at_a_time = Lock()  # sessions may not be shared by threads, clients may


def dynamodb() -> DynamoDBClient:
    """Return a client of DynamoDB for `Table`: it does not try again."""
    return cast("DynamoDBClient", _client("dynamodb", BRIEF))


def stepfunctions() -> SFNClient:
    """Return a client of Step Functions."""
    return cast("SFNClient", _client("stepfunctions"))


def secretsmanager() -> SecretsManagerClient:
    """Return a client of Secrets Manager."""
    return cast("SecretsManagerClient", _later("secretsmanager"))


def cognito() -> CognitoIdentityProviderClient:
    """Return a client of Cognito's user pools."""
    return cast("CognitoIdentityProviderClient", _later("cognito-idp"))


def scheduler() -> EventBridgeSchedulerClient:
    """Return a client of EventBridge Scheduler."""
    return cast("EventBridgeSchedulerClient", _later("scheduler"))


def sqs() -> SQSClient:
    """Return a client of SQS."""
    return cast("SQSClient", _later("sqs"))


def brief_sqs() -> SQSClient:
    """Return a client of SQS for who has little time left: it does not try again."""
    return cast("SQSClient", _later("sqs", BRIEF))


def sesv2(region: str = "") -> SESV2Client:
    """Return a client of SES, which sends mails; in this region, or the function's own."""
    return cast("SESV2Client", _later("sesv2", _CONFIG.merge(Config(region_name=region or None))))


def s3(session: Session = _session) -> S3Client:
    """Return a client of S3.

    Args:
        session: with the region; by default the process's own.
    """
    return cast("S3Client", _later("s3", _UPLOADS, session))


def brief_s3() -> S3Client:
    """Return a client of S3 for small objects of who has little time left: it does not try again."""
    return cast("S3Client", _later("s3", _BRIEF_S3))


def live_connections(url: str) -> Any:
    """Return a client of the WebSocket API at `url`, which sends to its connections; it does not try again."""
    return _later("apigatewaymanagementapi", _HINTS, url=url)


class _Later:
    """Stand for a client, and make it when something is first asked of it."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        return getattr(self._make(), name)


def _later(service: str, *given: Any, **named: Any) -> Any:
    make = partial(_client, service, *given, **named)
    return make() if is_snapshot_made() else _Later(make)


def _client(service: str, config: Config = _CONFIG, session: Session = _session, url: str | None = None) -> Any:
    with _one_at_a_time:  # threads that ask first together get one client
        return _made(service, config, session, url)


@cache
def _made(service: str, config: Config, session: Session, url: str | None) -> Any:
    return session.create_client(service, config=config, endpoint_url=url)
