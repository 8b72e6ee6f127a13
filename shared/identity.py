"""The tenant's user pool: it proves who somebody is. What they may do stands in the member's record."""

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
INVITED = "FORCE_CHANGE_PASSWORD"  # the state of a user who has not signed in with the first password yet


class PoolFailed(Exception):
    """The user pool did not do what it was asked; trying again is safe."""


class UserPool:
    """Invites people, mirrors their roles in groups, and forgets who left.

    Users are known by their `sub`. An address only finds the user who has it now, which its owner can change.
    """

    def __init__(self, client: CognitoIdentityProviderClient, pool_id: str) -> None:
        self._client, self._pool_id = client, pool_id

    def invite(
        self,
        email: str,
        first_name: str,
        last_name: str,
        role: Role,
        claim: Callable[[PoolUser], ExistingUserAction],
        *,
        mail: bool = True,
    ) -> str:
        """Make somebody a user. Doing it again changes nothing.

        Args:
            email: in lower case; what they sign in with.
            first_name: for the pool's own texts.
            last_name: likewise.
            role: whose group they join.
            claim: decides about a user who has this address already; may refuse.
            mail: whether the pool sends the invitation with a first password.

        Returns:
            Their `sub`.

        Raises:
            PoolFailed: throttled, unreachable, or not willing.
        """
        attributes: list[AttributeTypeTypeDef] = [
            {"Name": "email", "Value": email},
            {"Name": "email_verified", "Value": "true"},
            {"Name": "given_name", "Value": first_name},
            {"Name": "family_name", "Value": last_name},
        ]
        try:
            sub = self._create(email, attributes, claim, mail=mail)
            self._client.admin_add_user_to_group(UserPoolId=self._pool_id, Username=sub, GroupName=role)
        except (ClientError, BotoCoreError) as error:
            raise _failed(error) from error
        return sub

    def mirror(self, sub: str, role: Role) -> None:
        """Put somebody in the group of their role and no other.

        The groups decide nothing, so a failure is told to us and not to the caller.
        """
        try:
            for group in ROLES:
                if group == role:
                    self._client.admin_add_user_to_group(UserPoolId=self._pool_id, Username=sub, GroupName=group)
                else:
                    self._client.admin_remove_user_from_group(UserPoolId=self._pool_id, Username=sub, GroupName=group)
        except (ClientError, BotoCoreError) as error:
            _failed(error)

    def find(self, name: str) -> PoolUser | None:
        """Return the user who has this `sub`, or this address now; None if there is none, or the pool fails."""
        try:
            return self._found(name)
        except self._client.exceptions.UserNotFoundException:
            return None
        except (ClientError, BotoCoreError) as error:
            _failed(error)
            return None

    def forget(self, sub: str) -> None:
        """Delete somebody's user, if there is one: they cannot sign in any more.

        Their member's record keeps them out already, so a failure is told to us and not to the caller.
        """
        try:
            self._client.admin_delete_user(UserPoolId=self._pool_id, Username=sub)
        except self._client.exceptions.UserNotFoundException:
            return
        except (ClientError, BotoCoreError) as error:
            _failed(error)

    def _create(
        self,
        email: str,
        attributes: list[AttributeTypeTypeDef],
        claim: Callable[[PoolUser], ExistingUserAction],
        *,
        mail: bool,
    ) -> str:
        try:
            return self._create_new(email, attributes, mail=mail)
        except self._client.exceptions.UsernameExistsException:
            user = self._found(email)
        if claim(user) == "adopt":
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

    def _found(self, name: str) -> PoolUser:
        found = self._client.admin_get_user(UserPoolId=self._pool_id, Username=name)
        return PoolUser(_sub(found["UserAttributes"]), has_signed_in=found["UserStatus"] != INVITED)


def _sub(attributes: list[AttributeTypeTypeDef]) -> str:
    return next(attribute["Value"] for attribute in attributes if attribute["Name"] == "sub")


def _failed(error: ClientError | BotoCoreError) -> PoolFailed:
    """Told and counted by its code alone: the pool's messages may name a person."""
    code = error.response["Error"]["Code"] if isinstance(error, ClientError) else type(error).__name__
    logger.error("pool failed", extra={"error": code})
    count("PoolFailed")
    return PoolFailed(code)
