"""Run the console in a real browser, as a desk and a phone, each against a stack of its own: `console/e2e`."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.stack import Stack
from tests.e2e.stacks import ROOT, Runner

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
SECONDS = 2700
"""Bound only what hangs: Playwright bounds each test by itself."""
LONGEST = 1500


@pytest.fixture
def fresh_team(tmp_path):
    """Start a stack with nothing but the demo team, as a new user sees it; its members may use a second factor.

    That is set as a deployment would set it, so that all end to end tests start from one snapshot.
    """
    runner = Runner(tmp_path)
    Stack(runner.up()).deploy_second_factor("optional")
    yield tmp_path
    runner.run("down")


@pytest.mark.parametrize("device", ["desk", "phone"])
def test_a_team_works_a_day_in_the_console(fresh_team, device):
    """Run every browser test on `device`; pytest's `-s` shows its lines, one per test, at once."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert browser, "chromium is missing: apt-get install chromium-headless-shell, or chromium"
    assert (ROOT / "console" / "dist" / "index.html").is_file(), "the console is not built: make console"
    report = fresh_team / "report.json"
    done = subprocess.run(
        ["npm", "run", "--silent", "try", "--", f"--project={device}"],
        cwd=ROOT / "console",
        env={**os.environ, "RELEVO_STACK": str(fresh_team), "RELEVO_REPORT": str(report), "CHROMIUM": browser},
        stdin=subprocess.DEVNULL, timeout=SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, "\n\n".join([f"on the {device} failed:", *failures(report)])


def failures(report: Path) -> Iterator[str]:
    """Yield the title and the error of each browser test that failed, from Playwright's report.

    Whoever sees only the end of a long output, as of CI's, learns from these why it failed.
    """
    told = json.loads(report.read_text()) if report.is_file() else {"suites": [], "errors": []}
    yield from (error["message"][:LONGEST] for error in told["errors"])  # of no single test
    waiting: list[dict[str, Any]] = told["suites"]
    while waiting:
        suite = waiting.pop(0)
        waiting += suite.get("suites", [])
        for spec in suite.get("specs", []):
            for result in (result for test in spec["tests"] for result in test["results"] if result["errors"]):
                error = re.sub(r"\x1b\[\d+m", "", result["errors"][0]["message"])
                yield f"{spec['file']}:{spec['line']} {spec['title']}\n{error[:LONGEST]}"
