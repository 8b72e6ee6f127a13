"""Encrypt a push for one browser (RFC 8291), and sign who sends it (RFC 8292).

The library `pywebpush` does the same, but it needs forty megabytes, and a dependency that is not built for the other
architecture. Tests decrypt what is encrypted here with that library's counterpart.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from shared.domain.notifications.subscription import PushKeys, decode_base64

RECORD_BYTES = 4096
LAST_RECORD = b"\x02"  # the delimiter of the last record, here the only one


def encrypt(content: bytes, keys: PushKeys) -> bytes:
    """Encrypt `content` so that only the browser with these keys can read it, with a new key and salt each time."""
    browser, secret = decode_base64(keys.p256dh), decode_base64(keys.auth)
    ours, salt = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
    public = ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = ours.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), browser))
    key = _derive(secret, shared, b"WebPush: info\0" + browser + public, 32)
    cipher = AESGCM(_derive(salt, key, b"Content-Encoding: aes128gcm\0", 16))
    nonce = _derive(salt, key, b"Content-Encoding: nonce\0", 12)
    header = salt + RECORD_BYTES.to_bytes(4) + bytes([len(public)]) + public
    return header + cipher.encrypt(nonce, content + LAST_RECORD, None)


class VapidIdentity:
    """Identify us to push services, signed with the team's key."""

    def __init__(self, private: int, public: str, contact: str) -> None:
        self._key, self._public, self._contact = ec.derive_private_key(private, ec.SECP256R1()), public, contact

    def header(self, origin: str, until: datetime) -> str:
        """Return the header `Authorization` for this push service, valid until `until`."""
        claims = {"aud": origin, "exp": int(until.timestamp()), "sub": self._contact}
        token = ".".join(_base64(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
        r, s = decode_dss_signature(self._key.sign(token.encode(), ec.ECDSA(SHA256())))
        return f"vapid t={token}.{_base64(r.to_bytes(32) + s.to_bytes(32))},k={self._public}"


def _derive(salt: bytes, key: bytes, info: bytes, length: int) -> bytes:
    """Derive a key by HKDF with SHA-256 (RFC 5869), for a length of at most one block."""
    extracted = hmac.digest(salt, key, hashlib.sha256)
    return hmac.digest(extracted, info + b"\x01", hashlib.sha256)[:length]


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
