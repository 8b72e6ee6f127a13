"""Does a run against stacks begin with what takes longest, and is every scope that is to begin first a scope?"""

from types import SimpleNamespace

from tests.e2e.stacks import FIRST, OWN, ROOT, longest_first, scope

E2E = ROOT / "tests" / "e2e"


def item(path, slow=False):
    return SimpleNamespace(nodeid=f"tests/e2e/{path}", get_closest_marker=lambda name: slow and name == "slow")


def test_what_waits_longest_begins_first_then_the_largest_scopes_then_slow_tests():
    quick, slow, special = item("test_plan.py::a"), item("test_absences.py::a", slow=True), item("test_kills.py::a")
    together = [item(f"api/test_matrix.py::{number}") for number in "ab"]
    tests = [quick, slow, *together, special]
    longest_first(tests)
    assert tests == [special, *together, slow, quick]


def test_every_scope_that_begins_first_has_tests():
    scopes = {scope(f"tests/{path.relative_to(ROOT / 'tests')}::a") for path in E2E.rglob("test_*.py")}
    assert set(FIRST) | set(OWN.values()) <= scopes
