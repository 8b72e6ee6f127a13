"""Write into a tenant's file what it adopts. Everything else in it stays as a person wrote it."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

HEADER = re.compile(r"^\[adopt\][^\n]*\n.*?(?=^\[|\Z)", re.M | re.S)
ABOUT = "# What is there already and is used instead of being made. Written by `make adopt` and `make restore`.\n"


def adopt_in(path: Path, values: Mapping[str, str]) -> None:
    """Set fields of the table `adopt` in a tenant's file; those that are there already and not named stay."""
    text = path.read_text(encoding="utf-8")
    all_of_it = {**tomllib.loads(text).get("adopt", {}), **values}
    lines = "".join(f'{name} = "{value}"\n' for name, value in all_of_it.items())
    kept = HEADER.sub("", text).replace(ABOUT, "").rstrip()
    path.write_text(f"{kept}\n\n{ABOUT}[adopt]\n{lines}", encoding="utf-8")
