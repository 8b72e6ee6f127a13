"""Does `make fix` run each repair if its files changed since, and only then?"""

import re
import subprocess
from pathlib import Path

import pytest

from local import fix
from local.fix import RepairStep

ROOT = Path(__file__).resolve().parents[2]
STYLE, API = RepairStep("style", ("ruff",)), RepairStep("api", ("npm",), ("docs", "types.ts"))


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/openapi.json").write_text("{}")
    (tmp_path / ".gitignore").write_text(".build/\n")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    return tmp_path


@pytest.fixture
def done():
    return []


@pytest.fixture
def again(checkout, done):
    """Run all steps; `api` writes the types."""

    def run(step, code=0):
        done.append(step.name)
        if step == API:
            (checkout / "types.ts").write_text((checkout / "docs/openapi.json").read_text())
        return code

    return lambda code=0: fix.fix(checkout, (STYLE, API), checkout / ".build/fixed.json", lambda step: run(step, code))


def test_a_step_without_changes_is_skipped_unless_it_is_quick(again, done):
    assert (again(), again()) == (0, 0)
    assert done == ["style", "api", "style"]


@pytest.mark.parametrize("name", [
    pytest.param("docs/openapi.json", id="what is read"),
    pytest.param("types.ts", id="what is written"),
    pytest.param("docs/new.json", id="a new file"),
])  # fmt: skip
def test_a_step_runs_again_after_a_change(again, done, checkout, name):
    again()
    (checkout / name).write_text("changed")
    again()
    assert done == ["style", "api", "style", "api"]


def test_a_failed_step_fails_the_run_and_runs_again(again, done):
    assert again(code=2) == 1
    assert again() == 0
    assert done == ["style", "api", "style", "api"]


def test_everything_that_a_check_compares_is_regenerated():
    makefile = (ROOT / "Makefile").read_text()
    scripts = set(re.findall(r"npm run --silent (\w+)[^\n]*git diff --exit-code", makefile))
    commands = [" ".join(step.command) for step in fix.STEPS]
    assert scripts == {"api", "icons", "words"}
    assert all(any(command.endswith(f"npm run --silent {script}") for command in commands) for script in scripts)
    assert any(command.endswith("-m local.openapi") for command in commands)
