"""Make the clients by which commands ask AWS, with the operator's own credentials."""

import os
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import boto3

from infra.tenant_file import TenantFile

type Clients = Callable[[str, str | None], Any]
"""Return boto3's client of a service, in a region; None stands for the one that is deployed to."""


class WrongPlaceError(RuntimeError):
    """Report that a tenant belongs to another account or region; the message is one line."""


def own_session(environment: Mapping[str, str] = os.environ) -> boto3.Session:
    """Return an AWS session configured by `environment`; boto3 finds the rest as usual."""
    return boto3.Session(
        region_name=environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION"),
        aws_access_key_id=environment.get("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=environment.get("AWS_SECRET_ACCESS_KEY"),
        aws_session_token=environment.get("AWS_SESSION_TOKEN"),
    )


def own_clients(environment: Mapping[str, str] = os.environ) -> Clients:
    """Return a maker of clients that makes each once."""
    session = own_session(environment)

    @cache
    def client(service: str, region: str | None) -> Any:
        return session.client(  # type: ignore[call-overload]  # any service, by name
            service, region_name=region, endpoint_url=environment.get("AWS_ENDPOINT_URL")
        )

    return client


def stay_where_it_belongs(file: TenantFile, clients: Clients) -> None:
    """Refuse to go on in another account or region than the tenant's file names.

    The CDK would refuse another account too, but would deploy to the file's region while all else asks in this one.

    Raises:
        WrongPlaceError: we are elsewhere.
        ClientError, BotoCoreError: AWS did not say whose account this is.
    """
    sts = clients("sts", None)
    if file.region not in (None, sts.meta.region_name):
        raise WrongPlaceError(f"the tenant's file says region {file.region}, but this is {sts.meta.region_name}")
    if file.account is None:
        return
    here = sts.get_caller_identity()["Account"]
    if file.account != here:
        raise WrongPlaceError(f"the tenant's file says account {file.account}, but you are signed in to {here}")
