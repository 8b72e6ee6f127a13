"""Does `make dev` watch the right files, restart the affected functions, and report syntax errors?"""

import itertools
import os
from dataclasses import dataclass

import pytest

from local.live import files, room
from local.live.refreshed import Refreshed
from local.live.watch import FileWatch

CLAIM, SHARED = "functions/claim/handler.py", "shared/store/table.py"


@pytest.fixture
def checkout(tmp_path):
    for name in ("functions/__init__.py", CLAIM, "functions/lost/paths.json", SHARED, "infra/app.py", "README.md"):
        path = tmp_path / "checkout" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("ONE = 1\n")
    return tmp_path / "checkout"


class Pool:
    """Stand in for the engine's workers: one function per folder, and a record of requests."""

    def __init__(self, *rooms):
        self.rooms, self.asked = rooms, []

    def retire(self, paths):
        self.asked.append(("retire", *sorted(paths)))
        return [Worker(room) for room in self.rooms if files.concerns(paths, room)]

    def start(self, worker):
        self.asked.append(("start", worker.func_name))
        return 0.1


@dataclass(frozen=True)
class Worker:
    room: str

    @property
    def func_name(self):
        return f"relevo-{self.room}"


@pytest.fixture
def told():
    return []


@pytest.fixture
def pool():
    return Pool("claim", "lost")


@pytest.fixture
def watch(checkout, pool, told):
    return FileWatch(checkout, pool, told.append, pause=lambda _: None)


@pytest.mark.parametrize("name", [
    pytest.param(CLAIM, id="a function's module"),
    pytest.param("functions/lost/paths.json", id="data beside the code"),
    pytest.param("shared/new.py", id="a new file"),
])  # fmt: skip
def test_the_functions_files_are_watched(checkout, name):
    before = files.look(checkout)
    (checkout / name).write_text("TWO = 22\n")
    assert files.changed(before, files.look(checkout)) == {name}


@pytest.mark.parametrize("name", [
    pytest.param("infra/app.py", id="what is deployed with them"),
    pytest.param("README.md", id="a page"),
    pytest.param("functions/claim/__pycache__/handler.cpython-313.pyc", id="bytecode"),
    pytest.param("functions/claim/.handler.py.swp", id="an editor's file"),
    pytest.param("functions/claim/handler.py~", id="an editor's copy"),
])  # fmt: skip
def test_other_files_are_not_watched(checkout, name):
    before = files.look(checkout)
    (checkout / name).parent.mkdir(exist_ok=True)
    (checkout / name).write_text("TWO = 22\n")
    assert files.changed(before, files.look(checkout)) == set()


def test_a_deleted_file_is_a_change(checkout):
    before = files.look(checkout)
    (checkout / SHARED).unlink()
    assert files.changed(before, files.look(checkout)) == {SHARED}


def test_a_second_edit_of_the_same_size_in_the_same_second_is_a_change(checkout):
    os.utime(checkout / CLAIM, ns=(10**18, 10**18))
    before = files.look(checkout)
    os.utime(checkout / CLAIM, ns=(10**18, 10**18 + 1))
    assert files.changed(before, files.look(checkout)) == {CLAIM}


@pytest.mark.parametrize(("path", "concerned"), [
    pytest.param(CLAIM, {"claim"}, id="its own code"),
    pytest.param("functions/lost/paths.json", {"lost"}, id="data beside it"),
    pytest.param(SHARED, {"claim", "lost"}, id="shared code"),
    pytest.param("functions/__init__.py", {"claim", "lost"}, id="what stands above all"),
    pytest.param("functions/claiming/handler.py", set(), id="a folder whose name begins alike"),
])  # fmt: skip
def test_a_change_affects_the_functions_that_are_made_of_it(path, concerned):
    assert {name for name in ("claim", "lost") if files.concerns([path], name)} == concerned


def test_a_change_ends_the_workers_it_affects_and_starts_them_again(checkout, watch, pool, told):
    (checkout / CLAIM).write_text("TWO = 2\n")
    for _ in range(3):
        watch.step()
    assert pool.asked == [("retire", CLAIM), ("start", "relevo-claim")]
    assert told == [f"↻ {CLAIM}: relevo-claim starts again"]


