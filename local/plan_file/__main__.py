"""`make plan-export` and `make plan-import FILE=…`, on the running stack or on a deployed team.

For a deployed team set RELEVO_API, the address of its API, and RELEVO_TOKEN, a Rainmaker's id token.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from local import api, stack_file
from local.plan_file import check, document
from local.plan_file.team import Ask, TeamApi
from local.plan_file.write import difference, write
from local.problems import Broken, Unusable


def main(arguments: list[str]) -> int:
    """Export to FILE, or to the terminal; import from FILE after showing the changes and asking for consent."""
    wanted, file = arguments[0], os.environ.get("FILE", "").strip()
    try:
        if wanted == "export":
            return _export(_ask(), file)
        if not file:
            raise Unusable("Which file? make plan-import FILE=plan.toml")
        return _import(_ask(), Path(file), _agreed)
    except (Unusable, Broken) as problem:
        print(problem, file=sys.stderr)
        return problem.code


def _export(ask: Ask, file: str) -> int:
    team = TeamApi.of(ask)
    exported = team.without_past_shifts(team.document(), datetime.now(UTC)).lean()
    as_json = json.dumps(exported.model_dump(exclude_none=True), indent=2, ensure_ascii=False)
    text = as_json if file.endswith(".json") else exported.toml()
    if file:
        Path(file).write_text(text.rstrip() + "\n", encoding="utf-8")
        print(f"The plan is in {file}.")
    else:
        print(text.rstrip())
    return 0


def _import(ask: Ask, file: Path, agreed: Callable[[], bool]) -> int:
    given, team = document.read(file), TeamApi.of(ask)
    wanted = team.without_past_shifts(given, datetime.now(UTC))
    if found := check.find_errors(wanted, team):
        raise Unusable("\n".join([f"{file} was not imported; nothing was changed.", *(f"  {one}" for one in found)]))
    changes = difference(team, wanted)
    if not changes:
        print("Nothing to change: the plan is as the file says.")
        return 0
    print(changes)
    if not agreed():
        print("Nothing was changed.")
        return 0
    if TeamApi.of(ask) != team:
        raise Unusable("Nothing was changed: somebody else changed the plan meanwhile. Import the file again.")
    for done in write(team, wanted, ask):
        print(f"  {done.text}")
    return 0


def _agreed() -> bool:
    """Ask for consent at a terminal; elsewhere only YES=1 agrees."""
    if os.environ.get("YES"):
        return True
    return sys.stdin.isatty() and input("Write this? [y/N] ").strip().casefold() in {"y", "yes", "s", "sí", "si"}


def _ask() -> Ask:
    address, token = os.environ.get("RELEVO_API", "").rstrip("/"), os.environ.get("RELEVO_TOKEN", "")
    if address:
        if not token:
            raise Unusable("RELEVO_API also needs RELEVO_TOKEN: an id token of the team's Rainmaker.")
        return api.Bearer(address, token).ask
    return stack_file.as_member(stack_file.read(), "rainmaker").ask


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
