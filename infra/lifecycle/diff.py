"""Tell what a deployment would change: `python -m infra.lifecycle.diff TENANT`. It deploys nothing.

What would replace or delete something that holds data is named again at the end.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping

from botocore.exceptions import BotoCoreError, ClientError

from infra.aws import WrongPlaceError, own_clients, stay_where_it_belongs
from infra.cdk import CdkError, run_cdk
from infra.tenant_file import TenantFile, TenantFileError
from infra.terminal import why_aws_failed

HOLD_DATA = ("DynamoDB::Table", "Cognito::UserPool", "SecretsManager::Secret", "S3::Bucket")
CHANGE = re.compile(rf"^\[[-~]\] AWS::({'|'.join(HOLD_DATA)}) (\S+) .*?\b(destroy|replace|may be replaced|orphan)$")
"""Match the CDK's line of a resource that would be deleted, replaced, or left behind by the stack."""
COLOURS = re.compile(r"\x1b\[[0-9;]*m")

type Diff = Callable[[TenantFile, Mapping[str, str]], str]
"""Return what the CDK tells of the differences."""


def cdk_diff(file: TenantFile, environment: Mapping[str, str]) -> str:
    """Have the CDK compare the template with the deployed one."""
    done = run_cdk(["diff", file.stack_name, "-c", f"tenant={file.name}"], environment, quiet=True)
    return COLOURS.sub("", done.stdout)


def dangers(told: str) -> list[str]:
    """Return what a difference would take from the tenant, one line each."""
    word = {
        "destroy": "would be deleted",
        "replace": "would be replaced by an empty one",
        "may be replaced": "may be replaced by an empty one",
        "orphan": "would be left behind by the stack",
    }
    found = (CHANGE.match(line.rstrip()) for line in told.splitlines())
    return [f"{one[2]} ({one[1]}) {word[one[3]]}" for one in found if one]


def main(arguments: list[str], *, diff: Diff = cdk_diff, environment: Mapping[str, str] = os.environ) -> int:
    """Run the command line, and print the differences."""
    if len(arguments) != 1:
        print("usage: make diff TENANT=name", file=sys.stderr)
        return 2
    try:
        file = TenantFile.read(arguments[0])
        stay_where_it_belongs(file, own_clients(environment))
        told = diff(file, environment)
    except TenantFileError as error:
        print(error, file=sys.stderr)
        return 2
    except (WrongPlaceError, CdkError) as error:
        print(error, file=sys.stderr)
        return 1
    except (BotoCoreError, ClientError) as error:
        print(why_aws_failed(error), file=sys.stderr)
        return 1
    print(told.strip())
    if found := dangers(told):
        print("\nLook twice before you deploy this. Data are concerned:", *found, sep="\n- ")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
