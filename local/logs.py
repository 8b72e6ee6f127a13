"""Show the functions' logs as they are written, for `make run`."""

import json
import time
from collections.abc import Iterator
from typing import Any

from local import embedded

PLATFORM = ("START ", "END ", "REPORT ", "INIT_START ")
"""Hide lines that Lambda writes around each call."""

TOLD_APART = frozenset({"level", "message", "timestamp", "service", "location"})
LOOK_BACK_MILLIS = 5_000


class Follower:
    """Remember which lines of each log group were shown."""

    def __init__(self, endpoint: str, since: float) -> None:
        self._logs = embedded.client("logs", endpoint)
        self._since = int(since * 1000)
        self._shown: dict[tuple[str, str, int, str], int] = {}

    def new_lines(self) -> Iterator[str]:
        """Return what was logged since the last time."""
        # Lines arrive a little out of order, so each read goes back some seconds and skips what was shown.
        start = self._since
        self._since = int(time.time() * 1000) - LOOK_BACK_MILLIS
        self._shown = {key: at for key, at in self._shown.items() if at >= start - LOOK_BACK_MILLIS}
        for group in self._logs.describe_log_groups()["logGroups"]:
            events = self._logs.filter_log_events(logGroupName=group["logGroupName"], startTime=start)["events"]
            for event in events:
                # The engine's events have no id.
                key = (group["logGroupName"], event["logStreamName"], event["timestamp"], event["message"])
                if key not in self._shown:
                    self._shown[key] = event["timestamp"]
                    yield from _lines(group["logGroupName"], event["message"])


def _lines(group: str, message: str) -> Iterator[str]:
    for line in message.splitlines():
        if line.strip() and not line.startswith(PLATFORM):
            yield f"{group.rpartition('/')[2]:<28.28}  {plain(line)}"


def plain(line: str) -> str:
    """Format a structured line as level, message and fields; return any other line unchanged."""
    try:
        entry: Any = json.loads(line)
    except ValueError:
        return line
    if not isinstance(entry, dict) or "message" not in entry:
        return line
    told = "  ".join(f"{name}={value}" for name, value in entry.items() if _is_telling(name, value))
    return f"{entry.get('level', ''):<7}  {entry['message']}  {told}".rstrip()


def _is_telling(name: str, value: object) -> bool:
    of_lambda = name == "cold_start" or "request_id" in name or name.startswith(("function_", "xray_"))
    return isinstance(value, str | int | float) and name not in TOLD_APART and not of_lambda
