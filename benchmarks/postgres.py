"""Run a PostgreSQL of our own in a temporary folder, to compare with: reached by its socket only."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = (*map(Path, os.environ["PATH"].split(":")), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs; None where it is not installed."""
    return next((place for place in PLACES if (place / "initdb").exists() and (place / "pg_ctl").exists()), None)


@contextmanager
def cluster() -> Iterator[str | None]:
    """Yield how to connect to a new, empty cluster with its own settings; None where PostgreSQL is not installed.

    It refuses to run as root; then it runs as the user `postgres`, or `nobody`.
    """
    if not (found := programs()):
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    user = _user()
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603 - our own arguments
            [found / program, *arguments],
            cwd=folder, user=user, env={"LC_ALL": "C"}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip

    data, options = str(folder / "data"), f"-c listen_addresses='' -c unix_socket_directories={folder}"
    try:
        run("initdb", "--pgdata", data, "--username", "bench", "--auth", "trust", "--encoding", "UTF8")
        run("pg_ctl", "--pgdata", data, "--options", options, "--log", str(folder / "log"), "--wait", "start")
        try:
            yield f"host={folder} user=bench dbname=postgres"
        finally:
            run("pg_ctl", "--pgdata", data, "--mode", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _user() -> str | None:
    """Return the user that it runs as, if that is another than ours."""
    if os.geteuid():
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)
