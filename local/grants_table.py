"""`python -m local.grants_table` writes the table of grants in docs/security.md; `--check` fails if it is stale."""

import sys
from collections.abc import Iterator, Sequence

from infra import grants, wiring
from infra.grants import Grant, Resource
from local.places import ROOT

PAGE = ROOT / "docs" / "security.md"
BEGIN, END = "<!-- grants: written by `make fix` -->", "<!-- end of grants -->"
COLUMNS = {"reads": grants.READ, "writes": grants.WRITE, "deletes": grants.DELETE}


def table() -> str:
    """Return the table in Markdown: of each function the partitions that it may touch, and all else it may do."""
    heads = ["function", *COLUMNS, "and"]
    rows = [heads, ["---"] * len(heads), *(_row(wired) for wired in wiring.FUNCTIONS)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def page(text: str) -> str:
    """Return the page with the table of today."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{rest.partition(END)[2]}"


def _row(wired: wiring.Function) -> list[str]:
    cells = [", ".join(_partitions(wired.grants, actions)) or "–" for actions in COLUMNS.values()]
    return [f"`{wired.name}`", *cells, "; ".join(_rest(wired.grants)) or "–"]


def _partitions(granted: Sequence[Grant], actions: Sequence[str]) -> Iterator[str]:
    found = {one for grant in granted if set(actions) <= set(grant.actions) for one in grant.partitions}
    return (f"`{one.pattern}`" for one in sorted(found))


def _rest(granted: Sequence[Grant]) -> Iterator[str]:
    for grant in granted:
        if grant.resource is not Resource.TABLE:
            actions = ", ".join(f"`{action}`" for action in grant.actions)
            yield f"{actions} on {grant.resource}"


def main(arguments: list[str]) -> int:
    """Write, or with `--check` compare. Return 1 if the page is out of date, 2 for wrong arguments."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m local.grants_table [--check]", file=sys.stderr)
        return 2
    before = PAGE.read_text()
    if page(before) == before:
        return 0
    if arguments:
        print("docs/security.md's table of grants is stale: run `make fix` and commit it.", file=sys.stderr)
        return 1
    PAGE.write_text(page(before))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
