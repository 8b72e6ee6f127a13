"""The tenant's master secret, and what is derived from it. Never logged, never stored elsewhere."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

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
