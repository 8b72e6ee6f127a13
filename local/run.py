"""Run a stack: start it from nothing until it answers, and stop it cleanly."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from types import FrameType
from typing import IO, TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from local import checks, deployment, lead, lock, logs, notes, places, ports, snapshot, stack_file
from local.api import Caller
from local.demo.seed import seed
from local.demo.team import PASSWORD
from local.embedded import EmbeddedAws
from local.guide import guide
from local.live.refreshed import Refreshed
from local.meanwhile import Finish, meanwhile
from local.problems import Broken
from local.serving import outbox
from local.serving.inbox import MailListener
from local.serving.proxy import Proxy
from local.snapshot import StackSnapshots
from local.stack_file import Stack, User

if TYPE_CHECKING:
    from infra.tenant_file import TenantFile

OFFER_SECONDS = 300  # a busy machine starts the first workers slowly
LOOK_SECONDS = 1.0


def run(*, follow: bool) -> None:
    """Start everything, print how to use it, and wait until stopped.

    Args:
        follow: whether to print the functions' logs meanwhile.

    Raises:
        Unusable, Broken, AlreadyRunning: with a one-line message.
    """
    checks.machine()
    with lock.held() as file, ports.reserved(places.PORTS) as chosen, meanwhile() as finish:
        stack_file.remove()  # left behind by a run that was killed
        proxy = Proxy(chosen.proxy, chosen.engine, places.CONSOLE)
        inbox = MailListener(chosen.smtp)
        aws = EmbeddedAws(chosen.engine, proxy.address)
        stop = _stop_signals()
        try:
            _start_and_stay(aws, proxy, inbox, file, stop, finish, follow=follow)
        finally:
            stack_file.remove()
            inbox.close()
            if aws.alive():
                with step("Stopping, keeping the data"):
                    aws.stop()
            shutil.rmtree(places.TEMPORARY, ignore_errors=True)


def _start_and_stay(
    aws: EmbeddedAws,
    proxy: Proxy,
    inbox: MailListener,
    file: IO[Any],
    stop: threading.Event,
    finish: Finish,
    *,
    follow: bool,
) -> None:
    started = time.monotonic()
    dev_log = [Refreshed(places.DEV_LOG)] if os.environ.get("RELEVO_DEV") else []
    proxy.start()
    try:
        _begin(aws, proxy, inbox, file)
        with step("Starting the embedded AWS"):
            aws.start(inherit=file)
        stack = _assemble(aws, proxy, inbox)
        _post_sample_lead(stack)
        finish(step)
        print(f"Ready in {time.monotonic() - started:.0f} s.\n\n{guide(stack)}", flush=True)
        stack_file.write(stack)
        _stay(aws, stop, [*dev_log, logs.Follower(aws.endpoint, time.time())] if follow else dev_log)
    finally:
        proxy.shutdown()
        proxy.server_close()


def _begin(aws: EmbeddedAws, proxy: Proxy, inbox: MailListener, file: IO[Any]) -> None:
    """Fill an empty folder with a deployed stack and the demo team: copy a snapshot, or deploy and keep one."""
    snapshots = StackSnapshots(places.SNAPSHOTS, (places.ENGINE_STATE, places.ENGINE_BUCKETS))
    if not snapshots.needed():
        return
    zone = ZoneInfo(_tenant_file(_tenant()).time_zone)
    name = snapshot.key(places.ROOT, _tenant(), datetime.now(zone))
    with snapshots.turn():
        if snapshots.restore(name):
            return
        with step("Starting the embedded AWS"):
            aws.start(inherit=file)
        _assemble(aws, proxy, inbox)
        with step("Keeping a copy for the next start in an empty folder"):
            if not aws.stop():
                raise Broken(f"The embedded AWS did not save its data (log: {places.ENGINE_LOG}).")
            snapshots.keep(name)


def _assemble(aws: EmbeddedAws, proxy: Proxy, inbox: MailListener) -> Stack:
    tenant = _tenant()
    outputs = deployment.bring_up_to_date(aws, tenant, step)
    tenants = _tenant_file(tenant)
    if tenants.mail_from:
        outbox.verify(aws.endpoint, tenants.mail_from)
    if tenants.inbound_domain:
        inbox.open(tenants.inbound_domain, aws.endpoint, outputs["InboundBucket"], outputs["InboundTopic"])
    proxy.open_api(
        outputs["ApiId"],
        live_url=outputs["LiveUrl"],
        user_pool_id=outputs["UserPoolId"],
        client_id=outputs["UserPoolClientId"],
    )
    demo = _demo(aws, tenant, f"{proxy.address}/api", outputs)
    return Stack(
        api=f"{proxy.address}/api",
        console=proxy.address,
        aws_endpoint=aws.endpoint,
        tenant=tenant,
        user_pool_id=outputs["UserPoolId"],
        user_pool_client_id=outputs["UserPoolClientId"],
        users=demo["users"],
        webhooks=demo["webhooks"],
        table=outputs["TableName"],
        clock_arn=outputs["ClockArn"],
        sweep_function=outputs["SweepFunction"],
        smtp=inbox.address if tenants.inbound_domain else "",
    )


def _demo(aws: EmbeddedAws, tenant: str, api: str, outputs: dict[str, str]) -> dict[str, Any]:
    """Return the demo team's people and webhooks, created on the first start and remembered with the data."""
    note = f"demo-{tenant}"
    demo: dict[str, Any] | None = notes.get(aws.endpoint, note)
    if demo is None:
        with step("Setting up the demo team"):
            email = str(_tenant_file(tenant).rainmaker.email)
            rainmaker = Caller(api, aws.endpoint, outputs["UserPoolClientId"], email, PASSWORD)
            users, webhooks = seed(rainmaker, outputs["UserPoolId"])
        demo = {"users": users, "webhooks": webhooks}
        notes.put(aws.endpoint, note, demo)
    return demo


