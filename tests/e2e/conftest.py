"""A stack of its own, deployed once for all tests of this level, and driven over HTTP with real tokens."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

from shared.store.table import Table
from tests.e2e.stack import AT_ONCE, Stack
from tests.tables import create_table

ROOT = Path(__file__).resolve().parents[2]
TOOL = Path(__file__).parent / "dynamodb-local"
EMULATOR = TOOL / "node_modules" / "amplify-dynamodb-simulator" / "emulator"
OURS = ("AWS_", "POWERTOOLS_", "SCHEDULE_", "SOURCE_SECRETS", "FETCHES_URL", "IMPORTS_", "OUTGOING_URL", "TABLE_NAME",
        "MAIL_FROM", "PUBLIC_URL",
        "CLOCK_ARN", "MASTER_SECRET_ARN", "USER_POOL_ID")  # fmt: skip


class Runner:
    """Starts and stops a stack as a person does: `make up`, `make down`."""

    def __init__(self, folder):
        self.folder = folder
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.environment = {**clean, "RELEVO_LOCAL_DIR": str(folder)}

    def run(self, verb):
        """One verb of local.up; fails with what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "local.up", verb],
            cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, f"{verb}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def up(self):
        """Start, or start again with the data kept; how the running stack is reached."""
        self.run("up")
        return json.loads((self.folder / "stack.json").read_text())


@pytest.fixture(scope="session")
def runner(tmp_path_factory):
    """Where the stack of this level lives; RELEVO_STACK names the folder of one that is up, to save its start."""
    given = os.environ.get("RELEVO_STACK")
    runner = Runner(Path(given) if given else tmp_path_factory.mktemp("stack"))
    yield runner
    if not given:
        runner.run("down")


@pytest.fixture(scope="session")
def stack(runner):
    """The running stack, with its people signed in."""
    return Stack(runner.up())


@pytest.fixture
def until():
    """Waits until something is so: `until(lambda: …, seconds=5)` gives what was true.

    Unless told otherwise for as long as Relevo promises: what a stream or a clock fails to do on a busy machine, the
    sweep does within a minute and a half.
    """

    def wait(true, seconds=90.0):
        patience = time.monotonic() + seconds
        while not (found := true()):
            assert time.monotonic() < patience, f"not so within {seconds} s"
            time.sleep(0.05)
        return found

    return wait


@pytest.fixture(scope="session")
def dynamodb_local():
    """AWS's own DynamoDB, on one machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    libraries, jar = EMULATOR / "DynamoDBLocal_lib", EMULATOR / "DynamoDBLocal.jar"
    command = ["java", f"-Djava.library.path={libraries}", "-jar", str(jar), "-inMemory", "-port", str(port)]
    silent = subprocess.DEVNULL
    engine = subprocess.Popen(command, stdout=silent, stderr=silent, cwd=EMULATOR)
    try:
        patience = time.monotonic() + 60
        while not _listens(port):
            assert engine.poll() is None, "DynamoDB Local ended: is Java 17 there?"
            assert time.monotonic() < patience, "DynamoDB Local does not answer"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        engine.terminate()
        engine.wait()


def _listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(params=["embedded", "dynamodb_local"])
def tables(request):
    """A table on an atomic engine, with a client for each who races."""
    endpoint = (
        request.getfixturevalue("stack").told["aws_endpoint"]
        if request.param == "embedded"
        else request.getfixturevalue("dynamodb_local")
    )
    name = f"races-{time.time_ns()}"

    def client():
        return boto3.client(
            "dynamodb", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="local",
            aws_secret_access_key="local", config=Config(retries={"total_max_attempts": 1}),
        )  # fmt: skip

    create_table(client(), name)
    client().get_waiter("table_exists").wait(TableName=name)
    return [Table(client(), name) for _ in range(AT_ONCE)]
