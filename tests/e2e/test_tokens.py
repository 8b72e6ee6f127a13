"""Does only a token of this tenant's pool open the API, and does the plan decide its permissions?"""

import base64
import hashlib
import hmac
import json
import time

import pytest

from local.api import send, sign_in
from local.demo.team import PASSWORD
from tests.e2e.stack import began_earlier
from tests.functions.matrix import OPERATIONS, PUBLIC

ANY = "0" * 32


def answered(stack, token, method="GET", path="/me"):
    """Return the status of a request with this token, or with none."""
    content = b"{}" if method in ("POST", "PUT", "PATCH") else None
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    return send(stack.told["api"], method, path, content, headers).status


def encoded(part):
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(part):
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


@pytest.fixture(scope="module")
def token(stack):
    """Provide a valid token: each variant below must be refused for its own fault alone."""
    found = stack.rainmaker.token()
    assert answered(stack, found) == 200
    return found


@pytest.mark.parametrize("operation", [one for one in OPERATIONS if one not in PUBLIC])
def test_without_a_token_every_operation_is_401(stack, operation):
    method, path = operation.split(" ")
    assert answered(stack, None, method, path.replace("{", "").replace("}", f"_{ANY}")) == 401


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "None", "typ": "JWT"}])
def test_an_unsigned_token_is_401(stack, token, header):
    told, claims, signature = token.split(".")
    with_key = {**decoded(told), **header}
    for forged in (f"{encoded(header)}.{claims}.", f"{encoded(with_key)}.{claims}.", f"{encoded(with_key)}.{claims}",
                   f"{encoded(header)}.{claims}.{signature}"):  # fmt: skip
        assert answered(stack, forged) == 401


def test_a_token_of_another_algorithm_is_401(stack, token):
    told, claims, _ = token.split(".")
    signed = f"{encoded({**decoded(told), 'alg': 'HS256'})}.{claims}"
    for key in (b"", b"secret", decoded(told)["kid"].encode()):
        signature = hmac.new(key, signed.encode(), hashlib.sha256).digest()
        assert answered(stack, f"{signed}.{encoded(signature)}") == 401


def test_a_token_whose_claims_were_changed_is_401(stack, token):
    told, claims, signature = token.split(".")
    for change in ({"sub": "somebody"}, {"exp": int(time.time()) + 10**6}, {}):
        changed = encoded({**decoded(claims), **change, "more": 1})
        assert answered(stack, f"{told}.{changed}.{signature}") == 401
    assert answered(stack, f"{told}.{claims}.{signature[:-8]}AAAAAAAA") == 401


def test_a_token_of_another_pool_is_401(stack):
    cognito, email = stack.client("cognito-idp"), "vecina@example.com"
    pool_id = cognito.create_user_pool(PoolName=f"other-{time.time_ns()}")["UserPool"]["Id"]
    client_id = app_client(cognito, pool_id)
    cognito.admin_create_user(UserPoolId=pool_id, Username=email, MessageAction="SUPPRESS")
    cognito.admin_set_user_password(UserPoolId=pool_id, Username=email, Password=PASSWORD, Permanent=True)
    assert answered(stack, sign_in(stack.told["aws_endpoint"], client_id, email, PASSWORD)) == 401
    cognito.delete_user_pool(UserPoolId=pool_id)


def test_a_token_for_another_audience_is_401(stack):
    """The same pool and the same person, signed in by another app."""
    cognito, pool_id, me = stack.client("cognito-idp"), stack.told["user_pool_id"], stack.rainmaker
    client_id = app_client(cognito, pool_id)
    assert answered(stack, sign_in(stack.told["aws_endpoint"], client_id, me.email, me.password)) == 401
    cognito.delete_user_pool_client(UserPoolId=pool_id, ClientId=client_id)


def test_a_demotion_and_a_removal_take_effect_with_the_next_request(stack, until):
    one = stack.newcomer("manager")
    old, agent_id = one.token(), stack.id_of(one)
    assert [answered(stack, old, path=path) for path in ("/agents", "/me")] == [200, 200]
    until(lambda: began_earlier(old))
    stack.rainmaker.ask("PATCH", f"/agents/{agent_id}", {"role": "agent"})
    assert [answered(stack, old, path=path) for path in ("/agents", "/me")] == [401, 401]
    new = sign_in(stack.told["aws_endpoint"], stack.told["user_pool_client_id"], one.email, one.password)
    assert [answered(stack, new, path=path) for path in ("/agents", "/me")] == [403, 200]
    until(lambda: began_earlier(new))
    stack.rainmaker.ask("DELETE", f"/agents/{agent_id}?leads_to=pool")
    assert [answered(stack, new, path=path) for path in ("/agents", "/me", "/leads", "/pool")] == [401] * 4


def app_client(cognito, pool_id):
    """Create another app client of a pool."""
    made = cognito.create_user_pool_client(
        UserPoolId=pool_id,
        ClientName="other",
        ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )
    return made["UserPoolClient"]["ClientId"]


def test_an_agent_who_takes_an_invited_address_keeps_their_own_identity(stack):
    """With her own token an Agent gives her user the address of a person who is about to be invited as Manager."""
    ann, cognito = stack.newcomer(), stack.client("cognito-idp")
    signed_in = cognito.initiate_auth(
        ClientId=stack.told["user_pool_client_id"],
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": ann.email, "PASSWORD": PASSWORD},
    )["AuthenticationResult"]
    wanted = f"jefa{time.time_ns()}@example.com"
    change = [{"Name": "email", "Value": wanted}]
    with pytest.raises(cognito.exceptions.NotAuthorizedException):
        cognito.update_user_attributes(AccessToken=signed_in["AccessToken"], UserAttributes=change)
    # A user of an older pool may have done it: whatever the pool says of addresses, the plan decides.
    cognito.admin_update_user_attributes(
        UserPoolId=stack.told["user_pool_id"], Username=ann.email, UserAttributes=change
    )
    boss = {"email": wanted, "first_name": "Eva", "last_name": "Ruiz", "role": "manager"}
    status, problem = stack.ask(stack.rainmaker, "POST", "/agents", boss)
    assert (status, problem["code"]) == (409, "sign_in_taken")
    assert ann.ask("GET", "/me")["role"] == "agent"
    assert answered(stack, signed_in["IdToken"], path="/dashboard") == 403
