"""Hold budgets: what things may cost, counted, never timed.

The numbers are in budgets.toml, each with its date and reason. A test measures and calls `budget("calls", "GET
/leads").hold(7)`. Measurements are kept below .build, where `python -m tests.budgets` finds them.
"""

import json
import math
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE = Path(__file__).parent / "budgets.toml"
MEASURED = ROOT / ".build" / "budgets"


class OverBudget(AssertionError):
    """Report that more was measured than is allowed: of what, and by how much."""


class NoBudget(LookupError):
    """Report that something measured has no number in budgets.toml."""


@dataclass(frozen=True)
class Budget:
    """Hold a number in `file`, by its kind and name. Measurements are kept in the folder `kept`."""

    kind: str
    name: str
    file: Path
    kept: Path

    def hold(self, measured, parts=None):
        """Keep the measurement, and compare it with the budget.

        Args:
            measured: in the unit of the budget's kind.
            parts: name → how much of it, so that a message can say what has grown.

        Raises:
            NoBudget: there is no such number.
            OverBudget: it is more than allowed.
        """
        keep(self.kind, self.name, measured, parts or {}, self.kept)
        kind = read(self.file).get(self.kind, {"budgets": {}})
        if self.name not in kind["budgets"]:
            raise NoBudget(f"no budget of {self}: it has just been measured, so {self._write()}")
        row = kind["budgets"][self.name]
        if measured > row["allowed"]:
            raise OverBudget(self._said(row, kind["unit"], measured, parts or {}))

    def _said(self, row, unit, measured, parts):
        over, before = measured - row["allowed"], row.get("parts", {})
        grown = [f"{part} {now:g} (was {before.get(part, 0):g})" for part, now in grown_most(before, parts)]
        return "\n".join((
            f"{self}: {measured:g} {unit}, {over:g} more than the {row['allowed']:g} allowed",
            f"  allowed since {row['date']}: {row['why']}",
            *([f"  grown since then: {', '.join(grown)}"] if grown else []),
            f"  save them, or say why they are worth it: {self._write()}",
        ))  # fmt: skip

    def _write(self):
        return f"python -m tests.budgets write '{self}' --why REASON"

    def __str__(self):
        return f"{self.kind}/{self.name}"


def budget(kind, name, *, file=FILE, kept=MEASURED):
    """Return the budget of that kind and name."""
    return Budget(kind, name, file, kept)


def read(file=FILE):
    """Return the whole file: kind → its `about`, `unit`, `room_percent` and `budgets`."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


def grown_most(before, now):
    """Return the parts that have grown, most grown first."""
    grown = [(part, much) for part, much in now.items() if much > before.get(part, 0)]
    return sorted(grown, key=lambda one: before.get(one[0], 0) - one[1])


def keep(kind, name, measured, parts, folder=MEASURED):
    """Write a measurement to a file of its own, since several processes measure."""
    folder.mkdir(parents=True, exist_ok=True)
    record = {"kind": kind, "name": name, "measured": measured, "parts": parts}
    (folder / f"{re.sub(r'\W+', '-', f'{kind} {name}')}.json").write_text(json.dumps(record))


def with_room(measured, percent):
    """Return the number to allow for `measured`: whole, with some room where machines differ."""
    return math.ceil(measured * (1 + percent / 100))
