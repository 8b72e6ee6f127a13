"""Derive keys from the tenant's master secret, and store the secrets that providers issued. Never log either."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.kernel.contact import AddressKind
from shared.domain.kernel.errors import Busy
from shared.domain.kernel.record import SecretId, SourceId
from shared.domain.notifications import vapid
from shared.domain.plan_records.source import Source
from shared.observe import count, error_code, logger

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient


class MasterSecret:
    """The tenant's master secret, read once per process, from which a key for each purpose is derived."""

    def __init__(self, client: SecretsManagerClient, arn: str) -> None:
        self._client, self._arn = client, arn
        self._master: bytes | None = None

    def derive(self, *purpose: str) -> bytes:
        """Return the 32 bytes derived for this tenant and purpose: HMAC-SHA256 of the purpose's parts."""
        if self._master is None:
            self._master = self._client.get_secret_value(SecretId=self._arn)["SecretString"].encode()
        return hmac.digest(self._master, "\x1f".join(purpose).encode(), hashlib.sha256)

    def keyed_hash(self, purpose: str, value: str) -> str:
        """Return a keyed hash of `value` in 64 hexadecimal digits, for finding a record without storing the value."""
        return hmac.new(self.derive(purpose), value.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()

    def contact_hash(self, kind: AddressKind, normal: str) -> str:
        """Return the keyed hash under which the card of an e-mail or phone, in its normal form, is stored."""
        return self.keyed_hash("contact", f"{kind}:{normal}")

    def source_secret(self, source_id: str, version: int) -> str:
        """Return the secret that Relevo issued for a source: `whsec_` and 32 bytes in base64 (Standard Webhooks)."""
        return "whsec_" + base64.b64encode(self.derive("source", source_id, str(version))).decode()

    def signing_key(self, target_id: str, version: int) -> bytes:
        """Return the key that signs deliveries to a target; `target_secret` is the same key as shown to the team."""
        return self.derive("target", target_id, str(version))

    def target_secret(self, target_id: str, version: int) -> str:
        """Return the secret of a target: `whsec_` and 32 bytes in base64 (Standard Webhooks)."""
        return "whsec_" + base64.b64encode(self.signing_key(target_id, version)).decode()

    def verify_token(self, source_id: str) -> str:
        """Return the token by which a provider that subscribes to a source proves that the team set it up."""
        return base64.urlsafe_b64encode(self.derive("verify", source_id)).decode().rstrip("=")

    def claim_link_key(self) -> bytes:
        """Return the key that signs claim links."""
        return self.derive("claim-link")

    def push_key(self) -> int:
        """Return the private key that identifies the team to push services."""
        return vapid.private_key(self.derive("vapid", "0") + self.derive("vapid", "1"))


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
        versions = [(source.secret_version, source.kept)]
        if former := source.accepted_former(now):
            versions.append((former.version, former.kept))
        return [
            self._read(source.source_id, kept).secret if kept else self._master.source_secret(source.source_id, version)
            for version, kept in versions
        ]

    def current(self, source: Source) -> IssuedSecret:
        """Return the source's present secret, and its token if it has one.

        Raises:
            Busy: it cannot be read.
        """
        if source.kept is None:
            return IssuedSecret(self._master.source_secret(source.source_id, source.secret_version))
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
