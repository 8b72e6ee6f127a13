"""Add a version to one of a tenant's secrets: `python -m infra.commands.rotate TENANT [master|contacts]`.

Earlier versions stay in the secret, so nothing that was made with them breaks. Functions need no deployment: the new
version is in force ten minutes later, when every process has read it.
"""

import base64
import os
import secrets
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import ClientError

from infra.tenant_file import TenantFile
from infra.terminal import ended
from shared.secrets.versions import IN_FORCE_AFTER, Version, contact_key, parse, render

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_secretsmanager import SecretsManagerClient

OUTPUTS = {"master": "MasterSecretArn", "contacts": "ContactSecretArn"}


class RotateError(RuntimeError):
    """Report why nothing was rotated; the message is one line."""


class SecretRotation:
    """Add versions to the secrets of a stack.

    Args:
        client: of Secrets Manager, with the operator's credentials.
        outputs: of the stack: name → value.
    """

    def __init__(self, client: "SecretsManagerClient", outputs: dict[str, str]) -> None:
        self._client, self._outputs = client, outputs

    def rotate(self, which: str, now: datetime) -> Version:
        """Add a version, and return it. First give contacts the key that they have had so far, if it is stored nowhere.

        Raises:
            RotateError: the latest version is not in force yet.
        """
        self._store_first_contact_key()
        versions = self._read(which)
        last = versions[-1]
        if last.since is not None and now < last.since:
            raise RotateError(f"version {last.number} of {which} is in force at {last.since:%H:%M:%S} UTC only: wait")
        value = _new_master() if which == "master" else _new_contact_key()
        new = Version(last.number + 1, value, now.replace(microsecond=0) + IN_FORCE_AFTER)
        self._write(which, (*versions, new))
        return new

    def _store_first_contact_key(self) -> None:
        """Store the key that release 0.1 derived from the master secret, before anything can separate the two."""
        if not self._read("contacts"):
            self._write("contacts", (Version(0, contact_key(self._read("master")[0].value)),))

    def _read(self, which: str) -> tuple[Version, ...]:
        try:
            return parse(self._client.get_secret_value(SecretId=self._arn(which))["SecretString"])
        except self._client.exceptions.ResourceNotFoundException:
            return ()

    def _write(self, which: str, versions: tuple[Version, ...]) -> None:
        self._client.put_secret_value(SecretId=self._arn(which), SecretString=render(versions))

    def _arn(self, which: str) -> str:
        return self._outputs[OUTPUTS[which]]


def outputs_of(stack: str, client: "CloudFormationClient") -> dict[str, str]:
    """Return a stack's outputs: name → value.

    Raises:
        RotateError: it is not there, or of a release without versions.
    """
    try:
        [found] = client.describe_stacks(StackName=stack)["Stacks"]
    except ClientError as error:
        raise RotateError(f"{stack} cannot be read: {error}") from error
    outputs = {one["OutputKey"]: one["OutputValue"] for one in found.get("Outputs", [])}
    if missing := set(OUTPUTS.values()) - outputs.keys():
        raise RotateError(f"{stack} has no {', '.join(missing)}: deploy this release first")
    return outputs


def _new_master() -> str:
    return secrets.token_urlsafe(48)


def _new_contact_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _client(service: str) -> object:
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    return boto3.Session(region_name=region).client(service)  # type: ignore[call-overload]


def main(arguments: list[str], *, client: Callable[[str], object] = _client) -> int:
    """Run the command line. Return 2 for a wrong argument, 1 if nothing was rotated; print one line."""
    tenant, which = [*arguments, "master"][:2] if len(arguments) in (1, 2) else ("", "")
    if which not in OUTPUTS:
        print("usage: python -m infra.commands.rotate TENANT [master|contacts]", file=sys.stderr)
        return 2

    def act() -> None:
        outputs = outputs_of(TenantFile.read(tenant).stack_name, client("cloudformation"))  # type: ignore[arg-type]
        new = SecretRotation(client("secretsmanager"), outputs).rotate(which, datetime.now(UTC))  # type: ignore[arg-type]
        print(f"version {new.number} of {tenant}'s {which} is in force from {new.since:%Y-%m-%d %H:%M:%S} UTC on")

    return ended(act, refusals=(RotateError,))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
