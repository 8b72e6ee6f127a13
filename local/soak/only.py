"""Run one test, by the whole name that a report gives it: a plugin of pytest (`-p local.soak.only --only=…`).

pytest finds no test by the name of an argument that schemathesis gave it, such as `test[PUT /leads/{lead_id}]`.
"""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names the test."""
    parser.addoption("--only", required=True, metavar="NAME", help="run this test alone")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out all other tests.

    Raises:
        pytest.UsageError: there is no test of this name.
    """
    wanted: str = config.getoption("--only")
    found = [item for item in items if item.nodeid == wanted]
    if not found:
        raise pytest.UsageError(f"there is no test {wanted}")
    config.hook.pytest_deselected(items=[item for item in items if item not in found])
    items[:] = found
