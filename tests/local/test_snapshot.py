"""Are snapshots made once, copied completely, and used only for the same code?"""

from datetime import UTC, datetime

import pytest

from local.snapshot import KEPT, StackSnapshots, key

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def run(tmp_path):
    """Provide a function that creates a run's folder, with the snapshots as that run sees them."""

    def make(name, **files):
        for path, text in files.items():
            file = tmp_path / name / path.replace("_", "/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        parts = (tmp_path / name / "engine", tmp_path / name / "buckets")
        return StackSnapshots(tmp_path / "snapshots", parts), tmp_path / name

    return make


def test_a_run_starts_from_a_snapshot_that_another_kept(run):
    first, _ = run("first", engine_state="all of it", buckets_file="a file")
    with first.turn():
        first.keep("key")
    second, folder = run("second")
    with second.turn():
        assert second.restore("key")
    assert [(folder / name).read_text() for name in ("engine/state", "buckets/file")] == ["all of it", "a file"]


def test_changes_of_a_run_do_not_affect_the_snapshot(run):
    first, folder = run("first", engine_state="kept", buckets_file="a file")
    with first.turn():
        first.keep("key")
    (folder / "engine" / "state").write_text("changed later")
    second, other = run("second")
    with second.turn():
        assert second.restore("key")
    assert (other / "engine" / "state").read_text() == "kept"


def test_a_missing_snapshot_is_not_restored(run):
    snapshots, folder = run("first")
    with snapshots.turn():
        assert not snapshots.restore("key")
    assert not folder.exists()


def test_only_a_run_without_data_needs_one(run):
    empty, _ = run("empty")
    used, folder = run("used", engine_state="data")
    assert (empty.needed(), used.needed()) == (True, False)
    (folder / "engine" / "state").unlink()
    assert used.needed()


def test_only_the_newest_snapshots_are_kept(run, tmp_path):
    snapshots, _ = run("first", engine_state="x", buckets_file="x")
    with snapshots.turn():
        for number in range(KEPT + 2):
            snapshots.keep(f"key{number}")
    there = {path.name for path in (tmp_path / "snapshots").iterdir() if path.is_dir()}
    assert len(there) == KEPT
    assert f"key{KEPT + 1}" in there


@pytest.mark.parametrize("name", ["shared/environment/base.py", "local/demo/seed.py"])
def test_a_change_of_deployed_or_seeding_code_needs_another_snapshot(tmp_path, name):
    file = tmp_path / name
    file.parent.mkdir(parents=True)
    file.write_text("before")
    before = key(tmp_path, "demo", NOON)
    file.write_text("after")
    assert key(tmp_path, "demo", NOON) != before


def test_another_tenant_or_day_needs_another_snapshot(tmp_path):
    day = NOON.replace(day=6)
    assert len({key(tmp_path, "demo", NOON), key(tmp_path, "acme", NOON), key(tmp_path, "demo", day)}) == 3
