"""Define who may sign in: the team's user pool. It proves a `sub`; permissions come from the member's record."""

from email.utils import formataddr
from typing import NamedTuple

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from infra import cognito_emails
from infra.cognito_emails import Language
from infra.identity_groups import GROUPS
from infra.policy import acknowledge


class MailSender(NamedTuple):
    """Hold the address that mails are from, the ARN of what is verified of it in SES, and the set they go through."""

    address: str
    identity: str
    configuration_set: str = ""


class CognitoUserPool(Construct):
    """Build the user pool, its groups, and the one client that the console signs in with."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        name: str,
        language: Language,
        keeps_data: bool,
        second_factor: bool,
        existing: str | None = None,
    ) -> None:
        """Create the pool, or refer to the one with the id `existing`: it keeps its settings, groups and users."""
        super().__init__(scope, construct_id)
        self.pool: cognito.IUserPool = (
            cognito.UserPool.from_user_pool_id(self, "Pool", existing)
            if existing
            else self._make_pool(name, keeps_data=keeps_data, second_factor=second_factor)
        )
        self._language = language
        self.client = self.pool.add_client(
            "Console",
            generate_secret=False,
            disable_o_auth=True,
            prevent_user_existence_errors=True,
            # Let people write only harmless attributes: an empty list would allow all of them.
            write_attributes=cognito.ClientAttributes().with_standard_attributes(locale=True),
            auth_flows=cognito.AuthFlow(user_srp=True, user_password=True, admin_user_password=not keeps_data),
            access_token_validity=Duration.hours(1),
            id_token_validity=Duration.hours(1),
            refresh_token_validity=Duration.days(30),  # as SESSION_LIFE: a test compares them
            enable_token_revocation=True,  # also gives tokens the id of their session, `origin_jti`
        )

    def write_emails(self, team: str, console: str | None, sender: MailSender | None) -> None:
        """Set what the pool mails, once the console's address is known. An existing pool keeps its own mails.

        Args:
            team: its name.
            console: its address; None if there is none.
            sender: who mails are from; None leaves them to Cognito's own sender, which sends 50 a day.
        """
        pool = self.pool.node.default_child
        if not isinstance(pool, cognito.CfnUserPool):
            return
        for write, paths in (
            (cognito_emails.invitation, ("AdminCreateUserConfig.InviteMessageTemplate.Email",)),
            (cognito_emails.code, ("VerificationMessageTemplate.Email", "EmailVerification")),
        ):
            mails = [write(language, team, console) for language in cognito_emails.both(self._language)]
            for path in paths:
                pool.add_property_override(f"{path}Subject", mails[0].subject)
                pool.add_property_override(f"{path}Message", cognito_emails.body(*mails))
        if sender:
            pool.email_configuration = cognito.CfnUserPool.EmailConfigurationProperty(
                email_sending_account="DEVELOPER",
                from_=formataddr((team, sender.address)),
                source_arn=sender.identity,
                configuration_set=sender.configuration_set or None,
            )

    def _make_pool(self, name: str, *, keeps_data: bool, second_factor: bool) -> cognito.UserPool:
        pool = cognito.UserPool(
            self,
            "Pool",
            user_pool_name=name,
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(email=True),
            sign_in_case_sensitive=False,
            auto_verify=cognito.AutoVerifiedAttrs(email=True),
            # A new address must be verified first: the old one stays in use until the new one is confirmed.
            keep_original=cognito.KeepOriginalAttrs(email=True),
            # Never ON: it would ask everybody at once, without the seven days that `required` gives (decision 23).
            mfa=cognito.Mfa.OPTIONAL if second_factor else cognito.Mfa.OFF,
            mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False) if second_factor else None,
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            password_policy=cognito.PasswordPolicy(
                min_length=12,
                require_lowercase=True,
                require_uppercase=True,
                require_digits=True,
                require_symbols=True,
                temp_password_validity=Duration.days(7),
            ),
            deletion_protection=keeps_data,
            removal_policy=RemovalPolicy.RETAIN if keeps_data else RemovalPolicy.DESTROY,
        )
        for group in GROUPS:
            cognito.CfnUserPoolGroup(self, group.title(), user_pool_id=pool.user_pool_id, group_name=group)
        acknowledge(
            pool,
            {
                "AwsSolutions-COG2": "a second factor is the team's choice; if it is required, our guard asks for it",
                "AwsSolutions-COG3": "threat protection is a paid plan per user: for the team to choose, not for us",
                "AwsSolutions-COG8": "the Plus plan is paid per user: for the team to choose, not for us",
            },
        )
        return pool
