"""`make fix`: format, repair, and regenerate whatever a check compares; only where something changed since.

A step whose inputs are unchanged is skipped: `.build/fixed.json` keeps a digest of them.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from local.checkout import Digests, below, files
from local.places import ROOT

KEPT = ROOT / ".build" / "fixed.json"
RUFF = str(Path(sys.executable).with_name("ruff"))
CONSOLE = ("console/src", "console/tests", "console/e2e", "console/benchmarks", "console/package.json",
           "console/package-lock.json")  # fmt: skip


@dataclass(frozen=True)
class RepairStep:
    """Describe one repair: its command, and the files and folders that it reads or writes (none: it always runs)."""

    name: str
    command: tuple[str, ...]
    inputs: tuple[str, ...] = ()
    folder: str = "."


STEPS = (
    RepairStep("style", (RUFF, "check", "--fix", "--quiet", ".")),
    RepairStep("format", (RUFF, "format", "--quiet", ".")),
    RepairStep(
        "openapi.json and paths.json",
        (sys.executable, "-m", "local.openapi"),
        ("functions", "shared", "infra", "local/openapi", "docs/openapi.json", "requirements/dev.lock"),
    ),
    RepairStep(
        "the table of grants",
        (sys.executable, "-m", "local.grants_table"),
        ("infra/grants.py", "infra/wiring", "shared/store/partitions.py", "local/grants_table.py", "docs/security.md"),
    ),
    RepairStep(
        "the list of licences",
        (sys.executable, "-m", "local.supply.licences"),
        ("requirements", "console/package-lock.json", "local/supply", "docs/licences.md"),
    ),
    RepairStep(
        "how the console writes phones",
        (sys.executable, "-m", "local.phone_formats"),
        (
            "requirements/dev.lock",
            "local/phone_formats.py",
            "console/src/lib/phoneFormats.json",
            "console/tests/lib/phoneExamples.json",
        ),
    ),
    RepairStep(
        "the console's api types",
        ("npm", "run", "--silent", "api"),
        ("docs/openapi.json", "console/src/api/schema.d.ts", "console/package.json", "console/package-lock.json"),
        "console",
    ),
    RepairStep("the console's icons", ("npm", "run", "--silent", "icons"), (*CONSOLE, "console/icons.js"), "console"),
    RepairStep(
        "the console's style", ("npm", "run", "--silent", "fix"), (*CONSOLE, "console/eslint.config.js"), "console"
    ),
    RepairStep("the console's format", ("npm", "run", "--silent", "format"), ("console",), "console"),
    RepairStep(
        "the console's words", ("npm", "run", "--silent", "words"), (*CONSOLE, "console/lingui.config.ts"), "console"
    ),
)

type Run = Callable[[RepairStep], int]


def fix(root: Path, steps: tuple[RepairStep, ...], kept: Path, run: Run) -> int:
    """Run the steps whose inputs changed since they ran last, in order.

    Args:
        root: the checkout.
        steps: a later one may read what an earlier one writes.
        kept: the file that records the digests of each step's inputs.
        run: runs a step and returns its exit code.

    Returns:
        0, or 1 if a step found something that it cannot repair; that step runs again the next time.
    """
    done: dict[str, str] = json.loads(kept.read_text()) if kept.exists() else {}
    code = 0
    for step in steps:
        if step.inputs and done.get(step.name) == _digest(root, step):
            continue
        if run(step):
            code = 1
            done.pop(step.name, None)
        elif step.inputs:
            done[step.name] = _digest(root, step)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(done, indent=2) + "\n")
    return code


def _digest(root: Path, step: RepairStep) -> str:
    return Digests(root).all_of(below(files(root), step.inputs))


def _run(step: RepairStep) -> int:
    print(f"· {step.name}", flush=True)
    folder = ROOT / step.folder
    done = subprocess.run(step.command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        print(done.stdout.decode(errors="replace"), end="", flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(fix(ROOT, STEPS, KEPT, _run))
