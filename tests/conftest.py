"""Provide what every level of tests uses: credentials that reach nowhere, and a table in memory."""

import gc
import io
import json
import os
import sys
from pathlib import Path
from urllib.parse import urlencode

os.environ |= {
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_EC2_METADATA_DISABLED": "true",
    "TABLE_NAME": "relevo",
    "CLOCK_ARN": "arn:aws:states:eu-west-1:123456789012:stateMachine:clock",
    "MASTER_SECRET_ARN": "master",
    "CONTACT_SECRET_ARN": "contacts",
    "SOURCE_SECRETS": "relevo/sources",
    "FETCHES_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/fetches",
    "IMPORTS_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/imports",
    "OUTGOING_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/outgoing",
    "MAILS_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/mails",
    "PUSHES_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/pushes",
    "LIVE_URL": "https://live.execute-api.eu-west-1.amazonaws.com/live",
    "IMPORTS_BUCKET": "relevo-imports",
    "WAITING_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/waiting",
    "PHOTOS_BUCKET": "relevo-photos",
    "WAITING_BUCKET": "relevo-waiting",
    "LEDGER_BUCKET": "relevo-ledger",
    "BLOCKED_BUCKET": "relevo-blocked",
    "DEAD_LETTERS": '{"mail": "https://sqs.eu-west-1.amazonaws.com/123456789012/dead-mails"}',
    "MAIL_FROM": "relevo@example.com",
    "PUBLIC_URL": "https://relevo.example.com/api",
    "USER_POOL_ID": "eu-west-1_pool",
    "SCHEDULE_GROUP": "relevo",
    "SCHEDULE_TARGET_ARN": "arn:aws:lambda:eu-west-1:123456789012:function:relevo-activate:live",
    "SCHEDULE_ROLE_ARN": "arn:aws:iam::123456789012:role/relevo-schedules",
    "POWERTOOLS_SERVICE_NAME": "test",
    "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "20,21",
}
for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL"):
    os.environ.pop(name, None)

import hypothesis
import pytest
from moto import mock_aws

from shared.observe import logger
from shared.secrets import MasterSecret
from tests import gateway, granted, memory, quick_moto
from tests.e2e import stacks
from tests.e2e.stacks import STACKS, Stacks
from tests.soak import SOAK, often
from tests.tables import StagedTable, create_table

# A slow machine must not fail tests. CI tries the same examples each time; elsewhere they vary. A soak tries many, and
# prints how to repeat a failure. Each of thousands of mutants is tried by the same few.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.register_profile("mutants", deadline=None, derandomize=True, max_examples=20)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=often(100), print_blob=True)
hypothesis.settings.load_profile("soak" if SOAK else "ci" if os.environ.get("CI") else "here")

LOADED = pytest.StashKey[frozenset[str]]()
"""Count the modules that are loaded when all tests are collected: each process of a run pays for them."""


def pytest_collection_finish(session):
    session.config.stash[LOADED] = frozenset(sys.modules)
    # Garbage is looked for less often, and never among thousands of tests: that took a twelfth of the processors.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


MASTER = "a master secret that only tests know"


def pytest_addoption(parser):
    parser.addoption(
        "--unused-grants", action="store_true",
        help="fail if no test used a grant on the table; only for runs of all tests in memory",
    )  # fmt: skip


def pytest_configure(config):
    """Tell every worker where the stacks of this session are."""
    given = getattr(config, "workerinput", {}).get("stacks")
    config.stash[STACKS] = Stacks(Path(given)) if given else stacks.begin()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """Pass the folder of stacks on to a worker of pytest-xdist."""
    node.workerinput["stacks"] = str(node.config.stash[STACKS].folder)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Collect which grants a worker's tests used."""
    granted.USED.update(map(tuple, getattr(node, "workeroutput", {}).get("grants", ())))


def pytest_sessionfinish(session):
    """Tell the controller which grants were used; let a whole run fail if one was not."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["grants"] = sorted(granted.USED)
    elif session.config.getoption("--unused-grants") and session.exitstatus == pytest.ExitCode.OK:
        for one in sorted(granted.unused(granted.USED)):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            sys.stderr.write(f"\n{one}")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give `--dist loadscope` our own scopes. (xdist's groups by marks do nothing with pytest 9.2.)"""
    if config.getvalue("dist") != "loadscope":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return stacks.scope(nodeid)

    return Scheduling(config, log)


def pytest_unconfigure(config):
    """Stop the stacks when all workers are done."""
    if not hasattr(config, "workerinput"):
        config.stash[STACKS].stop()


@pytest.fixture(scope="session")
def memory_of_process():
    """Mock AWS in memory, once for all tests of this process."""
    with mock_aws(), quick_moto.parts(quick_moto.PATCHES):
        yield


@pytest.fixture
def empty_aws(memory_of_process):
    """Provide AWS in memory, with nothing in it."""
    memory.forget()


def tenant():
    """Create the tenant's table and master secret."""
    create_table(memory.client("dynamodb"))
    memory.client("secretsmanager").create_secret(Name="master", SecretString=MASTER)


@pytest.fixture
def aws(memory_of_process):
    """Provide AWS in memory, with the tenant's table and master secret."""
    memory.begin(tenant)


@pytest.fixture
def table(aws):
    """Provide the tenant's empty table; a test may hook into its calls."""
    return StagedTable(memory.client("dynamodb"))


@pytest.fixture
def secret(aws):
    """Provide the tenant's master secret."""
    return MasterSecret(memory.client("secretsmanager"), "master")


@pytest.fixture
def logged(capsys):
    """Return what has been logged and counted so far, as CloudWatch would get it."""
    stream, handler = io.StringIO(), logger.registered_handler
    before = handler.setStream(stream)
    yield lambda: stream.getvalue() + capsys.readouterr().out
    handler.setStream(before)


@pytest.fixture
def event():
    """Return a function that builds an event as API Gateway sends it (payload 2.0)."""

    def build(method, path, *, sub=None, body=None, raw=None, headers=None, query=None, claims=None):
        text = raw if raw is not None else json.dumps(body) if body is not None else None
        authorizer = {"authorizer": {"jwt": {"claims": {"sub": sub, **(claims or {})}, "scopes": None}}} if sub else {}
        return {
            "version": "2.0",
            **gateway.route(method, path),
            "rawPath": path,
            "rawQueryString": urlencode(query or {}),
            "headers": {"content-type": "application/json", **(headers or {})},
            "queryStringParameters": query,
            "requestContext": {
                "http": {"method": method, "path": path, "sourceIp": "127.0.0.1"},
                "requestId": "request-1",
                "stage": "$default",
                **authorizer,
            },
            "body": text,
            "isBase64Encoded": False,
        }

    return build
