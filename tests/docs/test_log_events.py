"""Does docs/operations.md list every event that the code logs, with its level and fields?"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEVELS = ("debug", "info", "warning", "error", "exception", "critical")


def logged(path):
    """Yield the line, event, level and named fields of each log call in a file; the event is None if no literal."""
    for call in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in LEVELS):
            continue
        if not (isinstance(call.func.value, ast.Name) and call.func.value.id == "logger"):
            continue
        event = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
        extra = next((keyword.value for keyword in call.keywords if keyword.arg == "extra"), None)
        keys = extra.keys if isinstance(extra, ast.Dict) else []
        yield call.lineno, event, call.func.attr, {key.value for key in keys if isinstance(key, ast.Constant)}


def documented():
    """Return the table of log events: level and fields by event."""
    section = (ROOT / "docs" / "operations.md").read_text().split("| event | level | fields | means |\n", 1)[1]
    table = [line.strip("|").split("|") for line in section.split("\n\n", 1)[0].splitlines()[1:]]
    return {row[0].strip(" `"): (row[1].strip(), set(re.findall(r"`(\w+)`", row[2]))) for row in table}


EVENTS = [
    pytest.param(*call, id=f"{path.relative_to(ROOT)}:{number}")
    for room in ("functions", "shared")
    for path in sorted((ROOT / room).glob("**/*.py"))
    for number, *call in logged(path)
]


@pytest.mark.parametrize(("event", "level", "fields"), EVENTS)
def test_a_log_line_is_a_documented_event_with_its_level_and_fields(event, level, fields):
    assert event, "the message is not a literal"
    assert re.fullmatch(r"[a-z]+(_[a-z]+)+", event)
    known_level, known_fields = documented()[event]
    assert level == known_level
    assert fields <= known_fields


def test_every_documented_event_is_logged():
    assert set(documented()) == {call.values[0] for call in EVENTS}
