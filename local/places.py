"""Where a local run keeps its things."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The checkout."""

LOCAL = Path(os.environ.get("RELEVO_LOCAL_DIR") or ROOT / ".local").resolve()
"""Everything a run writes; `make reset` empties it. A second stack can live beside the first under another folder."""

ENGINE_STATE = LOCAL / "engine"
ENGINE_BUCKETS = LOCAL / "buckets"
ENGINE_LOG = LOCAL / "engine.log"
TEMPORARY = LOCAL / "tmp"
DEPLOY_LOG = LOCAL / "deploy.log"
DEV_LOG = LOCAL / "dev.log"
RUN_LOG = LOCAL / "run.log"
PORTS = LOCAL / "ports.json"
LOCK = LOCAL / "lock"
STACK = LOCAL / "stack.json"
CONSOLE = ROOT / "console" / "dist"
BUILD = ROOT / ".build"
SNAPSHOTS = BUILD / "snapshots"
"""Deployed stacks to copy, shared by all runs of this checkout; deleting them costs the next start half a minute."""

ANYWHERE = "http://address.invalid"
"""Stands in what is deployed for the one address of a run, which has a port only once it runs."""
