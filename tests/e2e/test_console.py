"""Run the console in a real browser, as a desk and a phone, each against a stack of its own: `console/e2e`."""

import os
import shutil
import subprocess

import pytest

from tests.e2e.stack import Stack
from tests.e2e.stacks import ROOT, Runner

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
SECONDS = 2700
"""Bound only what hangs: Playwright bounds each test by itself."""


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
    done = subprocess.run(
        ["npm", "run", "--silent", "try", "--", f"--project={device}"],
        cwd=ROOT / "console", env={**os.environ, "RELEVO_STACK": str(fresh_team), "CHROMIUM": browser},
        stdin=subprocess.DEVNULL, timeout=SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, f"on the {device} something failed: see what Playwright said above"
