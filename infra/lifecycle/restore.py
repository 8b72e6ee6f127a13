"""Bring a tenant's table back as it was: `python -m infra.lifecycle.restore TENANT at=<instant>` or `backup=<ARN>`.

DynamoDB restores into a new table, without stream, time to live, point-in-time recovery and tags. This makes it whole,
writes it into the tenant's file, deploys, and erases again who had been erased. Interrupted, a second time continues.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from infra.aws import Clients, WrongPlaceError, own_clients, stay_where_it_belongs
from infra.checked_out import release
from infra.commands.deploy import DeployError, ship
from infra.commands.re_erase import ReErasureError, re_erase
from infra.commands.receiving import ReceivingError
from infra.lifecycle.destroy import Ask, NotAgreedError
from infra.lifecycle.drift import Wait
from infra.lifecycle.stacks import NotDeployedError, deployed_stack
from infra.lifecycle.switch import adopt_in
from infra.lifecycle.whole_table import TableError, make_whole
from infra.tags import PART, tags_of
from infra.tenant_file import TenantFile, file_of, shown_path
from infra.terminal import ended

type Ship = Callable[[str], list[str]]
"""Deploy a tenant, and return what to tell of that."""


class UnfinishedError(RuntimeError):
    """The new table is there, but not everything is done."""


@dataclass(frozen=True)
class RestorePoint:
    """Say what to restore from: an instant of point-in-time recovery, or else a backup.

    Attributes:
        at: aware, in UTC, without fractions.
        backup: an ARN.
    """

    at: datetime | None = None
    backup: str = ""

    @classmethod
    def read(cls, text: str) -> "RestorePoint":
        """Return what a command line names as `at=2026-11-30T08:00:00Z` or `backup=arn:…`.

        Raises:
            ValueError: it is neither, or an instant without its offset from UTC.
        """
        name, _, value = text.partition("=")
        if name == "backup" and value.startswith("arn:"):
            return cls(backup=value)
        try:
            at = datetime.fromisoformat(value if name == "at" else "")
        except ValueError:
            raise ValueError("say AT=2026-11-30T08:00:00Z, an instant, or BACKUP=arn:…, a backup") from None
        if at.tzinfo is None:
            raise ValueError(f"{value} has no offset from UTC: say {value}Z, if it is UTC")
        return cls(at=at.astimezone(UTC).replace(microsecond=0))

    @property
    def name(self) -> str:
        """Return what distinguishes the new table."""
        return f"{self.at:%Y%m%dT%H%M%SZ}" if self.at else self.backup.rpartition("/")[2]


def restore(file: TenantFile, point: RestorePoint, clients: Clients, *, ship: Ship, wait: Wait) -> Iterator[str]:
    """Make the table, switch to it, and yield what was done, a sentence each.

    Raises:
        TableError: that instant cannot be restored, or the new table cannot be used.
        NotDeployedError: the tenant has no stack, whose table is to be restored.
        DeployError, ReceivingError, ReErasureError: the switch, or what follows it, failed.
        ClientError, BotoCoreError: AWS refused.
    """
    dynamodb, source = clients("dynamodb", None), source_table(file, clients)
    target = target_table(file, point)
    if _exists(target, dynamodb):
        yield f"{target} is there from an earlier try: continuing"
    else:
        _begin(source, target, point, dynamodb)
        yield f"{target} is being made: this takes from minutes to hours"
    tags = {**tags_of(file.name, release()), PART: "table"}
    stream, missing = make_whole(target, tags, dynamodb, wait, protect=file.keeps_data)
    yield f"{target} is there" + (f"; had no {', '.join(missing)}: now it has" if missing else "")
    adopt_in(file_of(file.name), {"table": target, "table_stream": stream})
    yield f"{shown_path(file_of(file.name))} names it: keep that change"
    yield from ship(file.name)
    yield f"{re_erase(file.name, clients('lambda', None))} leads that had been erased are being erased again"
    if source != target:
        yield f"{source} is used no more. Compare what it has since then; it costs until you delete it by hand"


def source_table(file: TenantFile, clients: Clients) -> str:
    """Return the table that the tenant's stack was made with, whatever its file says by now."""
    return deployed_stack(file.stack_name, clients).outputs["TableName"]


def target_table(file: TenantFile, point: RestorePoint) -> str:
    """Return the name of the new table; the same for the same point, so that a second try finds it."""
    return f"{file.stack_name}-restored-{point.name}"


def _exists(table: str, dynamodb: Any) -> bool:
    try:
        dynamodb.describe_table(TableName=table)
    except dynamodb.exceptions.ResourceNotFoundException:
        return False
    return True


def _begin(source: str, target: str, point: RestorePoint, dynamodb: Any) -> None:
    how = {"TargetTableName": target, "BillingModeOverride": "PAY_PER_REQUEST"}
    if point.at is None:
        dynamodb.restore_table_from_backup(BackupArn=point.backup, **how)
        return
    told = dynamodb.describe_continuous_backups(TableName=source)["ContinuousBackupsDescription"]
    window = told.get("PointInTimeRecoveryDescription", {})
    if window.get("PointInTimeRecoveryStatus") != "ENABLED":
        raise TableError(f"{source} has no point-in-time recovery: name a backup by BACKUP=arn:…")
    earliest, latest = window["EarliestRestorableDateTime"], window["LatestRestorableDateTime"]
    if not earliest <= point.at <= latest:
        told_as = " to ".join(f"{one.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for one in (earliest, latest))
        raise TableError(f"{source} can be restored as it was from {told_as}, not at {point.at:%Y-%m-%dT%H:%M:%SZ}")
    dynamodb.restore_table_to_point_in_time(SourceTableName=source, RestoreDateTime=point.at, **how)


def _agree(file: TenantFile, point: RestorePoint, clients: Clients, ask: Ask, agreed: str) -> None:
    source = source_table(file, clients)
    stays = "stays" if file.keeps_data else 'IS DELETED with the switch, as removal_policy = "destroy" says'
    print(f"{target_table(file, point)} will replace {source}, which {stays}. What was written since is not in it.")
    if (agreed or ask(f"Type {file.name} to go on: ")).strip() != file.name:
        raise NotAgreedError(f"Nothing was done: the answer was not {file.name}")


def main(
    arguments: list[str],
    *,
    clients: Clients | None = None,
    ship: Ship = ship,
    ask: Ask = input,
    wait: Wait = time.sleep,
    environment: Mapping[str, str] = os.environ,
) -> int:
    """Run the command line. Return 2 for a wrong file or argument, 1 if something failed."""
    if len(arguments) != 2:
        print("usage: make restore TENANT=name AT=2026-11-30T08:00:00Z (or BACKUP=arn:…)", file=sys.stderr)
        return 2
    known = clients or own_clients()

    def act() -> None:
        file, point = TenantFile.read(arguments[0]), RestorePoint.read(arguments[1])
        stay_where_it_belongs(file, known)
        _agree(file, point, known, ask, environment.get("YES", ""))
        try:
            for line in restore(file, point, known, ship=ship, wait=wait):
                print(line, flush=True)
        except (DeployError, ReceivingError, ReErasureError) as error:
            then = "The new table is there and the tenant's file names it: repair, then the same command again"
            raise UnfinishedError(f"{error}\n{then}") from None

    refusals = (WrongPlaceError, NotDeployedError, NotAgreedError, TableError, UnfinishedError)
    return ended(act, mistakes=(ValueError,), refusals=refusals)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
