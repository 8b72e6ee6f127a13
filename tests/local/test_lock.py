"""One run per folder."""

import os

import pytest

from local import lock, places


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "LOCAL", tmp_path)
    monkeypatch.setattr(places, "LOCK", tmp_path / "lock")


def test_a_second_start_is_told_who_runs():
    with lock.held(), pytest.raises(lock.AlreadyRunning, match=f"process {os.getpid()}"), lock.held():
        pass


def test_after_a_run_the_next_may_start():
    with lock.held():
        assert lock.holder() == os.getpid()
    assert lock.holder() is None
    with lock.held():
        pass


def test_a_run_that_failed_leaves_no_lock():
    with pytest.raises(OSError, match="broken"), lock.held():
        raise OSError("broken")
    assert places.LOCK.read_text() == ""


def test_the_number_of_a_run_that_was_killed_means_nothing():
    places.LOCK.write_text(str(os.getpid()))
    assert lock.holder() is None
    with lock.held():
        pass
