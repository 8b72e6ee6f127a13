"""Deploy again what tenants had before a roll-out: `python -m infra.rollout.rollback TENANT … | all`.

The former commit is checked out into a folder of its own below .build, and deployed from there by its own `make deploy`
with today's tenant files, so that a table that was restored meanwhile stays in use. Data are not taken back.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from infra.assets import ROOT
from infra.checked_out import commit
from infra.lifecycle.stacks import NOTHING
from infra.rollout.record import RolloutRecord, StepState
from infra.rollout.rollout import in_region
from infra.tenant_file import TenantFile, tenants_folder
from infra.terminal import ended

type Run = Callable[[list[str], Path, Mapping[str, str]], int]
"""Run a command in a folder, with an environment; return its exit code."""


@dataclass(frozen=True)
class Checkouts:
    """The repository whose commits are deployed again, and where they are checked out."""

    repository: Path = ROOT
    folder: Path = ROOT / ".build" / "checkouts"


class RollbackError(RuntimeError):
    """Report why a tenant cannot be rolled back; the message is one line."""


def run(command: list[str], folder: Path, environment: Mapping[str, str]) -> int:
    """Run a command and show what it prints."""
    return subprocess.run(command, cwd=folder, env=dict(environment), check=False).returncode


def chosen(record: RolloutRecord, named: list[str]) -> list[str]:
    """Return the tenants to roll back: those named, or all that were deployed, the latest first.

    Raises:
        RollbackError: one was not rolled out, or had nothing before.
    """
    touched = [name for name, one in record.steps.items() if one.state not in _UNTOUCHED]
    names = list(reversed(touched)) if named == ["all"] else named
    for name in names:
        step = record.steps.get(name)
        if step is None or step.state in _UNTOUCHED:
            then = f"After a `make deploy`, check out what it had before, and `make deploy TENANT={name}` again"
            raise RollbackError(f"{name} was not rolled out from {record.commit[:8]}: nothing to take back. {then}")
        if step.former in (NOTHING, "unknown") or step.former.endswith("-dirty"):
            then = f"check one out, then `make deploy TENANT={name}`"
            raise RollbackError(f"{name}: nobody knows the commit it had before: {then}")
    return names


def roll_back(
    name: str, record: RolloutRecord, now: datetime, checkouts: Checkouts, *, run: Run, environment: Mapping[str, str]
) -> None:
    """Deploy what a tenant had before.

    Raises:
        RollbackError: the commit cannot be checked out, or its deployment failed.
        TenantFileError: the tenant's file is missing or wrong.
    """
    file, former = TenantFile.read(name), record.steps[name].former
    folder = checkouts.folder / former[:12]
    if not folder.exists():
        made = run(["git", "worktree", "add", "--detach", str(folder), former], checkouts.repository, environment)
        if made:
            raise RollbackError(f"{former[:8]} cannot be checked out: fetch it (`git fetch --unshallow`), then again")
    settings = {**in_region(environment, file.region), "TENANTS_DIR": str(tenants_folder())}
    if run(["make", "deploy", f"TENANT={name}"], folder, settings):
        raise RollbackError(f"{name}: the deployment of {former[:8]} failed; what it said stands above")
    record.note(name, StepState.ROLLED_BACK, f"{now:%Y-%m-%d %H:%M}")


_UNTOUCHED = (StepState.WAITING, StepState.ROLLED_BACK)


def main(
    arguments: list[str],
    *,
    record: RolloutRecord | None = None,
    checkouts: Checkouts = Checkouts(),
    run: Run = run,
    environment: Mapping[str, str] = os.environ,
) -> int:
    """Run the command line. Return 2 for a wrong argument or file, 1 if something failed; print the report."""
    if not arguments:
        print('usage: make rollback TENANTS="name …" (or TENANTS=all)', file=sys.stderr)
        return 2
    known = record or RolloutRecord.read(commit())

    def act() -> None:
        for name in chosen(known, arguments):
            print(f"{name}: deploying {known.steps[name].former[:8]} again", flush=True)
            roll_back(name, known, datetime.now(UTC), checkouts, run=run, environment=environment)
        print(f"\n{known.report(known.steps)}")

    return ended(act, refusals=(RollbackError,))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
