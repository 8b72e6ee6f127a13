"""Does a budget refuse a measurement that exceeds it, and say of what and by how much?"""

from datetime import date

import pytest

from tests.budgets.__main__ import measured, rendered, table, write
from tests.budgets.budget import FILE, NoBudget, OverBudget, budget, read

TODAY = date(2030, 1, 2)


@pytest.fixture
def file(tmp_path):
    """Return a file with one budget, for the calls of `GET /leads`."""
    path = tmp_path / "budgets.toml"
    path.write_text("""
[calls]
about = "Calls of an operation."
unit = "calls"
[calls.budgets]
"GET /leads" = { allowed = 5, date = 2026-11-29, why = "two pages", parts = { Query = 3, GetItem = 2 } }
""")
    return path


@pytest.fixture
def calls(file, tmp_path):
    """Return a function that gives the budget of an operation's calls."""
    return lambda name: budget("calls", name, file=file, kept=tmp_path / "kept")


@pytest.mark.parametrize("spent", [0, 4, 5])
def test_a_measurement_within_the_budget_passes(calls, spent):
    calls("GET /leads").hold(spent)


def test_a_measurement_over_the_budget_says_by_how_much_since_when_and_what_has_grown(calls):
    with pytest.raises(OverBudget) as refused:
        calls("GET /leads").hold(8, {"Query": 4, "GetItem": 2, "Scan": 2})
    assert str(refused.value).splitlines() == [
        "calls/GET /leads: 8 calls, 3 more than the 5 allowed",
        "  allowed since 2026-11-29: two pages",
        "  grown since then: Scan 2 (was 0), Query 4 (was 3)",
        "  save them, or say why they are worth it: python -m tests.budgets write 'calls/GET /leads' --why REASON",
    ]


@pytest.mark.parametrize("kind", ["calls", "nothing"])
def test_a_measurement_without_a_budget_is_refused(file, tmp_path, kind):
    with pytest.raises(NoBudget, match=f"no budget of {kind}/GET /tasks"):
        budget(kind, "GET /tasks", file=file, kept=tmp_path).hold(1)


def advised(file, tmp_path):
    return {" ".join(line.split()) for line in table(read(file), measured(tmp_path / "kept"))}


def test_the_table_shows_what_is_over_what_has_room_and_what_has_no_budget(calls, file, tmp_path):
    assert advised(file, tmp_path) == {"calls/GET /leads not measured 5"}
    calls("GET /leads").hold(5)
    with pytest.raises(NoBudget):
        calls("GET /tasks").hold(2)
    assert advised(file, tmp_path) == {
        "calls/GET /leads 5 5",
        "calls/GET /tasks 2 none has no budget: write one",
    }
    calls("GET /leads").hold(3)
    assert "calls/GET /leads 3 5 40 % slack: lock the gain in" in advised(file, tmp_path)
    with pytest.raises(OverBudget):
        calls("GET /leads").hold(7)
    assert "calls/GET /leads 7 5 2 calls over" in advised(file, tmp_path)


@pytest.mark.parametrize("wanted", ["calls/", "calls/GET /leads"])
def test_a_measurement_can_become_the_budget(calls, file, tmp_path, wanted):
    calls("GET /leads").hold(3, {"Query": 3})
    new = write(read(file), measured(tmp_path / "kept"), [wanted], 'one page, "lean"', TODAY)
    file.write_text(rendered(new))
    assert read(file)["calls"] == {
        "about": "Calls of an operation.",
        "unit": "calls",
        "budgets": {"GET /leads": {"allowed": 3, "date": TODAY, "why": 'one page, "lean"', "parts": {"Query": 3}}},
    }


def test_what_was_not_measured_cannot_become_a_budget(file, tmp_path):
    with pytest.raises(KeyError, match="not measured: calls/GET /tasks"):
        write(read(file), measured(tmp_path / "kept"), ["calls/GET /tasks"], "why not", TODAY)


def test_the_budget_file_has_the_format_that_the_command_writes():
    """Then writing one number changes one line."""
    assert FILE.read_text(encoding="utf-8") == rendered(read())


def test_every_budget_has_a_number_a_date_and_a_reason():
    for kind in read().values():
        for one in kind["budgets"].values():
            assert one["allowed"] > 0
            assert isinstance(one["date"], date)
            assert one["why"]
