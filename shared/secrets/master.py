"""Derive the tenant's keys and secrets: each from the version of the master secret that it was made with."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from shared.domain.kernel.contact import Address, AddressKind, Contact
from shared.domain.notifications import vapid
from shared.secrets.versioned import VersionedSecret
from shared.secrets.versions import derived

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

FIRST = 0  # the version of release 0.1
MAIL_NAME_LENGTH = 20  # characters of five bits


def present() -> datetime:
    """Return the present instant, UTC."""
    return datetime.now(UTC)


class MasterSecret:
    """The tenant's master secret and, beside it, the secret by which people are recognised.

    What is kept for long names the version it is derived from (`version`): sources, targets, and where their deliveries
    are found. What is short-lived is made with the version in force and accepted by each (`keys`, `keyed_hashes`).

    Args:
        client: of Secrets Manager.
        arn: of the master secret.
        contacts_arn: of the secret for contacts, in functions that recognise people.
        now: returns the present instant, UTC.

    Source: docs/security.md, "Secrets".
    """

    def __init__(
        self, client: SecretsManagerClient, arn: str, contacts_arn: str = "", now: Callable[[], datetime] = present
    ) -> None:
        self._master = VersionedSecret(client, arn, now)
        self._contacts = VersionedSecret(client, contacts_arn, now, may_be_empty=True) if contacts_arn else None

    @property
    def version(self) -> int:
        """Return the number of the version in force, with which new sources and targets are made."""
        return self._master.newest_first()[0].number

    def derive(self, *purpose: str, version: int) -> bytes:
        """Return the 32 bytes derived for this tenant, purpose and version: HMAC-SHA256 of the purpose's parts."""
        return derived(self._master.numbered(version).value, *purpose)

    def keys(self, *purpose: str) -> tuple[bytes, ...]:
        """Return the key of a purpose by each version, that in force first: sign with it, and accept any."""
        return tuple(derived(one.value, *purpose) for one in self._master.newest_first())

    def keyed_hash(self, purpose: str, value: str, version: int) -> str:
        """Return a keyed hash of `value` in 64 hexadecimal digits, for finding a record without storing the value."""
        return _hashed(self.derive(purpose, version=version), value)

    def keyed_hashes(self, purpose: str, value: str) -> tuple[str, ...]:
        """Return the keyed hash of `value` by each version, that in force first: store by it, and find by any."""
        return tuple(_hashed(key, value) for key in self.keys(purpose))

    def contact_hashes(self, kind: AddressKind, normal: str) -> tuple[str, ...]:
        """Return the keyed hashes of an e-mail or phone, in its normal form, that in force first.

        The first is that of a new card; earlier cards may be stored under the others, which stay for ever. While the
        secret for contacts holds no version 0, that is the key which release 0.1 derived from the master secret.
        """
        return tuple(_hashed(key, f"{kind}:{normal}") for key in self._contact_keys())

    def hashes_of(self, *people: Contact) -> dict[Address, tuple[str, ...]]:
        """Return `contact_hashes` of every normal address of these people."""
        given = (one for person in people for one in person.normals)
        return {address: self.contact_hashes(kind, normal) for kind, address, normal in given}

    def part_hashes(self, kind: AddressKind, parts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Return the keyed hashes of parts of an e-mail or phone, by each version of the key, that in force first."""
        return tuple(tuple(_hashed(key, f"{kind} part:{part}") for part in parts) for key in self._contact_keys())

    def _contact_keys(self) -> list[bytes]:
        stored = self._contacts.newest_first() if self._contacts else ()
        keys = [base64.b64decode(one.value) for one in stored]
        if all(one.number != FIRST for one in stored):
            keys.append(self.derive("contact", version=FIRST))
        return keys

    def source_secret(self, source_id: str, version: int, master: int = FIRST) -> str:
        """Return the secret that Relevo issued for a source: `whsec_` and 32 bytes in base64 (Standard Webhooks)."""
        return _shown(self.derive("source", source_id, str(version), version=master))

    def signing_key(self, target_id: str, version: int, master: int = FIRST) -> bytes:
        """Return the key that signs deliveries to a target; `target_secret` is the same key as shown to the team."""
        return self.derive("target", target_id, str(version), version=master)

    def target_secret(self, target_id: str, version: int, master: int = FIRST) -> str:
        """Return the secret of a target: `whsec_` and 32 bytes in base64 (Standard Webhooks)."""
        return _shown(self.signing_key(target_id, version, master))

    def verify_token(self, source_id: str, master: int = FIRST) -> str:
        """Return the token by which a provider that subscribes to a source proves that the team set it up."""
        return base64.urlsafe_b64encode(self.derive("verify", source_id, version=master)).decode().rstrip("=")

    def mail_name(self, source_id: str, version: int, master: int = FIRST) -> str:
        """Return what stands before the `@` of a source's address: 100 random bits that only the team is shown.

        It is made with the versions of the source's secret, so it is renewed, and ends, with it.
        """
        key = self.derive("mailbox", source_id, str(version), version=master)
        return base64.b32encode(key).decode()[:MAIL_NAME_LENGTH].lower()

    def claim_link_keys(self) -> tuple[bytes, ...]:
        """Return the keys of claim links: sign with the first, and accept any."""
        return self.keys("claim-link")

    def push_key(self) -> int:
        """Return the private key that identifies the team to push services.

        Browsers subscribe for this key, so it never changes: it is derived from the first version for ever.
        """
        return vapid.private_key(self.derive("vapid", "0", version=FIRST) + self.derive("vapid", "1", version=FIRST))


def _hashed(key: bytes, value: str) -> str:
    return hmac.digest(key, value.encode(errors="surrogatepass"), "sha256").hex()


def _shown(key: bytes) -> str:
    return "whsec_" + base64.b64encode(key).decode()
