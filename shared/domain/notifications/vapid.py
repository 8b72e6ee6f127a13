"""Derive the key pair that identifies a team to push services (VAPID), on the curve P-256.

Computed without a library, so that functions which only show the public key to browsers need none: it takes a few
milliseconds, once per process. Signing and encrypting use one (`functions.deliver.push`).
"""

from __future__ import annotations

import base64

type Point = tuple[int, int]

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G: Point = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
POINT_BYTES = 65  # uncompressed


def private_key(seed: bytes) -> int:
    """Derive the private key from a seed of 64 bytes, twice the key's length so that keys are evenly distributed."""
    return int.from_bytes(seed) % (N - 1) + 1


def public_key(private: int) -> str:
    """Return the public key as browsers expect it: the uncompressed point, in URL-safe base64 without padding."""
    x, y = _multiply(private, G)
    return base64.urlsafe_b64encode(b"\x04" + x.to_bytes(32) + y.to_bytes(32)).decode().rstrip("=")


def is_point(packed: bytes) -> bool:
    """Return whether these bytes are an uncompressed point on the curve, as encryption needs."""
    if len(packed) != POINT_BYTES or packed[0] != 4:
        return False
    x, y = int.from_bytes(packed[1:33]), int.from_bytes(packed[33:])
    return x < P and y < P and (y * y - x**3 + 3 * x - B) % P == 0


def _multiply(factor: int, point: Point) -> Point:
    """Multiply a point by double-and-add, from the factor's highest bit down."""
    product = point
    for bit in bin(factor)[3:]:
        product = _add(product, product)
        if bit == "1":
            product = _add(product, point)
    return product


def _add(one: Point, other: Point) -> Point:
    """Add two points. Opposite points, whose sum is infinite, never occur for a factor below N."""
    (x, y), (u, v) = one, other
    slope = (3 * x * x - 3) * pow(2 * y, -1, P) if one == other else (v - y) * pow(u - x, -1, P)
    across = (slope * slope - x - u) % P
    return across, (slope * (x - across) - y) % P
