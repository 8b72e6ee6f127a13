"""`python -m local.fast`: choose tests, print which and why, run them, and record which passed."""

import os
import subprocess
import sys

from local.checkout import files
from local.fast import choose, console
from local.fast.state import State, results
from local.places import ROOT

KEPT = ROOT / ".build" / "fast.json"
REPORT = ROOT / ".build" / "fast.xml"
SECONDS = 50
"""Limit how long pytest may take, without its start. A changed console's build and tests take the rest."""

SOME_FAILED = 1


def main() -> int:
    """Run the tests of Python, then those of the console; return 0 if all that ran passed."""
    state, names = State.read(KEPT), files(ROOT)
    python = _python(state, names)
    other = _console(state, names)
    state.write(KEPT)
    return python or other


def _python(state: State, names: list[str]) -> int:
    due, green = choose.due(ROOT, names, state.green)
    workers = min(os.cpu_count() or 1, 4)
    now, later = choose.fitting(due, state.seconds, _uncommitted(), SECONDS * workers)
    for_whom = f"{len(now)} of {len(due) + green} test files: something they depend on changed since they passed"
    print(f"Python: {for_whom if now else 'nothing changed since all passed'}", end="")
    print(f"; {len(later)} more do not fit into {SECONDS} s, run it again" if later else "", flush=True)
    if not now:
        return 0
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.unlink(missing_ok=True)
    spread = ["--numprocesses", str(min(workers, len(now))), "--dist", "loadfile"] if len(now) > 1 else []
    command = [sys.executable, "-m", "pytest", *now, *spread, f"--junitxml={REPORT}"]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if code in (0, SOME_FAILED) and REPORT.exists():
        _remember(state, due, now)
    return code


def _remember(state: State, due: dict[str, str], ran: list[str]) -> None:
    for test, result in results(REPORT, ran).items():
        state.seconds[test] = round(result.seconds, 1)
        if result.passed:
            state.green[test] = due[test]
        else:
            state.green.pop(test, None)


def _console(state: State, names: list[str]) -> int:
    now = console.present(ROOT, names)
    asked = console.command(ROOT, state.console, now)
    if asked is None:
        print("Console: nothing changed since all passed", flush=True)
        return 0
    why = "all tests" if asked == ["run"] else "the tests that depend on what changed since they passed"
    print(f"Console: {why}", flush=True)
    code = subprocess.run(["node_modules/.bin/vitest", *asked], cwd=ROOT / "console", check=False).returncode
    state.console = state.console if code else now
    return code


def _uncommitted() -> set[str]:
    told = subprocess.run(
        ["git", "status", "--porcelain", "-z", "--untracked-files=all"], cwd=ROOT, capture_output=True, check=True
    )
    return {entry[3:] for entry in told.stdout.decode().split("\0") if len(entry) > 3}


if __name__ == "__main__":
    sys.exit(main())
