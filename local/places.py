"""Name the files and folders of a local run."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""Name the checkout's root."""

LOCAL = Path(os.environ.get("RELEVO_LOCAL_DIR") or ROOT / ".local").resolve()
"""Name the folder that a run writes to; `make reset` empties it. A second stack can use another folder."""

ENGINE_STATE = LOCAL / "engine"
ENGINE_BUCKETS = LOCAL / "buckets"
ENGINE_LOG = LOCAL / "engine.log"
TEMPORARY = LOCAL / "tmp"
CONSOLE_LOG = LOCAL / "console.log"
DEPLOY_LOG = LOCAL / "deploy.log"
DEV_LOG = LOCAL / "dev.log"
RUN_LOG = LOCAL / "run.log"
PORTS = LOCAL / "ports.json"
LOCK = LOCAL / "lock"
STACK = LOCAL / "stack.json"
CONSOLE = ROOT / "console" / "dist"
BUILD = ROOT / ".build"
RELEASE = Path(os.environ["RELEVO_RELEASE"]) if os.environ.get("RELEVO_RELEASE") else None
"""Name the archive of a kept release to deploy in place of this checkout (see `local.released`)."""

SNAPSHOTS = BUILD / "snapshots"
"""Name the folder of deployed stacks to copy, shared by all runs of this checkout.

Deleting it only slows the next start.
"""

ANYWHERE = "http://address.invalid"
"""Stand for the one address of a run in what is deployed: its port is known only once it runs."""
