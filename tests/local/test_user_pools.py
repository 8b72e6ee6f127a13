"""Does the embedded user pool keep an account its member's, as AWS does?"""

import json

import pytest
from ministack.services import cognito

from local.fixes import user_pools

PASSWORD = "Relevo-Demo-2026"


def told(answer):
    return json.loads(answer[2])


def code_of(answer):
    return told(answer)["__type"].rpartition("#")[2]


class Pool:
    """Hold a pool with one user, as our stack makes it."""

    def __init__(self):
        pool = told(cognito._create_user_pool({
            "PoolName": "team", "UsernameAttributes": ["email"], "MfaConfiguration": "OPTIONAL",
            "UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": ["email"]},
        }))["UserPool"]  # fmt: skip
        self.pool_id = pool["Id"]
        made = {"UserPoolId": self.pool_id, "ClientName": "console", "WriteAttributes": ["locale", "email"]}
        self.client_id = told(cognito._create_user_pool_client(made))["UserPoolClient"]["ClientId"]
        who = {"UserPoolId": self.pool_id, "Username": "ann@example.com"}
        attributes = [{"Name": "email", "Value": "ann@example.com"}]
        cognito._admin_create_user({**who, "MessageAction": "SUPPRESS", "UserAttributes": attributes})
        cognito._admin_set_user_password({**who, "Password": PASSWORD, "Permanent": True})
        self.there = cognito._user_pools[self.pool_id]

    def user(self):
        return next(iter(self.there["_users"].values()))

    def tokens(self):
        return cognito._build_auth_result(self.pool_id, self.client_id, self.user())

    def attribute(self, name):
        return cognito._attr_list_to_dict(self.user()["Attributes"]).get(name)

    def update(self, token, **attributes):
        wanted = [{"Name": name, "Value": value} for name, value in attributes.items()]
        data = {"AccessToken": token, "UserAttributes": wanted}
        return user_pools.update_attributes(cognito._update_user_attributes, data)

    def enrol(self, token):
        key = told(cognito._associate_software_token({"AccessToken": token}))["SecretCode"]
        data = {"AccessToken": token, "UserCode": cognito._totp_code(key)}
        assert told(user_pools.verify_key(cognito._verify_software_token, data))["Status"] == "SUCCESS"
        return key

    def challenge(self):
        return user_pools.challenge(
            cognito._mfa_challenge_for_user, self.there, self.user(), self.pool_id, "ann@example.com"
        )

    def respond(self, session, code, name="SOFTWARE_TOKEN_MFA"):
        answers = {"USERNAME": "ann@example.com", "SOFTWARE_TOKEN_MFA_CODE": code}
        data = {"ClientId": self.client_id, "ChallengeName": name, "Session": session, "ChallengeResponses": answers}
        return user_pools.respond(cognito._respond_to_auth_challenge, data)


@pytest.fixture
def pool():
    made = Pool()
    yield made
    cognito._delete_user_pool({"UserPoolId": made.pool_id})


def test_a_renewed_token_keeps_the_instant_of_its_sign_in(pool):
    claims = cognito._token_claims(pool.tokens()["RefreshToken"])
    earlier = claims["iat"] - 600
    refresh = cognito._signed_jwt({**claims, "iat": earlier}, pool.pool_id, "access")
    renewed, error = user_pools.renew(cognito._refresh_auth_result, pool.there, pool.pool_id, pool.client_id, refresh)
    assert error is None
    for kind in ("IdToken", "AccessToken"):
        found = cognito._token_claims(renewed[kind])
        assert (found["auth_time"], found["origin_jti"]) == (earlier, claims["origin_jti"])
        assert found["iat"] > earlier
        assert cognito._signature_valid(renewed[kind])


def test_people_write_only_what_the_client_may(pool):
    token = pool.tokens()["AccessToken"]
    assert code_of(pool.update(token, **{"custom:role": "rainmaker"})) == "NotAuthorizedException"
    assert pool.update(token, locale="en")[0] == 200
    assert (pool.attribute("custom:role"), pool.attribute("locale")) == (None, "en")


def test_a_new_e_mail_is_used_once_its_code_is_given(pool):
    token = pool.tokens()["AccessToken"]
    pool.update(token, email="new@example.com")
    assert pool.attribute("email") == "ann@example.com"
    _, code = pool.user()["_unverified"]["email"]
    given = {"AccessToken": token, "AttributeName": "email"}
    assert code_of(user_pools.verify_attribute({**given, "Code": "no"})) == "CodeMismatchException"
    assert user_pools.verify_attribute({**given, "Code": code})[0] == 200
    assert pool.attribute("email") == "new@example.com"


def test_a_verified_key_is_asked_for_once_it_is_preferred(pool):
    token = pool.tokens()["AccessToken"]
    pool.enrol(token)
    assert pool.challenge() is None
    wanted = {"AccessToken": token, "SoftwareTokenMfaSettings": {"Enabled": True, "PreferredMfa": True}}
    cognito._set_user_mfa_preference(wanted)
    assert pool.challenge()["ChallengeName"] == "SOFTWARE_TOKEN_MFA"


def test_a_code_counts_only_after_the_password(pool):
    token = pool.tokens()["AccessToken"]
    key = pool.enrol(token)
    cognito._set_user_mfa_preference({"AccessToken": token, "SoftwareTokenMfaSettings": {"Enabled": True}})
    assert code_of(pool.respond("made up", cognito._totp_code(key))) == "NotAuthorizedException"
    assert code_of(pool.respond("made up", "", "MFA_SETUP")) == "NotAuthorizedException"
    session = pool.challenge()["Session"]
    assert code_of(pool.respond(session, "000000")) == "CodeMismatchException"
    assert "IdToken" in told(pool.respond(session, cognito._totp_code(key)))["AuthenticationResult"]
    assert code_of(pool.respond(session, cognito._totp_code(key))) == "NotAuthorizedException", "once"
