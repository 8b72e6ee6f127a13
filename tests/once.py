"""Make something once for all processes of a test run."""

import fcntl
import os
import shutil


def once(tmp_path_factory, name, make):
    """Return the folder `name` of this test run, filled by `make(folder)` in the first process that asks for it.

    Others wait until it is filled. If `make` failed, the next process tries again.
    """
    base = tmp_path_factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, made = run / name, run / f"{name}.made"
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            made.touch()
    return folder