def test_without_a_change_workers_are_left_alone(watch, pool):
    watch.step()
    assert pool.asked == []


def test_a_change_is_noticed_before_all_workers_are_started_again(checkout, watch, pool):
    (checkout / SHARED).write_text("TWO = 2\n")
    watch.step()
    watch.step()
    (checkout / CLAIM).write_text("THREE = 3\n")
    watch.step()
    watch.step()
    assert pool.asked == [("retire", SHARED), ("start", "relevo-claim"), ("retire", CLAIM), ("start", "relevo-claim")]


def test_workers_not_restarted_before_the_next_change_are_restarted_after_it(checkout, watch, pool):
    (checkout / SHARED).write_text("TWO = 2\n")
    watch.step()
    (checkout / CLAIM).write_text("THREE = 3\n")
    for _ in range(3):
        watch.step()
    started = [what for verb, *what in pool.asked if verb == "start"]
    assert started == [["relevo-claim"], ["relevo-lost"]]


def test_a_file_that_is_still_being_written_is_awaited(checkout, pool, told):
    rest = iter(["def whole", "def whole(): ...\n"])

    def write_on(_):
        if (text := next(rest, None)) is not None:
            (checkout / CLAIM).write_text(text)

    watch = FileWatch(checkout, pool, told.append, pause=write_on)
    (checkout / CLAIM).write_text("def wh")
    watch.step()
    assert pool.asked == [("retire", CLAIM)]
    assert not any(line.startswith("✗") for line in told)


def test_a_file_that_is_written_all_the_time_is_not_awaited_for_ever(checkout, pool, told):
    lines = itertools.count()
    watch = FileWatch(
        checkout, pool, told.append, pause=lambda _: (checkout / CLAIM).write_text(f"N = {next(lines)}\n")
    )
    (checkout / CLAIM).write_text("ONE = 11\n")
    watch.step()
    assert pool.asked == [("retire", CLAIM)]


def test_a_syntax_error_is_reported_with_its_line_and_the_old_code_goes_on(checkout, watch, pool, told):
    (checkout / CLAIM).write_text("ONE = 1\nif ONE\n")
    watch.step()
    assert pool.asked == []
    assert f"{CLAIM}, line 2: expected ':'\n    if ONE" in told[0]


def test_a_change_that_waited_for_a_fix_is_applied_with_it(checkout, watch, pool):
    (checkout / CLAIM).write_text("if ONE\n")
    (checkout / SHARED).write_text("TWO = 2\n")
    watch.step()
    (checkout / CLAIM).write_text("ONE = 1\n")
    watch.step()
    assert pool.asked == [("retire", CLAIM, SHARED)]


def test_a_deleted_module_is_no_error(checkout, watch, pool):
    (checkout / SHARED).unlink()
    watch.step()
    assert pool.asked == [("retire", SHARED)]


def test_bytecode_of_changed_files_is_deleted(checkout):
    compiled = checkout / "functions/claim/__pycache__/handler.cpython-313.pyc"
    compiled.parent.mkdir()
    compiled.touch()
    files.forget_bytecode(checkout, [CLAIM, "functions/lost/paths.json", "shared/gone.py"])
    assert not compiled.exists()


def test_a_function_finds_only_its_own_code_and_shared(checkout, tmp_path):
    folder = room.build(checkout, tmp_path / "out", "claim")
    assert room.build(checkout, tmp_path / "out", "claim") == folder
    assert (folder / CLAIM).samefile(checkout / CLAIM)
    assert (folder / SHARED).samefile(checkout / SHARED)
    assert sorted(path.name for path in folder.iterdir()) == ["functions", "live_entry.py", "shared"]
    assert sorted(path.name for path in (folder / "functions").iterdir()) == ["__init__.py", "claim"]


def test_a_message_is_shown_once_and_those_of_an_earlier_run_are_not(tmp_path):
    log = tmp_path / "dev.log"
    log.write_text("of an earlier run\n")
    told = Refreshed(log)
    with log.open("a") as written:
        written.write("first\nsecond\n")
    assert list(told.new_lines()) == ["first", "second"]
    assert list(told.new_lines()) == []
