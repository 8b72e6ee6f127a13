"""Remember in a file how far the roll-out of a commit is, so that a second run continues where the first stopped."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path

from infra.assets import ROOT
from infra.lifecycle.stacks import NOTHING
from infra.terminal import columns

FOLDER = ROOT / ".build" / "rollouts"
HEADER = ("tenant", "state", "from", "at", "told")


class StepState(StrEnum):
    """Say how far one tenant is."""

    WAITING = "waiting"
    DEPLOYING = "deploying"
    WATCHING = "watching"
    DONE = "done"
    FAILED = "failed"
    ROLLED_BACK = "rolled back"


@dataclass
class TenantStep:
    """Hold how far one tenant is.

    Attributes:
        state: see there.
        former: the commit that the tenant had before: what a roll-back deploys.
        at: when the state was reached, in UTC.
        told: what went wrong.
    """

    state: StepState = StepState.WAITING
    former: str = NOTHING
    at: str = NOTHING
    told: str = ""


@dataclass
class RolloutRecord:
    """Hold the roll-out of one commit: its tenants in their order."""

    commit: str
    steps: dict[str, TenantStep] = field(default_factory=dict)
    folder: Path = FOLDER

    @classmethod
    def read(cls, commit: str, folder: Path = FOLDER) -> "RolloutRecord":
        """Return the record of a commit, an empty one if nothing was rolled out yet."""
        path = folder / f"{commit[:12]}.json"
        if not path.exists():
            return cls(commit, folder=folder)
        told = json.loads(path.read_text(encoding="utf-8"))
        steps = {name: TenantStep(**{**one, "state": StepState(one["state"])}) for name, one in told["steps"].items()}
        return cls(told["commit"], steps, folder)

    def note(self, tenant: str, state: StepState, at: str, told: str = "") -> None:
        """Store how far a tenant is."""
        step = self.steps.setdefault(tenant, TenantStep())
        step.state, step.at, step.told = state, at, told
        self.keep()

    def keep(self) -> None:
        """Write the file whole, or leave the former one."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{self.commit[:12]}.json"
        draft = path.with_suffix(".new")
        steps = {name: asdict(one) for name, one in self.steps.items()}
        draft.write_text(json.dumps({"commit": self.commit, "steps": steps}, indent=2), encoding="utf-8")
        draft.replace(path)

    def report(self, tenants: Iterable[str]) -> str:
        """Return the report: a row for each of these tenants."""
        steps = {name: self.steps.get(name, TenantStep()) for name in tenants}
        rows = [(name, one.state.value, one.former[:8], one.at, one.told) for name, one in steps.items()]
        return columns([HEADER, *rows])
