"""Write docs/licences.md: what we ship of others, and by which licence."""

import sys
from collections.abc import Iterable

from local.places import ROOT
from local.supply.shipped import Package, shipped

PAGE = ROOT / "docs" / "licences.md"
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "PSF-2.0"),
    *("OFL-1.1", "Unlicense"),
}
"""Name the licences that ask no more than that their notices are kept: what we ship may be under any other itself.

OFL-1.1, of typefaces, also asks that a changed file bears another name; we ship the file as it is published.
"""

INTRODUCTION = """# Licences

Written by `make fix`; do not edit. These packages of others are in what we ship: in the functions' layers, and, as far
as it uses them, in the console. What builds and tests it is not listed, nor boto3, which AWS's runtime brings. A
package may contain parts under other licences, which its own files tell:
wheels of `cryptography` contain OpenSSL (Apache-2.0).

A test refuses any licence but these: {allowed}.
"""


def allowed(expression: str) -> bool:
    """Return whether a licence is allowed: of several to choose among one, of several that all count each."""
    if expression.startswith("(") and expression.endswith(")"):
        expression = expression[1:-1]
    if "(" in expression:
        return False  # nested: nothing we ship has that, so a person shall read it
    return any(all(name in ALLOWED for name in choice.split(" AND ")) for choice in expression.split(" OR "))


def refused(packages: Iterable[Package]) -> list[Package]:
    """Return the packages whose licence is not allowed."""
    return [package for package in packages if not allowed(package.licence)]


def page(packages: Iterable[Package]) -> str:
    """Return the page."""
    rows = [f"| {one.name} | {one.version} | {one.place} | {one.licence} |" for one in packages]
    head = INTRODUCTION.format(allowed=", ".join(sorted(ALLOWED)))
    return "\n".join([head, "| package | version | in | licence |", "|---|---|---|---|", *rows]) + "\n"


def main() -> int:
    """Write the page. Return 1 if a licence is not allowed."""
    packages = shipped(ROOT)
    PAGE.write_text(page(packages))
    for one in refused(packages):
        print(f"{one.name} {one.version} ({one.place}): {one.licence} is not an allowed licence.", file=sys.stderr)
    return 1 if refused(packages) else 0


if __name__ == "__main__":
    sys.exit(main())
