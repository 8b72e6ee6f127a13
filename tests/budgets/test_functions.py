"""Does a cold start load, and a deployment upload, no more than was agreed?"""

import io
import sys
import zipfile
from collections import Counter

import pytest

from infra import wiring
from tests.budgets.budget import budget, read

NAMES = [wired.name for wired in wiring.FUNCTIONS]
FOLDERS = sorted({wired.folder for wired in wiring.FUNCTIONS})


def package(module):
    """Return the package of a module; Python's own count as one."""
    top = module.partition(".")[0]
    return "python" if top in sys.stdlib_module_names or top.startswith("_") else top


def zipped(folder):
    """Return the kB of a folder's zip, reproducibly, and of its subfolders, such as `shared/domain`."""
    buffer, rooms = io.BytesIO(), Counter()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            name = file.relative_to(folder)
            archive.writestr(zipfile.ZipInfo(name.as_posix()), file.read_bytes(), zipfile.ZIP_DEFLATED, 9)
            rooms["/".join(part for part in name.parts[:-1][:2] if part != "__pycache__")] += archive.infolist()[
                -1
            ].compress_size
    return len(buffer.getvalue()) / 1000, {room: round(size / 1000, 1) for room, size in sorted(rooms.items())}


@pytest.mark.parametrize("name", NAMES)
def test_a_cold_start_loads_no_more_modules_than_allowed(loaded, name):
    modules = loaded[name]["modules"]
    budget("modules", name).hold(len(modules), dict(sorted(Counter(map(package, modules)).items())))


@pytest.mark.parametrize("name", NAMES)
def test_a_room_adds_no_more_modules_than_allowed_when_it_is_opened_first(loaded, name, subtests):
    """Whoever asks for one of its operations waits for that, at the CPU of a call."""
    for room, modules in loaded[name]["rooms"].items():
        with subtests.test(room):
            budget("rooms", f"{name} {room}").hold(len(modules), dict(sorted(Counter(map(package, modules)).items())))


@pytest.mark.parametrize("name", NAMES)
def test_a_cold_start_never_looks_for_garbage_among_what_it_makes(loaded, name):
    assert loaded[name]["looks"] == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_cold_start_makes_clients_of_what_every_first_event_needs_alone(loaded, name):
    """Nor does it look into the folders of botocore's 400 other services."""
    assert set(loaded[name]["services"]) <= {"dynamodb", "stepfunctions"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_functions_zip_is_no_larger_than_allowed(staged, folder):
    budget("zipped", folder).hold(*zipped(staged[folder]))


def test_every_function_has_a_budget():
    assert set(read()["modules"]["budgets"]) == set(NAMES)
    assert set(read()["zipped"]["budgets"]) == set(FOLDERS)


def test_every_room_has_a_budget(loaded):
    assert set(read()["rooms"]["budgets"]) == {f"{name} {room}" for name in NAMES for room in loaded[name]["rooms"]}
