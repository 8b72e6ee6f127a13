"""Take back what a deleted stack left: `python -m infra.lifecycle.adopt TENANT [field=name …]`.

Without fields, everything that has the tenant's tag is taken. What a table or user pool lacks is set, then the tenant's
file names it all, and the next deployment uses it instead of making new ones.
"""

import sys
import time
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from pydantic import ValidationError

from infra.aws import Clients, WrongPlaceError, own_clients, stay_where_it_belongs
from infra.checked_out import release
from infra.identity_groups import GROUPS
from infra.lifecycle.drift import Wait
from infra.lifecycle.parts import FIELDS, AmbiguousError, find_parts
from infra.lifecycle.switch import adopt_in
from infra.lifecycle.whole_table import TableError, make_whole
from infra.tags import PART, tags_of
from infra.tenant_file import Adopted, TenantFile, TenantFileError, file_of, first_fault, shown_path
from infra.terminal import why_aws_failed


class AdoptError(RuntimeError):
    """Report that something cannot be adopted; the message is one line."""


def adopt(file: TenantFile, parts: dict[str, str], clients: Clients, wait: Wait) -> Iterator[str]:
    """Make these parts usable, write them into the tenant's file, and yield what was done, a sentence each.

    Args:
        file: the tenant's file.
        parts: field of `adopt` → name, id or ARN.
        clients: boto3's clients, with the operator's credentials.
        wait: between two looks at a table that changes.

    Raises:
        AdoptError, TableError: a part is not there, or cannot be used. The file is as before.
        ClientError, BotoCoreError: AWS refused.
    """
    values = dict(parts)
    for name, value in parts.items():
        if name == "table":
            tags = {**tags_of(file.name, release()), PART: name}
            stream, missing = make_whole(value, tags, clients("dynamodb", None), wait, protect=file.keeps_data)
            values["table_stream"] = stream
            yield f"table {value}: {_given(missing)}"
        elif name == "user_pool":
            yield f"user_pool {value}: {_given(_make_pool_whole(value, file, clients('cognito-idp', None)))}"
        elif name in ("master_secret", "contact_secret"):
            values[name], done = _secret(value, clients("secretsmanager", None))
            yield f"{name} {done}"
        else:
            clients("s3", None).head_bucket(Bucket=value)
            yield f"{name} {value}: its policy comes with the deployment"
    try:
        Adopted.model_validate(values)
    except ValidationError as error:
        raise AdoptError(f"adopt.{first_fault(error)}") from None
    adopt_in(file_of(file.name), values)
    then = f"`make diff TENANT={file.name}`, then `make deploy TENANT={file.name}`"
    yield f"{shown_path(file_of(file.name))} names them now. Next: {then}"


def _given(missing: list[str]) -> str:
    return f"had no {', '.join(missing)}: now it has" if missing else "is whole"


def _make_pool_whole(pool: str, file: TenantFile, cognito: Any) -> list[str]:
    """Give a user pool the groups and the second factor that a deployment would give it."""
    found = cognito.describe_user_pool(UserPoolId=pool)["UserPool"]
    if found.get("UsernameAttributes") != ["email"]:
        raise AdoptError(f"user_pool {pool}: people do not sign in by e-mail there, so it is none of Relevo's")
    pages = cognito.get_paginator("list_groups").paginate(UserPoolId=pool)
    missing = [name for name in GROUPS if name not in {one["GroupName"] for page in pages for one in page["Groups"]}]
    for name in missing:
        cognito.create_group(UserPoolId=pool, GroupName=name)
    wanted = "OFF" if file.mfa == "off" else "OPTIONAL"
    groups = [f"group {name}" for name in missing]
    if found.get("MfaConfiguration", "OFF") == wanted:
        return groups
    token = {} if file.mfa == "off" else {"SoftwareTokenMfaConfiguration": {"Enabled": True}}
    cognito.set_user_pool_mfa_config(UserPoolId=pool, MfaConfiguration=wanted, **token)
    return [*groups, f"second factor as mfa = {file.mfa} says"]


def _secret(named: str, secrets: Any) -> tuple[str, str]:
    """Take a secret back from its deletion, if one is planned. Return its ARN, and what was done."""
    found = secrets.describe_secret(SecretId=named)
    if found.get("DeletedDate") is None:
        return found["ARN"], f"{found['Name']}: is there"
    secrets.restore_secret(SecretId=named)
    return found["ARN"], f"{found['Name']}: was to be deleted; that is undone"


def named_parts(arguments: list[str]) -> dict[str, str]:
    """Return the parts that a command line names as `field=name`.

    Raises:
        AdoptError: there is no such field.
    """
    parts = dict(one.partition("=")[::2] for one in arguments)
    if unknown := [name for name, value in parts.items() if name not in FIELDS or not value]:
        raise AdoptError(f"{', '.join(unknown)}: say field=name with one of {', '.join(FIELDS)}")
    return parts


def main(arguments: list[str], *, clients: Clients | None = None, wait: Wait = time.sleep) -> int:
    """Run the command line. Return 2 for a wrong file or argument, 1 if something cannot be adopted."""
    if not arguments:
        print('usage: make adopt TENANT=name [PARTS="field=name …"]', file=sys.stderr)
        return 2
    tenant, *named = arguments
    clients = clients or own_clients()
    try:
        file = TenantFile.read(tenant)
        stay_where_it_belongs(file, clients)
        parts = named_parts(named) or find_parts(tenant, clients)
        if not parts:
            print(f"nothing here has the tag relevo:tenant = {tenant}: name what there is by PARTS", file=sys.stderr)
            return 1
        for line in adopt(file, parts, clients, wait):
            print(line)
    except TenantFileError as error:
        print(error, file=sys.stderr)
        return 2
    except (WrongPlaceError, AdoptError, AmbiguousError, TableError, ValueError) as error:
        print(str(error).splitlines()[0], file=sys.stderr)
        return 1
    except (BotoCoreError, ClientError) as error:
        print(why_aws_failed(error), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
