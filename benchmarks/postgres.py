"""Run a private PostgreSQL for what we are compared with: in a folder of its own, reached by a socket in it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

READY_SECONDS = 120
ACCOUNTS = ("postgres", "nobody")  # PostgreSQL refuses to run as root


@contextmanager
def running_postgres() -> Iterator[str | None]:
    """Yield how to connect to an empty database; None if PostgreSQL is not installed."""
    programs = _programs()
    if programs is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        account = _account()
        if account:
            shutil.chown(folder, account, pwd.getpwnam(account).pw_gid)
        quiet: dict[str, Any] = {"user": account, "cwd": folder, "stdout": subprocess.DEVNULL,
                                 "stderr": subprocess.DEVNULL}  # fmt: skip
        data = f"{folder}/data"
        initdb = [str(programs / "initdb"), "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(initdb, check=True, **quiet)  # noqa: S603 - PostgreSQL's own command
        server = subprocess.Popen(  # noqa: S603
            [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"], **quiet
        )
        try:
            _wait_until_ready(programs, folder, server)
            yield f"host={folder} user=bench dbname=postgres"
        finally:
            server.terminate()
            server.wait()


def _programs() -> Path | None:
    """Return the folder with PostgreSQL's programs."""
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    found = shutil.which("initdb")
    folders += [Path(found).resolve().parent] if found else []
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def _account() -> str | None:
    """Return whom to run it as: oneself, unless that is root."""
    if os.getuid():
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return next(name for name in ACCOUNTS if name in known)


def _wait_until_ready(programs: Path, folder: str, server: subprocess.Popen[bytes]) -> None:
    patience = time.monotonic() + READY_SECONDS
    while time.monotonic() < patience and server.poll() is None:
        if not subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False).returncode:  # noqa: S603
            return
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start")
