"""Is exactly the right code shipped, with bytecode that Lambda can use?"""

import importlib.util
import re
import sys

import pytest

from infra import wiring
from infra.assets import ROOT, Architecture, Assets

UNCHECKED_HASH = 0b01


@pytest.fixture
def root(tmp_path):
    """Create a small checkout."""
    files = {
        "shared/__init__.py": "",
        "shared/domain/__init__.py": "",
        "shared/domain/leads/claim.py": "def claim():\n    from shared.domain import late\n",
        "shared/domain/late.py": "import shared.store.table\nif TYPE_CHECKING:\n    import shared.domain.for_types\n",
        "shared/domain/for_types.py": "",
        "shared/domain/unused.py": "1 / 0\n",
        "shared/store/table.py": "",
        "shared/__pycache__/old.cpython-313.pyc": "stale",
        "functions/__init__.py": "",
        "functions/claim/handler.py": "from shared.domain.leads.claim import claim\n",
        "functions/claim/paths.json": "{}",
        "functions/route/handler.py": "1 / 0\n",
        "tests/test_claim.py": "",
        "requirements/base.lock": "wheel==1 --hash=sha256:0\n",
    }
    for name, text in files.items():
        path = tmp_path / "checkout" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "checkout"


@pytest.fixture
def installed():
    """Record what the installer was asked for."""
    return []


@pytest.fixture
def assets(root, installed):
    def install(lock, target, wheels_for):
        installed.append((lock.name, wheels_for))
        for name in ("pkg/__init__.py", "pkg/tests/test_it.py", "bin/tool", "phonenumbers/geodata/data.py"):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_text("")

    return Assets(Architecture.ARM64, root=root, install=install)


def names(folder):
    files = (file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return {file.relative_to(folder).as_posix() for file in files}


def test_a_function_ships_the_bytecode_of_its_own_folder_and_of_what_that_imports_only(assets):
    folder = assets.function("claim").path
    assert names(folder) == {
        "shared/__init__.pyc",
        "shared/domain/__init__.pyc",
        "shared/domain/leads/claim.pyc",
        "shared/domain/late.pyc",
        "shared/store/table.pyc",
        "functions/__init__.pyc",
        "functions/claim/handler.pyc",
        "functions/claim/paths.json",
    }
    assert not list(folder.rglob("__pycache__"))


def test_bytecode_is_of_this_python_and_never_checked(assets):
    for path in assets.function("claim").path.rglob("*.pyc"):
        data = path.read_bytes()
        assert data[:4] == importlib.util.MAGIC_NUMBER
        assert int.from_bytes(data[4:8], "little") == UNCHECKED_HASH


def test_docstrings_are_not_shipped(assets, root):
    (root / "functions/claim/handler.py").write_text('"""Told to readers only."""\n')
    assert b"Told to readers" not in (assets.function("claim").path / "functions/claim/handler.pyc").read_bytes()


def test_bytecode_names_the_path_in_lambda_not_where_it_was_built(assets, root):
    for path in assets.function("claim").path.rglob("*.pyc"):
        assert str(root).encode() not in path.read_bytes()


def test_equal_content_has_the_same_digest_in_any_folder(assets, root, tmp_path):
    elsewhere = root.rename(tmp_path / "elsewhere")
    again = Assets(Architecture.X86_64, root=elsewhere)
    assert again.function("claim").digest == assets_digest(elsewhere)


def assets_digest(root):
    return Assets(Architecture.ARM64, root=root, out=root / "other").function("claim").digest


def test_a_digest_changes_only_with_what_is_shipped(assets, root):
    before = assets.function("claim").digest
    (root / "functions/route/handler.py").write_text("2 / 0\n")
    (root / "tests/test_claim.py").write_text("changed")
    assert assets.function("claim").digest == before
    (root / "shared/domain/leads/claim.py").write_text("def claim(): return 1\n")
    assert assets.function("claim").digest != before


def test_layers_are_installed_once_per_lock(assets, root, installed):
    assert assets.layer("base") == assets.layer("base")
    assert installed == [("base.lock", "aarch64-manylinux2014")]
    (root / "requirements/base.lock").write_text("wheel==2 --hash=sha256:0\n")
    assets.layer("base")
    assert len(installed) == 2


def test_a_layer_is_trimmed_and_compiled(assets):
    folder = assets.layer("base").path
    assert names(folder) == {"python/pkg/__init__.py"}
    (compiled,) = folder.rglob("*.pyc")
    assert compiled == folder / importlib.util.cache_from_source("python/pkg/__init__.py")
    assert int.from_bytes(compiled.read_bytes()[4:8], "little") == UNCHECKED_HASH


def test_for_the_host_layers_are_installed_for_the_host(root, installed):
    def install(lock, target, wheels_for):
        target.mkdir(parents=True)
        installed.append(wheels_for)

    Assets(Architecture.of_host(), on_host=True, root=root, install=install).layer("base")
    assert installed == [None]


def test_a_module_that_does_not_compile_is_not_staged(assets, root, capsys):
    (root / "shared/broken.py").write_text("def:\n")
    with pytest.raises(RuntimeError, match="does not compile"):
        assets.function("claim")
    assert not list((root / ".build/assets").glob("function-*"))


def test_bytecode_is_compiled_by_the_python_that_runs_it():
    assert sys.version_info[:2] == (3, 13)


@pytest.mark.parametrize("wired", wiring.FUNCTIONS, ids=lambda wired: wired.name)
def test_the_wired_handler_exists(wired):
    module, _, name = wired.entry.rpartition(".")
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    assert path.is_file()
    assert re.search(rf"^{name} = ", path.read_text(), re.MULTILINE)
