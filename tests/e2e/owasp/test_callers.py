"""Can anybody act without a token, with another's, or with a guessed one? (OWASP API2 of 2023)

What is tested of tokens alone is in `test_tokens.py` and `test_token_expiry.py`; here are the forms of forging, and
every operation for callers who are nobody.
"""

import base64
import json
import secrets
import time

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from local.api import sign_in
from local.demo.team import PASSWORD
from tests.e2e.owasp.attacker import MEMBERS_ONLY
from tests.e2e.test_tokens import app_client, decoded, encoded


@pytest.fixture(scope="module")
def own_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def signed(key, header, claims):
    """Return a token signed by a key of the attacker's."""
    text = f"{encoded(header)}.{encoded(claims)}"
    return f"{text}.{encoded(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def number(value):
    return base64.urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8)).rstrip(b"=").decode()


def test_a_token_that_brings_its_own_key_is_401(world, own_key):
    told, claims, _ = world.people["rainmaker"].token().split(".")
    header, claims = decoded(told), decoded(claims)
    public = own_key.public_key().public_numbers()
    jwk = {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": header["kid"], "n": number(public.n), "e": "AQAB"}
    for more in (
        {}, {"jwk": jwk}, {"jwk": jwk, "kid": "mine"}, {"jku": "http://127.0.0.1:9/jwks.json"},
        {"x5u": "http://127.0.0.1:9/x.pem"}, {"kid": "../../../../dev/null"}, {"kid": "' OR '1'='1"}, {"kid": ""},
        {"crit": ["exp"], "exp": 1}, {"alg": "PS256"}, {"alg": ["RS256", "none"]}, {"b64": False, "crit": ["b64"]},
    ):  # fmt: skip
        assert world.hit(signed(own_key, {**header, **more}, claims), "GET", "/me").status == 401, more


def test_a_token_is_taken_from_the_header_alone(world):
    token = world.people["agent"].token()
    for path in (f"/me?access_token={token}", f"/me?token={token}", f"/me?Authorization=Bearer%20{token}"):
        assert world.hit(None, "GET", path).status == 401
    for headers in ({"Cookie": f"Authorization=Bearer {token}; token={token}"}, {"X-Authorization": f"Bearer {token}"},
                    {"Authorization": f"Basic {token}"}, {"X-Amzn-Oidc-Data": token},
                    {"X-Forwarded-User": world.people["rainmaker"].email}):  # fmt: skip
        assert world.hit(None, "GET", "/me", **headers).status == 401, list(headers)


@pytest.fixture(scope="module")
def nobodies(world):
    """Provide tokens that are valid for something else: a neighbour's pool, a refresh token, and a removed member's."""
    stack = world.stack
    cognito, email = stack.client("cognito-idp"), "vecina@example.com"
    pool_id = cognito.create_user_pool(PoolName=f"other-{time.time_ns()}")["UserPool"]["Id"]
    cognito.admin_create_user(UserPoolId=pool_id, Username=email, MessageAction="SUPPRESS")
    cognito.admin_set_user_password(UserPoolId=pool_id, Username=email, Password=PASSWORD, Permanent=True)
    foreign = sign_in(stack.told["aws_endpoint"], app_client(cognito, pool_id), email, PASSWORD)
    agent = world.people["agent"]
    given = cognito.initiate_auth(
        ClientId=agent.client_id, AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": agent.email, "PASSWORD": agent.password},
    )["AuthenticationResult"]  # fmt: skip
    yield {"foreign": foreign, "refresh": given["RefreshToken"], "removed": world.removed_token}
    cognito.delete_user_pool(UserPoolId=pool_id)


@pytest.mark.parametrize("which", ["foreign", "removed"])
def test_every_operation_refuses_a_caller_who_is_nobody(world, nobodies, which):
    token = nobodies[which]
    statuses = {
        operation: world.hit(token, operation.split(" ")[0], world.path(operation), world.body(operation)).status
        for operation in MEMBERS_ONLY
    }
    # A removed member's session has ended, unless it began in the second of their removal.
    assert set(statuses.values()) <= ({401, 403} if which == "removed" else {401}), statuses


def test_a_refresh_token_is_no_token_to_ask_with(world, nobodies):
    """Cognito encrypts them; a pool that signs them must not make them good for a month."""
    for path in ("/me", "/leads", "/pool"):
        assert world.hit(nobodies["refresh"], "GET", path).status in {401, 403}


def test_guessing_claim_links_finds_none(world):
    """Random tokens, and those that share most of their letters: all answer the same, and none is an error."""
    guesses = [secrets.token_urlsafe(69) for _ in range(12)]
    guesses += [place * "A" + "_" + (91 - place) * "A" for place in range(0, 92, 13)]
    guesses += ["", "A", "A" * 91, "A" * 93, "A" * 4000, "%00" * 30, "..%2f" * 18, "%ff" * 30]
    found = [world.hit(None, method, f"/claim-links/{one}").status for one in guesses for method in ("GET", "POST")]
    assert set(found) == {404}


def test_signing_in_tells_nobody_whether_an_address_is_a_members(world):
    cognito, told = world.stack.client("cognito-idp"), world.stack.told
    client = cognito.describe_user_pool_client(UserPoolId=told["user_pool_id"], ClientId=told["user_pool_client_id"])
    assert client["UserPoolClient"]["PreventUserExistenceErrors"] == "ENABLED"
    pool = json.dumps(cognito.describe_user_pool(UserPoolId=told["user_pool_id"])["UserPool"], default=str)
    assert '"AllowAdminCreateUserOnly": true' in pool
