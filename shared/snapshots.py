"""Say what a process does first after Lambda restored it from a snapshot, which many processes start from.

What is random in a snapshot is the same in each of them. They find nothing else of it: starting a function opens no
connection and reads no secret (tests/budgets/loaded.py).
"""

from __future__ import annotations

import os
from collections.abc import Callable


def on_restore(renew: Callable[[], None]) -> None:
    """Have `renew` called after each restore. Without snapshots, which a tenant asks for, nothing is to be done."""
    if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
        from snapshot_restore_py import register_after_restore  # it is part of Lambda's runtime

        register_after_restore(renew)