def _tenant() -> str:
    return os.environ.get("TENANT") or "demo"


def _tenant_file(tenant: str) -> "TenantFile":
    from infra.tenant_file import TenantFile, TenantFileError

    try:
        return TenantFile.read(tenant)
    except TenantFileError as problem:
        raise Broken(str(problem)) from None


def _post_sample_lead(stack: Stack) -> None:
    """Post one signed lead and wait until an agent is offered it, to show that the whole way works."""
    rainmaker = stack_file.as_member(stack, "rainmaker")
    with step("Posting a sample lead"), ThreadPoolExecutor() as meanwhile:
        meanwhile.submit(rainmaker.ask, "GET", "/me")  # a function's first call takes seconds: not one by one
        lead_id, name = lead.post(stack["api"], stack["webhooks"][0])
        seen = _wait_for_offer(rainmaker, lead_id)
    print(f"  {name}: {_describe(seen, stack['users'])}\n  make watch LEAD={lead_id}", flush=True)


def _describe(seen: dict[str, Any], users: list[User]) -> str:
    offer = seen.get("offer")
    if not offer:
        return str(seen["state"])
    agents = ", ".join(user["email"] for user in users if user["agent_id"] in offer["agent_ids"])
    return f"offered to {agents} until {offer['deadline']}"


def _wait_for_offer(rainmaker: Caller, lead_id: str) -> dict[str, Any]:
    give_up_at = time.monotonic() + OFFER_SECONDS
    while True:
        seen: dict[str, Any] = rainmaker.ask("GET", f"/leads/{lead_id}")
        if seen["state"] != "unrouted":
            return seen
        if time.monotonic() > give_up_at:
            raise Broken(f"Lead {lead_id} was not routed within {OFFER_SECONDS} s (log: {places.ENGINE_LOG}).")
        time.sleep(0.1)


def _stay(aws: EmbeddedAws, stop: threading.Event, followed: Sequence[Refreshed | logs.Follower]) -> None:
    while not stop.wait(LOOK_SECONDS):
        if not aws.alive():
            raise Broken(f"The embedded AWS ended unexpectedly; what was not saved is lost (log: {places.ENGINE_LOG}).")
        for line in (line for one in followed for line in one.new_lines()):
            print(line, flush=True)


def _stop_signals() -> threading.Event:
    """Return an event that Ctrl-C, SIGTERM and a closed terminal set. Before the run is ready they interrupt it."""
    stop = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        del number, frame
        if stop.is_set():
            return  # already stopping: saving the data takes a moment
        stop.set()
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, handle)
    return stop


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print a step's title, and how long it took."""
    started = time.monotonic()
    print(f"· {title} … ", end="", flush=True)
    try:
        yield
    except BaseException:
        print("stopped", flush=True)
        raise
    print(f"{time.monotonic() - started:.1f} s", flush=True)
