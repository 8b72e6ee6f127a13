"""Is a token valid until it expires, and no longer?"""

import pytest

from local.api import send, sign_in
from tests.e2e.stack import SECONDS

pytestmark = pytest.mark.slow


def answered(stack, token):
    """Return the status of a request with this token."""
    return send(stack.told["api"], "GET", "/me", None, {"Authorization": f"Bearer {token}"}).status


def test_an_expired_token_is_401(stack, until):
    """The app's tokens are valid for seconds while this one is made: nobody else may sign in to this stack."""
    cognito = stack.client("cognito-idp")
    where = {"UserPoolId": stack.told["user_pool_id"], "ClientId": stack.told["user_pool_client_id"]}
    told = cognito.describe_user_pool_client(**where)["UserPoolClient"]
    not_told = ("ClientSecret", "CreationDate", "LastModifiedDate")
    kept = {name: value for name, value in told.items() if value and name not in not_told}
    units = {**told.get("TokenValidityUnits", {}), "IdToken": "seconds"}
    cognito.update_user_pool_client(**kept | {"IdTokenValidity": SECONDS, "TokenValidityUnits": units})
    try:
        short = sign_in(stack.told["aws_endpoint"], where["ClientId"], stack.rainmaker.email, stack.rainmaker.password)
    finally:
        cognito.update_user_pool_client(**kept)
    assert answered(stack, short) == 200
    until(lambda: answered(stack, short) == 401)
