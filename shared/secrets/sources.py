"""Return the secrets of sources, and store those that providers issued."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.kernel.errors import Busy
from shared.domain.kernel.record import SecretId, SourceId
from shared.domain.plan_records.source import Source
from shared.observe import count, error_code, logger
from shared.secrets.master import MasterSecret

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient


class IssuedSecret(NamedTuple):
    """The secret with which a provider signs deliveries, and the token for fetching details from it."""

    secret: str
    access_token: str | None = None


class SourceSecrets:
    """The secrets of sources: derived from the master secret, or stored in Secrets Manager if a provider issued them.

    The secret stored under an id never changes, so it is read once per process; renewing stores one under a new id.

    Source: docs/security.md, "Secrets".
    """

    def __init__(self, master: MasterSecret, client: SecretsManagerClient, prefix: str) -> None:
        self._master, self._client, self._prefix = master, client, prefix
        self._known: dict[SecretId, IssuedSecret] = {}

    def valid_secrets(self, source: Source, now: datetime) -> list[str]:
        """Return the source's secret, and the former one if it is still accepted.

        Raises:
            Busy: one of them cannot be read.
        """
        versions = [(source.secret_version, source.master_version, source.kept)]
        if former := source.accepted_former(now):
            versions.append((former.version, former.master_version, former.kept))
        return [
            self._read(source.source_id, kept).secret
            if kept
            else self._master.source_secret(source.source_id, version, master)
            for version, master, kept in versions
        ]

    def current(self, source: Source) -> IssuedSecret:
        """Return the source's present secret, and its token if it has one.

        Raises:
            Busy: it cannot be read.
        """
        if source.kept is None:
            return IssuedSecret(
                self._master.source_secret(source.source_id, source.secret_version, source.master_version)
            )
        return self._read(source.source_id, source.kept)

    def store(self, source_id: SourceId, kept: SecretId, issued: IssuedSecret) -> None:
        """Store what a provider issued, before the source refers to it. Storing it again changes nothing."""
        try:
            self._client.create_secret(Name=self._name(source_id, kept), SecretString=json.dumps(issued._asdict()))
        except self._client.exceptions.ResourceExistsException:
            return

    def delete(self, source_id: SourceId, kept: SecretId) -> None:
        """Delete a secret to which no source refers any more. A failure is only logged and counted."""
        try:
            self._client.delete_secret(SecretId=self._name(source_id, kept), ForceDeleteWithoutRecovery=True)
        except (ClientError, BotoCoreError) as error:
            logger.warning("secret_delete_failed", extra={"secret": kept, "error": error_code(error)})
            count("SecretNotDeleted")

    def _read(self, source_id: SourceId, kept: SecretId) -> IssuedSecret:
        if kept not in self._known:
            try:
                found = self._client.get_secret_value(SecretId=self._name(source_id, kept))
            except (ClientError, BotoCoreError) as error:
                logger.error("secret_read_failed", extra={"secret": kept, "error": error_code(error)})
                raise Busy from error
            self._known[kept] = IssuedSecret(**json.loads(found["SecretString"]))
        return self._known[kept]

    def _name(self, source_id: SourceId, kept: SecretId) -> str:
        return f"{self._prefix}/{source_id}/{kept}"
