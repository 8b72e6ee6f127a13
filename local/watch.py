"""`make watch LEAD=…`: print a lead's timeline as it grows, until the lead is owned, pooled or closed."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from local import stack_file
from local.api import Caller
from local.problems import Broken, Unusable

LOOK_SECONDS = 1.0
AT_REST = frozenset({"owned", "pooled", "closed"})


def timeline(caller: Caller, lead_id: str) -> list[dict[str, Any]]:
    """Return what happened to the lead so far, oldest first."""
    answer = caller.ask("GET", f"/leads/{lead_id}/timeline")
    entries: list[dict[str, Any]] = answer["items"] if isinstance(answer, dict) else answer
    return sorted(entries, key=lambda entry: entry["at"])


def watch(caller: Caller, lead_id: str, names: dict[str, str]) -> Iterator[str]:
    """Return a line for each event, until the lead is owned, pooled or closed."""
    told = 0
    while True:
        state = caller.ask("GET", f"/leads/{lead_id}")["state"]
        entries = timeline(caller, lead_id)
        yield from (sentence(entry, names) for entry in entries[told:])
        told = len(entries)
        if state in AT_REST:
            yield f"The lead is {state}."
            return
        time.sleep(LOOK_SECONDS)


def sentence(entry: dict[str, Any], names: dict[str, str]) -> str:
    """Format one entry for a terminal; replace ids of members by their names."""
    at = datetime.fromisoformat(entry["at"]).astimezone().strftime("%H:%M:%S")
    detail = entry.get("detail") or {}
    told = "  ".join(f"{name}={_plain(value, names)}" for name, value in detail.items() if value not in (None, "", []))
    by = entry.get("by")
    who = f"by {names.get(by, by)}" if by else ""
    return "  ".join(part for part in (at, f"{entry['kind']:<9}", who, told) if part)


def _plain(value: object, names: dict[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(item, names) for item in value)
    return names.get(str(value), str(value))


def member_names(caller: Caller) -> dict[str, str]:
    """Return members' names by id."""
    members = caller.ask("GET", "/agents?limit=100")["items"]
    return {member["agent_id"]: f"{member['first_name']} {member['last_name']}" for member in members}


def main() -> int:
    """Watch the lead that LEAD names."""
    lead_id = os.environ.get("LEAD", "").strip()
    try:
        if not lead_id:
            raise Unusable("Which lead? make watch LEAD=<lead id>; `make lead` posts one and prints its id.")
        caller = stack_file.as_member(stack_file.read(), "rainmaker")
        with contextlib.suppress(KeyboardInterrupt):
            for line in watch(caller, lead_id, member_names(caller)):
                print(line, flush=True)
    except (Unusable, Broken) as problem:
        print(problem, file=sys.stderr)
        return problem.code
    return 0


if __name__ == "__main__":
    sys.exit(main())
