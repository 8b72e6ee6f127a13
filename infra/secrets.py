"""Define the tenant's own secrets: what Relevo issues is derived from one, and people are recognised by the other."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra.policy import acknowledge

_ROTATES = {"AwsSolutions-SMG4": "`make rotate-secret` adds a version; earlier ones stay valid"}


def make_master_secret(scope: Construct, *, keeps_data: bool) -> secretsmanager.CfnSecret:
    """Create the master secret with its first value.

    Never change these properties: CloudFormation might then generate a new value, without the versions.
    """
    secret = secretsmanager.CfnSecret(
        scope,
        "MasterSecret",
        description="every secret that Relevo issues for this team is derived from it",
        generate_secret_string=secretsmanager.CfnSecret.GenerateSecretStringProperty(
            password_length=64, exclude_punctuation=True
        ),
    )
    return _kept(secret, keeps_data=keeps_data)


def make_contact_secret(scope: Construct, *, keeps_data: bool) -> secretsmanager.CfnSecret:
    """Create a secret without a value: until it has one, the master's first version stands for it."""
    description = "people are recognised by hashes that are keyed with its versions, all of which stay"
    secret = secretsmanager.CfnSecret(scope, "ContactSecret", description=description)
    return _kept(secret, keeps_data=keeps_data)


def _kept(secret: secretsmanager.CfnSecret, *, keeps_data: bool) -> secretsmanager.CfnSecret:
    secret.apply_removal_policy(RemovalPolicy.RETAIN if keeps_data else RemovalPolicy.DESTROY)
    acknowledge(secret, _ROTATES)
    return secret
