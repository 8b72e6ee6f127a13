"""Take a lost second factor from a member, for the only Rainmaker: `python -m infra.commands.reset_mfa TENANT EMAIL`.

A Rainmaker does the same for every other member, in the console. The user pool is found by the stack's outputs.
"""

import sys
from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.aws import own_clients
from infra.tenant_file import TenantFile, TenantFileError
from infra.terminal import why_aws_failed


def _client(service: str) -> Any:
    return own_clients()(service, None)


def reset(tenant: str, email: str, client: Callable[[str], Any] = _client) -> None:
    """Ask the user for no code any more, and revoke their refresh tokens.

    Args:
        tenant: a file of infra/tenants.
        email: which the member signs in with.
        client: makes a client of an AWS service, by its name.

    Raises:
        TenantFileError: the tenant's file is missing or wrong.
        ClientError: there is no such stack or user, or these credentials may not.
    """
    name = TenantFile.read(tenant).stack_name
    [stack] = client("cloudformation").describe_stacks(StackName=name)["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
    who = {"UserPoolId": outputs["UserPoolId"], "Username": email.strip().lower()}
    pool = client("cognito-idp")
    pool.admin_set_user_mfa_preference(**who, SoftwareTokenMfaSettings={"Enabled": False, "PreferredMfa": False})
    pool.admin_user_global_sign_out(**who)


def main(arguments: list[str], client: Callable[[str], Any] = _client) -> int:
    """Run the command line. Return 2 for a wrong file or argument, 1 if AWS refuses; print one line."""
    if len(arguments) != 2 or not all(arguments):
        print("usage: make reset-mfa TENANT=name EMAIL=address", file=sys.stderr)
        return 2
    tenant, email = arguments
    try:
        reset(tenant, email, client)
    except TenantFileError as error:
        print(error, file=sys.stderr)
        return 2
    except (ClientError, BotoCoreError) as error:
        print(f"{tenant}: {why_aws_failed(error)}", file=sys.stderr)
        return 1
    print(f"{tenant}: the next sign-in asks for the password alone; sign out on all devices then")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
