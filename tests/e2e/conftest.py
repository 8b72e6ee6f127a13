"""Provide stacks, started once for all tests of this level and used over HTTP with real tokens."""

import socket
import subprocess
import time
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

from local import ports
from shared.store.table import Table
from tests.e2e import waiting
from tests.e2e.stack import AT_ONCE, Stack
from tests.e2e.stacks import OWN, STACKS, longest_first
from tests.soak import SOAK
from tests.tables import create_table

HERE = Path(__file__).parent
TOOL = HERE / "dynamodb-local"
EMULATOR = TOOL / "node_modules" / "amplify-dynamodb-simulator" / "emulator"


def pytest_collection_modifyitems(items):
    """Begin what takes long first, so that no worker ends with it; a soak keeps the order of its seed."""
    if not SOAK:
        longest_first(items)


@pytest.fixture(scope="session")
def stacks(pytestconfig):
    """Provide the stacks of this session, shared by all workers."""
    return pytestconfig.stash[STACKS]


@pytest.fixture(scope="module")
def stack(request, stacks):
    """Provide the running stack that tests share, with its people signed in.

    Modules that need one of their own are in `stacks.OWN`.
    """
    return Stack(stacks.told(OWN.get(request.path.name, "shared")))


@pytest.fixture
def until():
    """Provide the function that waits for a condition: `until(lambda: …)` returns the first true result."""
    return waiting.until


@pytest.fixture(scope="session")
def dynamodb_local(tmp_path_factory):
    """Start AWS's own DynamoDB Local on this machine, on a port that no other run takes meanwhile."""
    with ports.reserved(tmp_path_factory.mktemp("dynamodb") / "ports.json", {}) as chosen:
        yield from _dynamodb_local(chosen.engine)


def _dynamodb_local(port):
    libraries, jar = EMULATOR / "DynamoDBLocal_lib", EMULATOR / "DynamoDBLocal.jar"
    command = ["java", f"-Djava.library.path={libraries}", "-jar", str(jar), "-inMemory", "-port", str(port)]
    silent = subprocess.DEVNULL
    engine = subprocess.Popen(command, stdout=silent, stderr=silent, cwd=EMULATOR)
    try:
        waiting.until(lambda: engine.poll() is not None or _listens(port))
        assert engine.poll() is None, "DynamoDB Local ended: is Java 17 there?"
        yield f"http://127.0.0.1:{port}"
    finally:
        engine.terminate()
        engine.wait()


def _listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(params=["embedded", "dynamodb_local"])
def tables(request):
    """Provide a table on an atomic engine, with a client for each concurrent writer."""
    endpoint = (
        request.getfixturevalue("stack").told["aws_endpoint"]
        if request.param == "embedded"
        else request.getfixturevalue("dynamodb_local")
    )
    return open_tables(endpoint)


@pytest.fixture
def local_tables(dynamodb_local):
    """Provide a table in DynamoDB Local, with a client for each concurrent writer."""
    return open_tables(dynamodb_local)


def open_tables(endpoint):
    """Create a table at an endpoint; return it, once for each client."""
    name = f"races-{time.time_ns()}"

    def client():
        return boto3.client(
            "dynamodb", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="local",
            aws_secret_access_key="local", config=Config(retries={"total_max_attempts": 1}),
        )  # fmt: skip

    create_table(client(), name)
    client().get_waiter("table_exists").wait(TableName=name)
    return [Table(client(), name) for _ in range(AT_ONCE)]
