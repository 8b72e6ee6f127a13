"""Clients of AWS, made once per process: lean, and patient for as long as a function may be.

They are boto3's clients without boto3's own session: that would import its transfer manager and
resources, a third of a hot function's cold start, for nothing a function here uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from botocore.config import Config
from botocore.session import Session, get_session

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_stepfunctions import SFNClient

# Our own code decides what is sent and tests prove it; checking every parameter again costs each request.
_CONFIG = Config(
    parameter_validation=False,
    # Two tries fit into any function's time, so that who waits hears "busy" and not nothing.
    connect_timeout=1,
    read_timeout=3,
    max_pool_connections=16,
    retries={"mode": "standard", "total_max_attempts": 2},
)
# A browser uploads to what is signed here: with the region's own address, and no checksum that it would have to make.
_UPLOADS = _CONFIG.merge(Config(signature_version="s3v4", read_timeout=20, request_checksum_calculation="when_required",
                                response_checksum_validation="when_required",
                                s3={"addressing_style": "virtual"}))  # fmt: skip
_session = get_session()


def dynamodb() -> DynamoDBClient:
    """A client of DynamoDB."""
    return cast("DynamoDBClient", _client("dynamodb"))


def stepfunctions() -> SFNClient:
    """A client of Step Functions."""
    return cast("SFNClient", _client("stepfunctions"))


def secretsmanager() -> SecretsManagerClient:
    """A client of Secrets Manager."""
    return cast("SecretsManagerClient", _client("secretsmanager"))


def cognito() -> CognitoIdentityProviderClient:
    """A client of Cognito's user pools."""
    return cast("CognitoIdentityProviderClient", _client("cognito-idp"))


def scheduler() -> EventBridgeSchedulerClient:
    """A client of EventBridge Scheduler."""
    return cast("EventBridgeSchedulerClient", _client("scheduler"))


def sqs() -> SQSClient:
    """A client of SQS."""
    return cast("SQSClient", _client("sqs"))


def sesv2() -> SESV2Client:
    """A client of SES, which sends mails."""
    return cast("SESV2Client", _client("sesv2"))


def s3(session: Session = _session) -> S3Client:
    """A client of S3.

    Args:
        session: knows the region; the process's own unless another is given.
    """
    return cast("S3Client", _client("s3", _UPLOADS, session))


def _client(service: str, config: Config = _CONFIG, session: Session = _session) -> Any:
    return session.create_client(service, config=config)
