"""The tenant's master secret with what is derived from it, and the secrets that providers issued. Never logged."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.kernel.errors import Busy
from shared.domain.kernel.record import SecretId, SourceId
from shared.domain.notifications import vapid
from shared.domain.plan_records.source import Source
from shared.observe import count, logger, named

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient


class MasterSecret:
    """Reads the tenant's master secret once per process and derives keys for one purpose each."""

    def __init__(self, client: SecretsManagerClient, arn: str) -> None:
        self._client, self._arn = client, arn
        self._master: bytes | None = None

    def derive(self, *purpose: str) -> bytes:
        """32 bytes that only this tenant, for this purpose, arrives at: HMAC-SHA256 of the purpose's parts."""
        if self._master is None:
            self._master = self._client.get_secret_value(SecretId=self._arn)["SecretString"].encode()
        return hmac.digest(self._master, "\x1f".join(purpose).encode(), hashlib.sha256)

    def hashed(self, purpose: str, value: str) -> str:
        """A keyed hash of `value`, for finding it again without storing it: 64 hexadecimal digits."""
        return hmac.new(self.derive(purpose), value.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()

    def of_source(self, source_id: str, version: int) -> str:
        """The secret Relevo issued for a source: `whsec_` and 32 bytes in base64 (Standard Webhooks)."""
        return "whsec_" + base64.b64encode(self.derive("source", source_id, str(version))).decode()

    def signing_key(self, target_id: str, version: int) -> bytes:
        """The key that what goes out to a target is signed with; `of_target` is how the target is shown it."""
        return self.derive("target", target_id, str(version))

    def of_target(self, target_id: str, version: int) -> str:
        """The secret of a target: `whsec_` and 32 bytes in base64 (Standard Webhooks)."""
        return "whsec_" + base64.b64encode(self.signing_key(target_id, version)).decode()

    def verify_token(self, source_id: str) -> str:
        """What a provider that subscribes to a source must name, so that we know it was set up by the team."""
        return base64.urlsafe_b64encode(self.derive("verify", source_id)).decode().rstrip("=")

    def claim_links(self) -> bytes:
        """The key that signs claim links."""
        return self.derive("claim-link")

    def push_key(self) -> int:
        """The private key by which push services know this team."""
        return vapid.private_key(self.derive("vapid", "0") + self.derive("vapid", "1"))


class Issued(NamedTuple):
    """What a provider issued for a source: the secret it signs with, and a token for asking it for details."""

    secret: str
    access_token: str | None = None


class SourceSecrets:
    """The secrets of sources: derived from the master, or kept in Secrets Manager where a provider issued them.

    What is kept under an id never changes, so it is read once per process; renewing keeps a new one.

    Source: docs/security.md, "Secrets".
    """

    def __init__(self, master: MasterSecret, client: SecretsManagerClient, prefix: str) -> None:
        self._master, self._client, self._prefix = master, client, prefix
        self._known: dict[SecretId, Issued] = {}

    def valid(self, source: Source, now: datetime) -> list[str]:
        """The source's secret, and those before it that still work. Raises Busy where one cannot be read."""
        held = [(source.secret_version, source.kept)]
        held += [(former.version, former.kept) for former in source.former if now < former.until]
        return [
            self._read(source.source_id, kept).secret if kept else self._master.of_source(source.source_id, version)
            for version, kept in held
        ]

    def issued(self, source: Source) -> Issued:
        """What signs the source's deliveries now. Raises Busy where it cannot be read."""
        if source.kept is None:
            return Issued(self._master.of_source(source.source_id, source.secret_version))
        return self._read(source.source_id, source.kept)

    def keep(self, source_id: SourceId, kept: SecretId, issued: Issued) -> None:
        """Keep what a provider issued, before the source refers to it. Again changes nothing."""
        try:
            self._client.create_secret(Name=self._name(source_id, kept), SecretString=json.dumps(issued._asdict()))
        except self._client.exceptions.ResourceExistsException:
            return

    def forget(self, source_id: SourceId, kept: SecretId) -> None:
        """Delete what no source refers to any more. A failure is told to us and not to the caller."""
        try:
            self._client.delete_secret(SecretId=self._name(source_id, kept), ForceDeleteWithoutRecovery=True)
        except (ClientError, BotoCoreError) as error:
            logger.warning("secret not deleted", extra={"secret": kept, "error": named(error)})
            count("SecretNotDeleted")

    def _read(self, source_id: SourceId, kept: SecretId) -> Issued:
        if kept not in self._known:
            try:
                found = self._client.get_secret_value(SecretId=self._name(source_id, kept))
            except (ClientError, BotoCoreError) as error:
                logger.error("secret not readable", extra={"secret": kept, "error": named(error)})
                raise Busy from error
            self._known[kept] = Issued(**json.loads(found["SecretString"]))
        return self._known[kept]

    def _name(self, source_id: SourceId, kept: SecretId) -> str:
        return f"{self._prefix}/{source_id}/{kept}"
