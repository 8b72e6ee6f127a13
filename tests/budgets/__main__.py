"""Show what tests measured beside what is allowed, and write new budgets.

python -m tests.budgets                                  show the latest measurements beside the budgets python -m
tests.budgets write KIND/NAME… --why REASON    allow what was measured (KIND/ means all of a kind)
"""

import argparse
import json
import sys
from datetime import UTC, datetime

from tests.budgets.budget import FILE, MEASURED, read, with_room

SLACK_PERCENT = 5
"""Advise to lower a budget that leaves more room than this, beyond what its kind gives."""

HEADER = """\
# What things may cost, counted, never timed. What costs more fails a test that says of what and by how much.
# `python -m tests.budgets` shows what was measured beside it; `… write KIND/NAME --why REASON` writes a new number.
# A number that grows has its reason in `why`.
"""


def measured(folder=MEASURED):
    """Return what the latest tests measured: (kind, name) → the record."""
    records = [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))]
    return {(one["kind"], one["name"]): one for one in records}


def table(budgets, found):
    """Return a line for each budget, and for each measurement without one."""
    rows = {(kind, name): one for kind, of in budgets.items() for name, one in of["budgets"].items()}
    for kind, name in sorted({*rows, *found}):
        row, record = rows.get((kind, name)), found.get((kind, name))
        shown = f"{record['measured']:g}" if record else "not measured"
        allowed = f"{row['allowed']:g}" if row else "none"
        yield f"{kind + '/' + name:44} {shown:>12} {allowed:>8}  {_advice(budgets[kind], row, record)}".rstrip()


def _advice(kind, row, record):
    """Return what to do about a number."""
    if not row:
        return "has no budget: write one"
    if not record:
        return ""
    if record["measured"] > row["allowed"]:
        return f"{record['measured'] - row['allowed']:g} {kind['unit']} over"
    would = with_room(record["measured"], kind.get("room_percent", 0))
    slack = 100 * (row["allowed"] - would) / row["allowed"] if row["allowed"] else 0
    return f"{slack:.0f} % slack: lock the gain in" if slack > SLACK_PERCENT else ""


def write(budgets, found, wanted, why, today):
    """Return the budgets with the numbers of `wanted` as they were measured.

    Raises:
        KeyError: none of `wanted` was measured.
    """
    chosen = [key for key in found if any(_matches(key, one) for one in wanted)]
    if not chosen:
        raise KeyError(f"not measured: {', '.join(wanted)}; run the tests that measure it first")
    for kind, name in chosen:
        record = found[kind, name]
        allowed = with_room(record["measured"], budgets[kind].get("room_percent", 0))
        new = {"allowed": allowed, "date": today, "why": why}
        budgets[kind]["budgets"][name] = new | ({"parts": record["parts"]} if record["parts"] else {})
    return budgets


def _matches(key, wanted):
    kind, _, name = wanted.partition("/")
    return key[0] == kind and name in ("", key[1])


def rendered(budgets):
    """Return the file's text: a line for each budget."""
    lines = [HEADER]
    for kind, section in budgets.items():
        lines.append(f"[{kind}]")
        lines += [f"{name} = {_toml(value)}" for name, value in section.items() if name != "budgets"]
        lines.append(f"[{kind}.budgets]")
        lines += [f"{_key(name)} = {_toml(one)}" for name, one in sorted(section["budgets"].items())]
        lines.append("")
    return "\n".join(lines)


def _toml(value):
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(name)} = {_toml(one)}' for name, one in value.items())} }}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def _key(name):
    return name if name.replace("_", "").replace("-", "").isalnum() and name.isascii() else json.dumps(name)


def main(arguments):
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.budgets", description=__doc__.partition("\n")[0])
    verbs = parser.add_subparsers(dest="verb")
    writing = verbs.add_parser("write", help="allow what was measured now")
    writing.add_argument("wanted", nargs="+", metavar="KIND/NAME")
    writing.add_argument("--why", required=True)
    asked = parser.parse_args(arguments)
    budgets, found = read(), measured()
    if asked.verb == "write":
        new = write(budgets, found, asked.wanted, asked.why, datetime.now(UTC).date())
        FILE.write_text(rendered(new), encoding="utf-8")
    print(f"{'budget':44} {'measured':>12} {'allowed':>8}", *table(budgets, found), sep="\n")  # noqa: T201 - for people


if __name__ == "__main__":
    main(sys.argv[1:])
