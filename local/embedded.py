"""The embedded AWS from outside: start it, reach it, stop it.

It enforces IAM: a function may do there what its role may, and who has `CREDENTIALS` may do everything.
"""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import IO, Any

import boto3
from botocore.config import Config

from local import places
from local.ports import HOST
from local.problems import Broken

type Client = Any
"""A boto3 client: made while running, so its type is too."""

REGION = "us-east-1"
ACCOUNT = "000000000000"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
"""The account's root, for us alone. Functions get those of their roles."""
READY_SECONDS = 300  # it ends by itself where it cannot start
SAVE_SECONDS = 150


class EmbeddedAws:
    """One engine process, its state below `places.LOCAL`.

    Args:
        port: to listen on.
        address: the one address of this run, for functions to speak of.
    """

    def __init__(self, port: int, address: str) -> None:
        self.endpoint = f"http://{HOST}:{port}"
        self._port = port
        self._address = address
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, inherit: IO[Any]) -> None:
        """Start and wait until it answers.

        Args:
            inherit: an open file the engine keeps open as long as it lives: the run's lock.

        Raises:
            Broken: it ended, or did not answer in time.
        """
        for folder in (places.ENGINE_STATE, places.ENGINE_BUCKETS, places.TEMPORARY):
            folder.mkdir(parents=True, exist_ok=True)
        with places.ENGINE_LOG.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "local.engine"],
                cwd=places.ROOT,
                env=self._own_environment(),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C in the terminal is ours to handle
                pass_fds=(inherit.fileno(),),
            )
        self._wait_until_ready()

    def alive(self) -> bool:
        """Whether the engine still runs."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> bool:
        """Ask it to save its state and end, and insist in the end; whether it saved."""
        if self._process is None or self._process.poll() is not None:
            return False
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(SAVE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return False
        return True

    def environment(self) -> dict[str, str]:
        """Our environment, with any SDK or CDK under it pointed at this engine and nowhere else."""
        mine = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return mine | {
            **CREDENTIALS,
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "RELEVO_ARCHITECTURE": "host",
            "CDK_DISABLE_VERSION_CHECK": "1",  # no looking around on the network
            "CDK_DISABLE_CLI_TELEMETRY": "1",
        }

    def _own_environment(self) -> dict[str, str]:
        # The engine hands its environment on to the functions: nothing of the person's AWS may be in it.
        mine = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return mine | {
            **CREDENTIALS,
            "AUTH": "true",
            "BIND_HOST": HOST,
            "GATEWAY_PORT": str(self._port),
            "RELEVO_ADDRESS": self._address,
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(places.ENGINE_STATE),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(places.ENGINE_BUCKETS),
            "MINISTACK_REGION": REGION,
            "DOCKER_HOST": "unix:///nonexistent",  # never look for a docker daemon
            "TMPDIR": str(places.TEMPORARY),
            "PYTHONPATH": "",  # a function sees its asset and its layers
        }

    def _wait_until_ready(self) -> None:
        patience = time.monotonic() + READY_SECONDS
        while time.monotonic() < patience:
            if not self.alive():
                raise Broken(f"The embedded AWS ended while starting: {_last_line()}  (log: {places.ENGINE_LOG})")
            try:
                with urllib.request.urlopen(f"{self.endpoint}/_ministack/ready", timeout=2):  # noqa: S310 - our own address
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise Broken(f"The embedded AWS did not answer within {READY_SECONDS} s (log: {places.ENGINE_LOG})")


def client(service: str, endpoint: str) -> Client:
    """A boto3 client of the embedded AWS at `endpoint`, whatever the person's own AWS settings are."""
    return boto3.client(
        service,  # type: ignore[call-overload]  # any service, by name
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        config=Config(retries={"max_attempts": 2}, read_timeout=30),
    )


def _last_line() -> str:
    lines = places.ENGINE_LOG.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "no output"
