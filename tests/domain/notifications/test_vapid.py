"""Is our VAPID key the same one that other implementations compute?"""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.notifications.vapid import N, is_point, private_key, public_key
from tests.soak import often


def theirs(private):
    key = ec.derive_private_key(private, ec.SECP256R1()).public_key()
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@settings(max_examples=often(40))
@given(st.one_of(st.integers(1, 9), st.integers(N - 9, N - 1), st.binary(min_size=64, max_size=64).map(private_key)))
def test_the_public_key_matches_the_private_key(private):
    packed = base64.urlsafe_b64decode(public_key(private) + "=")
    assert packed == theirs(private)
    assert is_point(packed)


@given(st.binary(min_size=64, max_size=64))
def test_every_seed_gives_a_key(seed):
    assert 1 <= private_key(seed) < N


@pytest.mark.parametrize("seed", [b"\x00" * 64, b"\xff" * 64, (N - 1).to_bytes(64)])
def test_extreme_seeds_give_keys_too(seed):
    assert 1 <= private_key(seed) < N


@pytest.mark.parametrize("packed", [
    b"", b"\x04" + b"\x00" * 64, theirs(5)[:-1], theirs(5) + b"\x00", b"\x03" + theirs(5)[1:],
    theirs(5)[:-1] + bytes([theirs(5)[-1] ^ 1]), b"\x04" + b"\xff" * 64,
])  # fmt: skip
def test_points_off_the_curve_are_recognised(packed):
    assert not is_point(packed)
