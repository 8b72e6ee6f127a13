"""Read a secret that has versions, and keep a copy of it for some minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.kernel.errors import Busy
from shared.observe import error_code, logger
from shared.secrets.versions import MAX_AGE, Version, parse

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

RETRY_AFTER = timedelta(seconds=5)  # between two reads because of an unknown version


class VersionedSecret:
    """A secret's versions, read once per process and again when the copy is five minutes old.

    A new version is in force some minutes after it was added (`infra/commands/rotate.py`), when every process knows
    it already.

    Source: docs/security.md, "Secrets".
    """

    def __init__(
        self, client: SecretsManagerClient, arn: str, now: Callable[[], datetime], *, may_be_empty: bool = False
    ) -> None:
        self._client, self._arn, self._now, self._may_be_empty = client, arn, now, may_be_empty
        self._versions: tuple[Version, ...] | None = None
        self._read_at: datetime | None = None

    def versions(self) -> tuple[Version, ...]:
        """Return all versions, the oldest first; none if the secret has no value yet."""
        return self._at_most(MAX_AGE)

    def newest_first(self) -> tuple[Version, ...]:
        """Return the version in force, then all others, from the latest to the oldest."""
        now = self._now()
        ordered = sorted(self.versions(), key=lambda one: one.number, reverse=True)
        return tuple(sorted(ordered, key=lambda one: one.since is not None and now < one.since))

    def numbered(self, number: int) -> Version:
        """Return the version with this number. One that the copy does not hold makes it be read again.

        Raises:
            Busy: the secret does not hold it.
        """
        for age in (MAX_AGE, RETRY_AFTER):
            for one in self._at_most(age):
                if one.number == number:
                    return one
        logger.error("secret_version_unknown", extra={"version": number})
        raise Busy

    def _at_most(self, age: timedelta) -> tuple[Version, ...]:
        """Return the versions by a copy that is younger than `age`, or an older one if the secret cannot be read."""
        now = self._now()
        if self._versions is None or self._read_at is None or now - self._read_at >= age:
            try:
                self._versions = self._read()
            except (ClientError, BotoCoreError) as error:
                if self._versions is None:
                    raise
                logger.warning("secret_not_refreshed", extra={"error": error_code(error)})
            self._read_at = now
        return self._versions

    def _read(self) -> tuple[Version, ...]:
        try:
            return parse(self._client.get_secret_value(SecretId=self._arn)["SecretString"])
        except ClientError as error:
            if self._may_be_empty and error_code(error) == "ResourceNotFoundException":
                return ()
            raise
