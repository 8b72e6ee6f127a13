"""Measure cold starts: the CPU of a fresh process that starts a function from what is shipped.

It is compared with a process that does no more than `import boto3`, which Lambda brings. So are a typical handler that
does ingest's work, and a bare one that does nothing, of the libraries that every function here uses. All take turns,
because a machine that others use is slower at one time than at another.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from sysconfig import get_path

from benchmarks.result import Result, judged
from infra import wiring
from infra.assets import ROOT, Architecture, Assets
from tests.budgets.conftest import LAMBDA
from tests.budgets.test_functions import zipped

ROUNDS = 9
DECISION = 40  # no function that is built of our libraries reaches these goals
GOALS = {"route": 1.4, "expire": 1.4, "claim": 1.6, "ingest": 1.7, "plan": 1.8, "supervise": 1.8}
"""Map functions to the goal of P1: how many times the CPU of `import boto3` a start may take."""

HOT = ("route", "expire", "claim", "ingest")
RUNTIME = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six.py", "urllib3")
"""Name what Lambda's runtime brings: boto3 and what it needs."""

STARTING = Path(__file__).with_name("starting.py")


@dataclass
class Start:
    """Hold what a process imports, from where, and what each of its runs took."""

    module: str
    paths: tuple[Path, ...]
    variables: Mapping[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    modules: int = 0
    compiled: int = 0

    def run(self) -> None:
        """Start it once more."""
        command = [sys.executable, "-S", "-P", str(STARTING), self.module, *map(str, self.paths)]
        done = subprocess.run(command, env=LAMBDA | self.variables, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
        seconds, modules, compiled = done.stdout.split()
        self.seconds.append(float(seconds))
        self.modules, self.compiled = int(modules), int(compiled)

    @property
    def least(self) -> float:
        """Return the least CPU that a run took: what others' work on this machine adds is not the code's."""
        return min(self.seconds)


def measure() -> Iterable[Result]:
    """Measure each function that people or leads wait for."""
    packages = Path(get_path("purelib"))
    with tempfile.TemporaryDirectory() as folder:
        runtime = Path(folder)
        for name in RUNTIME:
            (runtime / name).symlink_to(packages / name)
        assets = Assets(Architecture.of_host(), on_host=True)
        starts = {name: _function(name, assets, runtime) for name in GOALS}
        alone = Start("boto3", (runtime,))
        typical = Start("benchmarks.typical_start", (ROOT, packages), {"PYDANTIC_DISABLE_PLUGINS": "1"})
        bare = Start("benchmarks.bare_start", (ROOT, assets.layer("base").path / "python", runtime))
        for _ in range(ROUNDS + 1):
            for start in (alone, typical, bare, *starts.values()):
                start.run()
    told = "; ".join(
        f"{name}: {start.least / alone.least:.2f} times, {start.modules} modules"
        for name, start in (("a typical handler of ingest's work", typical), ("a bare handler of our libraries", bare))
    )
    yield from _judged(starts, alone, told, assets)


def _function(name: str, assets: Assets, runtime: Path) -> Start:
    (wired,) = (one for one in wiring.FUNCTIONS if one.name == name)
    layers = [assets.layer(layer).path / "python" for layer in wired.layers]
    variables = wired.variables.model_validate(dict(os.environ)).env()
    module = wired.entry.rpartition(".")[0]
    return Start(module, (assets.function(wired.folder).path, *layers, runtime), variables)


def _judged(starts: Mapping[str, Start], alone: Start, told: str, assets: Assets) -> Iterable[Result]:
    """Yield the promises' rows: P1 for each function, then P2."""
    for name, start in starts.items():
        what, goal = f"CPU of a cold start of {name}, against `import boto3`", f"≤ {GOALS[name]}"
        yield judged("P1", what, start.least / alone.least, "times", goal, told, decision=DECISION)
    for name in starts:
        size, _ = zipped(assets.function(name).path)
        yield judged("P2", f"zip of {name}", size, "kB", "≤ 250", "packages are in layers", decision=DECISION)
    with_sdk = f"`import boto3` alone: {alone.modules}; {told}"
    for name in HOT:
        what, loaded = f"modules that {name} loads", starts[name].modules
        yield judged("P2", what, loaded, "modules", "≤ 400", with_sdk, decision=DECISION)
    compiled = max(start.compiled for start in starts.values())
    yield judged("P2", "modules compiled at a cold start", compiled, "modules", "≤ 0", "all are shipped as bytecode")
