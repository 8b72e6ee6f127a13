"""Does `make test-fast` skip only tests that a change cannot affect?"""

import json

import pytest

from local.fast import choose, console
from local.fast.imports import ImportGraph
from local.fast.state import Result, State, results

FILES = {
    "pyproject.toml": "",
    "docs/api.md": "",
    "shared/__init__.py": "",
    "shared/domain/__init__.py": "",
    "shared/domain/lead.py": "",
    "shared/domain/claim.py": "from shared.domain.lead import Lead\n",
    "shared/domain/report.py": "",
    "functions/claim/handler.py": "from shared.domain import claim\n",
    "functions/lost/paths.json": "{}",
    "infra/app.py": "ROOT = __file__\n",
    "tests/make.py": "from shared.domain import lead\n",
    "tests/conftest.py": "from shared import domain\n",
    "tests/functions/conftest.py": "import tests.make\n",
    "tests/functions/samples/adf.xml": "",
    "tests/functions/test_claim.py": "def test_it():\n    from functions.claim import handler\n",
    "tests/domain/test_claim.py": "from shared.domain import claim\n",
    "tests/domain/test_report.py": "from shared.domain import report\n",
    "tests/domain/test_patched.py": "NAME = 'shared.domain.report.tell'\n",
    "tests/infra/test_app.py": "import infra.app\n",
    "tests/e2e/test_way.py": "",
}
ALL = {name for name in FILES if "/test_" in name and "e2e" not in name}


