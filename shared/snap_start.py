"""Say what a process does first after Lambda restored it from a snapshot, which many processes start from.

What is random in a snapshot is the same in each of them. They find nothing else of it: starting a function opens no
connection and reads no secret (tests/budgets/loaded.py).
"""

from __future__ import annotations

import os
from collections.abc import Callable


def is_snapshot_made() -> bool:
    """Return whether this start is for a snapshot, which a tenant asks for: each restore has what it loads."""
    return os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start"


def on_restore(renew: Callable[[], None]) -> None:
    """Have `renew` called after each restore. Without snapshots nothing is to be done."""
    if is_snapshot_made():
        from snapshot_restore_py import register_after_restore  # it is part of Lambda's runtime

        register_after_restore(renew)
