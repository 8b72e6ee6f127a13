"""Write what commands tell a person at a terminal, and end them as a program ends."""

import sys
from collections.abc import Callable, Iterable, Sequence

from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError

from infra.tenant_file import TenantFileError

type Errors = tuple[type[Exception], ...]


def ended(act: Callable[[], None], *, mistakes: Errors = (), refusals: Errors = ()) -> int:
    """Do what a command does; where that cannot be, say why. Return the program's exit status.

    Args:
        act: does it, and prints what it tells.
        mistakes: further errors of who called the command, beside a wrong tenant file: 2.
        refusals: errors of which the text says why nothing was done, or what is left to do: 1. So are those of AWS.
    """
    mistaken: tuple[type[Exception], ...] = (TenantFileError, *mistakes)
    try:
        act()
    except mistaken as error:
        return _told(error, 2)
    except refusals as error:
        return _told(error, 1)
    except EOFError:
        return _told("Nothing was done: nobody is there to be asked. YES=<the tenant's name> agrees", 1)
    except (BotoCoreError, ClientError) as error:
        return _told(why_aws_failed(error), 1)
    return 0


def why_aws_failed(error: BotoCoreError | ClientError) -> str:
    """Return why AWS did not do what it was asked, with what to do where that is known."""
    match error:
        case NoRegionError():
            return "AWS was not asked, since no region is set: set AWS_REGION to where the tenant is deployed"
        case NoCredentialsError():
            return "AWS was not asked, since you are not signed in: sign in with its command line, or set AWS_PROFILE"
        case ClientError():
            return f"AWS refused: {error}"
        case _:
            return f"AWS cannot be asked: {error}"


def _told(why: object, status: int) -> int:
    print(why, file=sys.stderr)
    return status


def columns(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as a table: each column as wide as its longest cell, the last one as it is."""
    cells = [list(row) for row in rows]
    wide = [max((len(row[place]) for row in cells), default=0) for place in range(len(cells[0]) - 1)] if cells else []
    return "\n".join(
        "  ".join([*(f"{cell:<{width}}" for cell, width in zip(row, wide, strict=False)), row[-1]]) for row in cells
    )