@pytest.fixture
def checkout(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def present(checkout):
    return sorted(path.relative_to(checkout).as_posix() for path in checkout.rglob("*") if path.is_file())


def due_after(checkout, change):
    green, _ = choose.due(checkout, present(checkout), {})
    change()
    return set(choose.due(checkout, present(checkout), green)[0])


def test_without_a_record_all_tests_that_need_no_stack_are_due(checkout):
    assert set(choose.due(checkout, present(checkout), {})[0]) == ALL


def test_a_passed_and_unchanged_test_is_not_due(checkout):
    assert due_after(checkout, lambda: None) == set()


@pytest.mark.parametrize(("name", "expected"), [
    pytest.param("shared/domain/report.py", {"domain/test_report.py", "domain/test_patched.py", "infra/test_app.py"},
                 id="what two tests speak of, one by its name in a text"),
    pytest.param("shared/domain/lead.py", {"domain/test_claim.py", "functions/test_claim.py", "infra/test_app.py"},
                 id="what is imported behind"),
    pytest.param("functions/claim/handler.py", {"functions/test_claim.py", "infra/test_app.py"},
                 id="what is imported inside a test"),
    pytest.param("tests/make.py", {"functions/test_claim.py", "infra/test_app.py"}, id="what a conftest imports"),
    pytest.param("tests/functions/samples/adf.xml", {"functions/test_claim.py", "infra/test_app.py"},
                 id="a sample of a level"),
    pytest.param("docs/api.md", {"infra/test_app.py"}, id="what only a file that looks around can read"),
    pytest.param("tests/domain/test_claim.py", {"domain/test_claim.py", "infra/test_app.py"}, id="a test itself"),
])  # fmt: skip
def test_a_change_makes_every_test_due_that_may_depend_on_it(checkout, name, expected):
    def change():
        (checkout / name).write_text(FILES[name] + " \n#" if name.endswith(".py") else " ")

    assert due_after(checkout, change) == {f"tests/{one}" for one in expected}


@pytest.mark.parametrize("name", [
    pytest.param("pyproject.toml", id="settings"),
    pytest.param("tests/conftest.py", id="the conftest above all"),
    pytest.param("shared/__init__.py", id="what stands above all that is imported"),
    pytest.param("functions/lost/paths.json", id="the product's data"),
])  # fmt: skip
def test_a_change_of_shared_files_makes_all_tests_due(checkout, name):
    assert due_after(checkout, lambda: (checkout / name).write_text("[1]")) == ALL


def test_a_new_module_that_replaces_a_name_is_noticed(checkout):
    (checkout / "tests/domain/test_report.py").write_text("from shared.domain import report, later\n")

    def change():
        (checkout / "shared/domain/later.py").write_text("")

    assert due_after(checkout, change) == {"tests/domain/test_report.py", "tests/infra/test_app.py"}


def test_a_deleted_module_is_noticed(checkout):
    expected = {f"tests/{name}" for name in ("domain/test_report.py", "domain/test_patched.py", "infra/test_app.py")}
    assert due_after(checkout, (checkout / "shared/domain/report.py").unlink) == expected


def test_a_relative_import_is_refused_rather_than_missed(checkout):
    (checkout / "shared/domain/claim.py").write_text("from . import lead\n")
    with pytest.raises(ValueError, match="relative import"):
        ImportGraph(checkout, present(checkout)).behind("tests/domain/test_claim.py")


def test_uncommitted_tests_come_first_then_quick_ones():
    names = ["tests/domain/test_a.py", "tests/domain/test_b.py", "tests/domain/test_c.py"]
    seconds = {names[0]: 3.0, names[1]: 2.0, names[2]: 9.0}
    assert choose.fitting(names, seconds, {names[2]}, 100) == ([names[2], names[1], names[0]], [])


def test_tests_that_do_not_fit_are_left_for_the_next_run():
    names = ["tests/domain/test_a.py", "tests/domain/test_b.py"]
    assert choose.fitting(names, {names[0]: 7.0, names[1]: 8.0}, set(), 10) == (names[:1], names[1:])


def test_a_test_longer_than_the_budget_runs_all_the_same():
    assert choose.fitting(["tests/infra/test_a.py"], {}, set(), 0.1) == (["tests/infra/test_a.py"], [])


def test_a_report_says_for_each_file_whether_all_of_it_passed(tmp_path):
    report = tmp_path / "fast.xml"
    report.write_text(
        '<testsuites><testsuite><testcase classname="tests.domain.test_a" name="test_x" time="1.5"/>'
        '<testcase classname="tests.domain.test_a" name="test_y" time="1"/>'
        '<testcase classname="tests.domain.test_b" name="test_x" time="1"><failure/></testcase>'
        '<testcase classname="tests.domain.test_b" name="test_y" time="1"/>'
        '<testcase classname="" name="tests.domain.test_c" time="0"><error/></testcase></testsuite></testsuites>'
    )
    names = [f"tests/domain/test_{letter}.py" for letter in "abcd"]
    assert results(report, names) == {
        names[0]: Result(2.5, passed=True),
        names[1]: Result(2.0, passed=False),
        names[2]: Result(0.0, passed=False),
    }


def test_an_unreadable_record_counts_as_empty(tmp_path):
    path = tmp_path / "fast.json"
    assert State.read(path) == State()
    path.write_text('{"of": "another version"}')
    assert State.read(path) == State()
    State(green={"a": "b"}).write(path)
    assert json.loads(path.read_text())["green"] == State.read(path).green == {"a": "b"}


PARTS = {"console/src/ui/Page.tsx": "1", "console/tests/size.test.ts": "1", "console/src/words/es.po": "1"}


@pytest.fixture
def parts(tmp_path):
    (tmp_path / "console/tests").mkdir(parents=True)
    (tmp_path / "console/tests/size.test.ts").write_text("import { readFileSync } from 'node:fs'\n")
    return tmp_path


@pytest.mark.parametrize(("changes", "expected"), [
    pytest.param({}, None, id="nothing"),
    pytest.param({"console/src/ui/Page.tsx": "2"}, ["related", "--run", "src/ui/Page.tsx", "tests/size.test.ts"],
                 id="a part: what imports it, and what reads files"),
    pytest.param({"console/src/words/es.po": "2"}, ["run"], id="words"),
    pytest.param({"console/package-lock.json": "1"}, ["run"], id="packages"),
    pytest.param({"console/src/api/schema.d.ts": "1"}, ["run"], id="types"),
])  # fmt: skip
def test_the_consoles_tests_that_depend_on_a_change_are_run(parts, changes, expected):
    assert console.command(parts, PARTS, PARTS | changes) == expected


def test_after_a_deletion_or_without_a_record_all_tests_of_the_console_run(parts):
    assert console.command(parts, PARTS | {"console/src/ui/Gone.tsx": "1"}, PARTS) == ["run"]
    assert console.command(parts, {}, PARTS) == ["run"]
