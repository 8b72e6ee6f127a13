"""Manage users in the tenant's user pool (Cognito), which authenticates members.

What a member may do is in their record, not in the user pool.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, get_args

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.plan_records.member import Role
from shared.domain.planning.enrol import ExistingUserAction, PoolUser
from shared.observe import count, logger

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_cognito_idp.type_defs import AttributeTypeTypeDef

ROLES: tuple[Role, ...] = get_args(Role)
TOTP = "SOFTWARE_TOKEN_MFA"
INVITED = "FORCE_CHANGE_PASSWORD"  # the status of a user who has not signed in yet


class UserPoolFailed(Exception):
    """A request to the user pool failed; it is safe to try again."""


class UserPool:
    """The users of one user pool.

    Users are identified by their `sub`. An e-mail only finds the user who has it at present, since users can change it.
    """

    def __init__(self, client: CognitoIdentityProviderClient, pool_id: str) -> None:
        self._client, self._pool_id = client, pool_id

    def invite(
        self,
        email: str,
        first_name: str,
        last_name: str,
        role: Role,
        decide_existing: Callable[[PoolUser], ExistingUserAction],
        *,
        mail: bool = True,
    ) -> str:
        """Create a user for an invited person. Inviting them again only sends the invitation again.

        Args:
            email: in lower case; they sign in with it.
            first_name: for the user pool's mails.
            last_name: for the user pool's mails.
            role: decides the group they join.
            decide_existing: decides about a user who already has this e-mail; may raise a refusal.
            mail: whether the user pool sends an invitation with a temporary password.

        Returns:
            The user's `sub`.

        Raises:
            UserPoolFailed: throttled, unreachable or refused.
        """
        attributes: list[AttributeTypeTypeDef] = [
            {"Name": "email", "Value": email},
            {"Name": "email_verified", "Value": "true"},
            {"Name": "given_name", "Value": first_name},
            {"Name": "family_name", "Value": last_name},
        ]
        try:
            sub = self._create(email, attributes, decide_existing, mail=mail)
            self._client.admin_add_user_to_group(UserPoolId=self._pool_id, Username=sub, GroupName=role)
        except (ClientError, BotoCoreError) as error:
            raise _log_failure(error) from error
        return sub

    def invite_again(self, email: str) -> None:
        """Mail the invitation of a user who has not signed in yet again, with a new temporary password.

        Raises:
            UserPoolFailed: throttled, unreachable or refused.
        """
        try:
            self._send_again(email)
        except (ClientError, BotoCoreError) as error:
            raise _log_failure(error) from error

    def sync_group(self, sub: str, role: Role) -> None:
        """Put a user in the group of their role and in no other.

        A failure is only logged and counted, because no permission depends on the groups.
        """
        try:
            for group in ROLES:
                if group == role:
                    self._client.admin_add_user_to_group(UserPoolId=self._pool_id, Username=sub, GroupName=group)
                else:
                    self._client.admin_remove_user_from_group(UserPoolId=self._pool_id, Username=sub, GroupName=group)
        except (ClientError, BotoCoreError) as error:
            _log_failure(error)

    def find(self, name: str) -> PoolUser | None:
        """Return the user with this `sub` or e-mail; None if there is none, or the user pool fails."""
        try:
            return self._found(name)
        except self._client.exceptions.UserNotFoundException:
            return None
        except (ClientError, BotoCoreError) as error:
            _log_failure(error)
            return None

    def delete(self, sub: str) -> None:
        """Delete a user, if they exist, so that they cannot sign in any more.

        A failure is only logged and counted, because the member's record denies them everything already.
        """
        try:
            self._client.admin_delete_user(UserPoolId=self._pool_id, Username=sub)
        except self._client.exceptions.UserNotFoundException:
            return
        except (ClientError, BotoCoreError) as error:
            _log_failure(error)

    def has_second_factor(self, sub: str) -> bool:
        """Return whether a user is asked for a code at each sign-in. Raise UserPoolFailed if the pool fails."""
        try:
            found = self._client.admin_get_user(UserPoolId=self._pool_id, Username=sub)
        except self._client.exceptions.UserNotFoundException:
            return False
        except (ClientError, BotoCoreError) as error:
            raise _log_failure(error) from error
        return TOTP in found.get("UserMFASettingList", ())

    def reset_second_factor(self, sub: str) -> None:
        """Ask a user for no code any more, until they set one up anew. Raise UserPoolFailed if the pool fails."""
        try:
            self._client.admin_set_user_mfa_preference(
                UserPoolId=self._pool_id,
                Username=sub,
                SoftwareTokenMfaSettings={"Enabled": False, "PreferredMfa": False},
            )
        except self._client.exceptions.UserNotFoundException:
            return
        except (ClientError, BotoCoreError) as error:
            raise _log_failure(error) from error

    def sign_out(self, sub: str) -> None:
        """Revoke all refresh tokens of a user, so that no session of theirs is renewed.

        A failure is only logged and counted, because the member's record refuses the old sessions already.
        """
        try:
            self._client.admin_user_global_sign_out(UserPoolId=self._pool_id, Username=sub)
        except (ClientError, BotoCoreError) as error:
            _log_failure(error)

    def _create(
        self,
        email: str,
        attributes: list[AttributeTypeTypeDef],
        decide_existing: Callable[[PoolUser], ExistingUserAction],
        *,
        mail: bool,
    ) -> str:
        try:
            return self._create_new(email, attributes, mail=mail)
        except self._client.exceptions.UsernameExistsException:
            user = self._found(email)
        if decide_existing(user) == "adopt":
            if mail and not user.has_signed_in:
                # The pool keeps a user whose invitation it could not send.
                self._send_again(email)
            return user.sub
        self._client.admin_delete_user(UserPoolId=self._pool_id, Username=user.sub)
        return self._create_new(email, attributes, mail=mail)

    def _create_new(self, email: str, attributes: list[AttributeTypeTypeDef], *, mail: bool) -> str:
        if mail:
            made = self._client.admin_create_user(
                UserPoolId=self._pool_id, Username=email, UserAttributes=attributes, DesiredDeliveryMediums=["EMAIL"]
            )
        else:
            made = self._client.admin_create_user(
                UserPoolId=self._pool_id, Username=email, UserAttributes=attributes, MessageAction="SUPPRESS"
            )
        return _sub(made["User"]["Attributes"])

    def _send_again(self, email: str) -> None:
        self._client.admin_create_user(
            UserPoolId=self._pool_id, Username=email, MessageAction="RESEND", DesiredDeliveryMediums=["EMAIL"]
        )

    def _found(self, name: str) -> PoolUser:
        found = self._client.admin_get_user(UserPoolId=self._pool_id, Username=name)
        return PoolUser(_sub(found["UserAttributes"]), has_signed_in=found["UserStatus"] != INVITED)


def _sub(attributes: list[AttributeTypeTypeDef]) -> str:
    return next(attribute["Value"] for attribute in attributes if attribute["Name"] == "sub")


def _log_failure(error: ClientError | BotoCoreError) -> UserPoolFailed:
    """Log and count a failure by its code only, since the user pool's messages may contain personal data."""
    code = error.response["Error"]["Code"] if isinstance(error, ClientError) else type(error).__name__
    logger.error("user_pool_failed", extra={"error": code})
    count("PoolFailed")
    return UserPoolFailed(code)
