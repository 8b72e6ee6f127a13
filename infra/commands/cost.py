"""Tell what a tenant costs, idle and by its leads: `python -m infra.commands.cost TENANT`.

It reads the synthesized template, AWS's prices of a day (infra/prices.toml) and what tests have counted
(tests/budgets/budgets.toml), and asks nobody.
"""

import json
import math
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from infra.assets import ROOT
from infra.commands.preflight import SYNTHESIZED
from infra.cost.idle import idle_month
from infra.cost.leads import thousand_leads
from infra.cost.live import live_month
from infra.cost.prices import Prices, Used
from infra.tenant_file import TenantFile, TenantFileError
from infra.terminal import columns

BUDGETS = ROOT / "tests" / "budgets" / "budgets.toml"
SWEEPS = "an hour of idle sweeps"
WAY, LEADS = "10 leads offered to 2 and claimed", 10


def reckon(template: Mapping[str, Any], budgets: Path = BUDGETS) -> dict[str, list[Used]]:
    """Return what is used, by when."""
    counted = tomllib.loads(budgets.read_text(encoding="utf-8"))
    sweeps = counted["calls"]["budgets"][SWEEPS]["parts"]
    units = counted["units"]["budgets"][WAY]["allowed"] / LEADS
    return {
        "a month in which nothing happens": list(idle_month(template, sweeps)),
        "a thousand leads, each offered twice and claimed": list(thousand_leads(template, units)),
        "a month of live updates of fifty members": list(live_month(template)),
    }


def rows(used: Iterable[Used], prices: Prices) -> list[tuple[str, str, str, str]]:
    """Return a row for what costs something: subject, amount, unit, dollars; the dearest first, then the sum."""
    found = [one for one in used if one.amount]
    found.sort(key=prices.of, reverse=True)
    priced = [
        (one.subject, _rounded(one.amount), prices.prices[one.price].unit,
         f"{prices.of(one):.2f}")
        for one in found
    ]  # fmt: skip
    return [*priced, ("all", "", "", f"{prices.total(found):.2f}")]


def _rounded(amount: float) -> str:
    """Return an amount with the two figures that assumptions leave it."""
    if amount < 1:
        return f"{amount:.2f}"
    return f"{round(amount, 1 - math.floor(math.log10(amount))):,.0f}"


def main(arguments: list[str], *, synthesized: Path = SYNTHESIZED) -> int:
    """Run the command line, and print a table for each."""
    if len(arguments) != 1:
        print("usage: python -m infra.commands.cost TENANT   (a file of infra/tenants)", file=sys.stderr)
        return 2
    try:
        file = TenantFile.read(arguments[0])
        template = json.loads((synthesized / f"{file.stack_name}.template.json").read_text(encoding="utf-8"))
    except TenantFileError as error:
        print(error, file=sys.stderr)
        return 2
    except FileNotFoundError:
        print("there is no template: run `make synth` first (`make cost` does)", file=sys.stderr)
        return 2
    prices = Prices.read()
    print(f"In US dollars, by the list prices of {prices.region} on {prices.date}, free tiers left out.")
    for when, used in reckon(template).items():
        print(f"\n{when[0].upper()}{when[1:]}")
        print(columns((what, much, unit, f"{dollars:>6}") for what, much, unit, dollars in rows(used, prices)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
