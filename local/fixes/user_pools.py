"""Hold user pools to what keeps an account its member's.

Stock behaviour, each unlike AWS:

- a renewed token says that its user signed in just now, so no token would ever be older than a sign-out;
- people may write every attribute of their own user, whatever the client's `WriteAttributes` say;
- a changed e-mail is used at once, where `AttributesRequireVerificationBeforeUpdate` asks for a code first, and
  `VerifyUserAttribute` is unknown;
- a verified key is asked for at once, without `SetUserMFAPreference`;
- the challenge for a code is answered without the password that comes before it.
"""

import secrets
import time
from typing import Any

from ministack.services import cognito

from local.fixes import Stock, around

TOTP, CHALLENGE_SECONDS = "SOFTWARE_TOKEN_MFA", 180
_challenges: dict[str, tuple[str, float]] = {}
"""Open challenges for a code: the user, and until when it is open, by session."""


def repair() -> None:
    """Apply the five repairs."""
    around(cognito, "_refresh_auth_result", renew)
    around(cognito, "_update_user_attributes", update_attributes)
    around(cognito, "_verify_software_token", verify_key)
    around(cognito, "_mfa_challenge_for_user", challenge)
    around(cognito, "_respond_to_auth_challenge", respond)
    around(cognito, "_dispatch_idp", dispatch)


def renew(stock: Stock, pool: Stock, pool_id: str, client_id: str, refresh_token: str) -> Stock:
    """Renew tokens that keep the instant of their sign-in: that of the refresh token."""
    result, error = stock(pool, pool_id, client_id, refresh_token)
    if result:
        began = cognito._token_claims(refresh_token)["iat"]
        for kind, use in (("IdToken", "id"), ("AccessToken", "access")):
            claims = {**cognito._token_claims(result[kind]), "auth_time": began}
            result[kind] = cognito._signed_jwt(claims, pool_id, use)
    return result, error


def update_attributes(stock: Stock, data: dict[str, Any]) -> Stock:
    """Write only attributes that the client may, and an e-mail that has to be verified only after its code."""
    user, pool = cognito._user_pool_for_access_token(data.get("AccessToken", ""))
    if not user:
        return stock(data)
    client = pool["_clients"].get(cognito._token_claims(data["AccessToken"]).get("client_id"), {})
    asked = data.get("UserAttributes", [])
    allowed = client.get("WriteAttributes")
    if allowed and any(one["Name"] not in allowed for one in asked):
        return _refused("NotAuthorizedException", "A client attempted to write unauthorized attribute")
    first = (pool.get("UserAttributeUpdateSettings") or {}).get("AttributesRequireVerificationBeforeUpdate") or ()
    for one in (one for one in asked if one["Name"] in first):
        code = f"{secrets.randbelow(10**6):06d}"
        user.setdefault("_unverified", {})[one["Name"]] = (one["Value"], code)
        cognito._send_verification_email(pool, user["Username"], {"email": one["Value"]}, code, one["Name"])
    return stock({**data, "UserAttributes": [one for one in asked if one["Name"] not in first]})


def verify_attribute(data: dict[str, Any]) -> Stock:
    """Use the new value of an attribute, once its code is given."""
    user, _ = cognito._user_pool_for_access_token(data.get("AccessToken", ""))
    value, code = (user or {}).get("_unverified", {}).get(data.get("AttributeName"), (None, None))
    if code is None or not secrets.compare_digest(code, str(data.get("Code"))):
        return _refused("CodeMismatchException", "Invalid verification code provided, please try again.")
    del user["_unverified"][data["AttributeName"]]
    found = [{"Name": data["AttributeName"], "Value": value}]
    verified = [{"Name": f"{data['AttributeName']}_verified", "Value": "true"}]
    user["Attributes"] = cognito._merge_attributes(user["Attributes"], found + verified)
    return cognito.json_response({})


def verify_key(stock: Stock, data: dict[str, Any]) -> Stock:
    """Verify a key for codes, and leave it to `SetUserMFAPreference` whether codes are asked for."""
    user = cognito._user_for_access_token(data.get("AccessToken"))
    before = list((user or {}).get("_mfa_enabled", ())), (user or {}).get("_preferred_mfa", "")
    answer = stock(data)
    if user is not None:
        user["_mfa_enabled"], user["_preferred_mfa"] = before
    return answer


def challenge(stock: Stock, pool: Stock, user: Stock, pool_id: str, username: str) -> Stock:
    """Ask for a code where stock does, and remember of whom: their password was right."""
    asked = stock(pool, user, pool_id, username)
    if asked:
        _challenges[asked["Session"]] = (user["Username"], time.monotonic() + CHALLENGE_SECONDS)
    return asked


def respond(stock: Stock, data: dict[str, Any]) -> Stock:
    """Answer a code only of who is asked for one; a wrong one may be corrected while the challenge is open."""
    if data.get("ChallengeName") == "MFA_SETUP":  # no pool of ours asks for it
        return _refused("NotAuthorizedException", "Invalid session for the user.")
    if data.get("ChallengeName") != TOTP:
        return stock(data)
    username, until = _challenges.get(data.get("Session", ""), ("", 0.0))
    pool, _ = cognito._pool_for_client(data.get("ClientId"))
    user = cognito._resolve_user(pool, (data.get("ChallengeResponses") or {}).get("USERNAME"))[0] if pool else None
    if user is None or user["Username"] != username or time.monotonic() >= until:
        return _refused("NotAuthorizedException", "Invalid session for the user.")
    answer = stock(data)
    if answer[0] < 400:
        del _challenges[data["Session"]]
    return answer


async def dispatch(stock: Stock, action: str, data: dict[str, Any]) -> Stock:
    """Answer `VerifyUserAttribute` too."""
    if action == "VerifyUserAttribute":
        return verify_attribute(data)
    return await stock(action, data)


def _refused(code: str, says: str) -> Stock:
    return cognito.error_response_json(code, says, 400)
