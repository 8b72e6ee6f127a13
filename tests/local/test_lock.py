"""Is there one run per folder?"""

import os

import pytest

from local import lock


@pytest.fixture
def path(tmp_path):
    return tmp_path / "lock"


def test_a_second_start_names_the_running_process(path):
    with lock.held(path), pytest.raises(lock.AlreadyRunning, match=f"process {os.getpid()}"), lock.held(path):
        pass


def test_after_a_run_the_next_may_start(path):
    with lock.held(path):
        assert lock.holder(path) == os.getpid()
    assert lock.holder(path) is None
    with lock.held(path):
        pass


def test_a_run_that_failed_leaves_no_lock(path):
    with pytest.raises(OSError, match="broken"), lock.held(path):
        raise OSError("broken")
    assert path.read_text() == ""


def test_the_process_id_of_a_killed_run_is_ignored(path):
    path.write_text(str(os.getpid()))
    assert lock.holder(path) is None
    with lock.held(path):
        pass
