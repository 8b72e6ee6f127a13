"""Stage the functions as they are shipped, and note what their cold starts take: both once per run."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra import wiring
from tests.once import once
from tests.shipped import assets, shipped

LAMBDA = {
    "AWS_REGION": "eu-west-1",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_LAMBDA_FUNCTION_NAME": "relevo",
}
"""Set the variables that Lambda itself gives a function."""


@pytest.fixture(scope="session")
def staged(tmp_path_factory):
    """Return each function's code: its folder's name → where it is staged."""
    folder = shipped(tmp_path_factory)
    return {name: assets(folder).function(name).path for name in {wired.folder for wired in wiring.FUNCTIONS}}


@pytest.fixture(scope="session")
def loaded(tmp_path_factory, staged):
    """Return what each function's cold start takes (`loaded.py`)."""

    def measure(folder):
        functions = {
            wired.name: {
                "entry": wired.entry,
                "code": str(staged[wired.folder]),
                "environment": LAMBDA | wired.variables.model_validate(dict(os.environ)).env(),
            }
            for wired in wiring.FUNCTIONS
        }
        probe = [sys.executable, "-P", Path(__file__).with_name("loaded.py")]
        done = subprocess.run(probe, input=json.dumps(functions), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        (folder / "starts.json").write_text(done.stdout)

    return json.loads((once(tmp_path_factory, "loaded", measure) / "starts.json").read_text())
