"""Start, reach and stop the embedded AWS from outside.

It enforces IAM: a function may do what its role allows, and `CREDENTIALS` may do everything.
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
from local.private import UMASK, make_private
from local.problems import Broken

type Client = Any
"""Stand for a boto3 client: boto3 creates its type at run time."""

REGION = "us-east-1"
ACCOUNT = "000000000000"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
"""Hold the account's root credentials, for local tools only. Functions get those of their roles."""
READY_SECONDS = 300  # an engine that cannot start ends by itself
SAVE_SECONDS = 150


class EmbeddedAws:
    """Represent one engine process, with its state below `places.LOCAL`.

    Args:
        port: to listen on.
        address: the one address of this run, which functions put into links.
    """

    def __init__(self, port: int, address: str) -> None:
        self.endpoint = f"http://{HOST}:{port}"
        self._port = port
        self._address = address
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, inherit: IO[Any]) -> None:
        """Start and wait until it answers.

        Args:
            inherit: an open file that the engine keeps open as long as it lives: the run's lock.

        Raises:
            Broken: it ended, or did not answer in time.
        """
        for folder in (places.LOCAL, places.ENGINE_STATE, places.ENGINE_BUCKETS, places.TEMPORARY):
            make_private(folder)
        places.ENGINE_LOG.touch(mode=0o600)
        with places.ENGINE_LOG.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "local.engine"],
                cwd=places.ROOT,
                env=self._own_environment(),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                umask=UMASK,  # it writes the keys that sign tokens, and everybody's data
                start_new_session=True,  # Ctrl-C in the terminal is handled by us
                pass_fds=(inherit.fileno(),),
            )
        self._wait_until_ready()

    def alive(self) -> bool:
        """Return whether the engine is still running."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> bool:
        """Ask the engine to save its state and end; kill it if it does not. Return whether it saved."""
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
        """Return our environment, with every AWS SDK and the CDK pointed at this engine only."""
        mine = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        return mine | {
            **CREDENTIALS,
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "RELEVO_ARCHITECTURE": "host",
            "CDK_DISABLE_VERSION_CHECK": "1",  # no requests to the network
            "CDK_DISABLE_CLI_TELEMETRY": "1",
        }

    def _own_environment(self) -> dict[str, str]:
        # The engine passes its environment on to the functions: it must hold nothing of the user's AWS settings.
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
            "PYTHONPATH": "",  # a function sees only its asset and its layers
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
    """Return a boto3 client of the embedded AWS at `endpoint`, independent of the user's own AWS settings."""
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
