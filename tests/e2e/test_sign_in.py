"""Do sign-outs hold for real tokens, and is a second factor set up, asked for, required and reset?

The team's mode and the pool's change meanwhile, so this module has a stack of its own.
"""

import base64
import hashlib
import hmac
import json
import struct
import time

import pytest

from local.api import send
from tests.e2e.stack import began_earlier
from tests.e2e.test_tokens import answered

pytestmark = pytest.mark.slow
TOTP = "SOFTWARE_TOKEN_MFA"


def code(key, step=0):
    """Return the code of a key now, or `step` half minutes later (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time() // 30) + step)
    digest = hmac.digest(base64.b32decode(key), counter, hashlib.sha1)
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


class Person:
    """Hold a member's way in: what their browser would ask the pool."""

    def __init__(self, stack, caller):
        self.stack, self.caller, self.pool = stack, caller, stack.client("cognito-idp")
        self.client_id = stack.told["user_pool_client_id"]

    def password(self):
        given = {"USERNAME": self.caller.email, "PASSWORD": self.caller.password}
        return self.pool.initiate_auth(ClientId=self.client_id, AuthFlow="USER_PASSWORD_AUTH", AuthParameters=given)

    def tokens(self):
        return self.password()["AuthenticationResult"]

    def renewed(self, tokens):
        given = {"REFRESH_TOKEN": tokens["RefreshToken"]}
        answer = self.pool.initiate_auth(ClientId=self.client_id, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters=given)
        return answer["AuthenticationResult"]

    def answer(self, challenge, given):
        return self.pool.respond_to_auth_challenge(
            ClientId=self.client_id, ChallengeName=TOTP, Session=challenge["Session"],
            ChallengeResponses={"USERNAME": self.caller.email, "SOFTWARE_TOKEN_MFA_CODE": given},
        )["AuthenticationResult"]  # fmt: skip

    def ask(self, tokens, method, path, body=None):
        headers = {"Authorization": f"Bearer {tokens['IdToken']}"}
        content = None if body is None else json.dumps(body).encode()
        return send(self.stack.told["api"], method, path, content, headers)

    def enrol(self, tokens):
        access = {"AccessToken": tokens["AccessToken"]}
        key = self.pool.associate_software_token(**access)["SecretCode"]
        assert self.pool.verify_software_token(**access, UserCode=code(key))["Status"] == "SUCCESS"
        self.pool.set_user_mfa_preference(**access, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True})
        return key


@pytest.fixture
def person(stack):
    return Person(stack, stack.newcomer())


@pytest.fixture
def mode(stack):
    """Return a function that deploys another `mfa`, as the pool and the bootstrap would; off again afterwards."""
    yield stack.deploy_second_factor
    stack.deploy_second_factor("off")


def test_signing_out_ends_this_session_also_for_renewed_tokens(stack, person):
    here, there = person.tokens(), person.tokens()
    assert person.ask(here, "POST", "/me/sign-out", {}).status == 204
    assert answered(stack, here["IdToken"]) == answered(stack, person.renewed(here)["IdToken"]) == 401
    assert answered(stack, there["IdToken"]) == answered(stack, person.renewed(there)["IdToken"]) == 200


def test_signing_out_everywhere_ends_all_sessions_at_once_and_renews_none(stack, person, until):
    here, there = person.tokens(), person.tokens()
    until(lambda: began_earlier(there["IdToken"]))
    refused = person.ask(here, "POST", "/me/sign-out", {"everywhere": True})
    new = person.tokens()
    assert refused.status == 204
    assert [answered(stack, one["IdToken"]) for one in (here, there, new)] == [401, 401, 200]
    assert person.ask(there, "GET", "/me").body["code"] == "session_ended"
    with pytest.raises(person.pool.exceptions.NotAuthorizedException):
        person.renewed(there)


def test_each_sign_in_is_shown_to_its_member(person):
    tokens = person.tokens()
    person.ask(tokens, "GET", "/me")
    person.ask(person.renewed(tokens), "GET", "/me")
    found = person.ask(tokens, "GET", "/me/sign-ins").body["items"]
    assert sorted(one["current"] for one in found) == [False, True], "the test's own session, and this one once"


def test_a_second_factor_is_asked_for_and_reset_by_the_rainmaker(stack, person, mode, until):
    mode("optional")
    tokens = person.tokens()
    assert person.ask(tokens, "GET", "/me").body["second_factor"] == {"mode": "optional"}
    key = person.enrol(tokens)
    assert person.ask(tokens, "POST", "/me/mfa").body["since"]
    challenge = person.password()
    assert challenge["ChallengeName"] == TOTP
    with pytest.raises(person.pool.exceptions.CodeMismatchException):
        person.answer(challenge, "000000" if code(key) != "000000" else "111111")
    assert answered(stack, person.answer(challenge, code(key))["IdToken"]) == 200
    until(lambda: began_earlier(tokens["IdToken"]))
    assert stack.rainmaker.ask("DELETE", f"/agents/{stack.id_of(person.caller)}/mfa") is None
    assert answered(stack, tokens["IdToken"]) == 401
    assert answered(stack, person.tokens()["IdToken"]) == 200


def test_nobody_is_refused_within_the_seven_days(stack, person, mode):
    mode("required")
    found = person.ask(person.tokens(), "GET", "/me").body["second_factor"]
    assert found["mode"] == "required"
    assert found["due"] > time.strftime("%Y-%m-%d")
