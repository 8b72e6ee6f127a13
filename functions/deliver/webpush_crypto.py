"""What a push service needs of us: a message sealed for one browser (RFC 8291), and who we are, signed (RFC 8292).

The library `pywebpush` does the same; it brings forty megabytes along, and a part that comes as source only, which a
layer for another machine cannot hold. Tests open what is sealed here with that library's own counterpart.
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
LAST = b"\x02"  # ends the only record


def seal(told: bytes, keys: PushKeys) -> bytes:
    """`told`, which only the browser of these keys can open; another key and salt each time."""
    browser, secret = decode_base64(keys.p256dh), decode_base64(keys.auth)
    ours, salt = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
    shown = ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = ours.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), browser))
    key = _derived(secret, shared, b"WebPush: info\0" + browser + shown, 32)
    sealing = AESGCM(_derived(salt, key, b"Content-Encoding: aes128gcm\0", 16))
    nonce = _derived(salt, key, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD_BYTES.to_bytes(4) + bytes([len(shown)]) + shown
    return head + sealing.encrypt(nonce, told + LAST, None)


class VapidIdentity:
    """Signs for push services who we are, with the team's key."""

    def __init__(self, private: int, public: str, contact: str) -> None:
        self._key, self._public, self._contact = ec.derive_private_key(private, ec.SECP256R1()), public, contact

    def header(self, origin: str, until: datetime) -> str:
        """The header `Authorization` for this push service, good until then."""
        claims = {"aud": origin, "exp": int(until.timestamp()), "sub": self._contact}
        told = ".".join(_text(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
        r, s = decode_dss_signature(self._key.sign(told.encode(), ec.ECDSA(SHA256())))
        return f"vapid t={told}.{_text(r.to_bytes(32) + s.to_bytes(32))},k={self._public}"


def _derived(salt: bytes, key: bytes, info: bytes, length: int) -> bytes:
    """HKDF with SHA-256 (RFC 5869), for what fits into one block."""
    taken = hmac.digest(salt, key, hashlib.sha256)
    return hmac.digest(taken, info + b"\x01", hashlib.sha256)[:length]


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
