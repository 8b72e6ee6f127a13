"""Details that a delivery only points to: asked of its provider, when its queue says so."""

from __future__ import annotations

from dataclasses import dataclass

from functions.ingest.fetching.fetch import Fetching
from functions.ingest.fetching.graph import Graph
from functions.ingest.webhooks.admission import Taking
from shared.doors import Doors
from shared.queue import Queue
from shared.secrets import MasterSecret, SourceSecrets


@dataclass(frozen=True, kw_only=True)
class FetchDoors(Doors):
    """Hold what fetching reaches, beside what every function does.

    Attributes:
        secret: the tenant's.
        secrets: what providers issued for sources.
        graph: Meta's Graph API.
        queue: asks again, a little later.
    """

    secret: MasterSecret
    secrets: SourceSecrets
    graph: Graph
    queue: Queue


def build(doors: FetchDoors) -> Fetching:
    """Make the function from its doors; call it with the queue's event."""
    taking = Taking(doors.table, doors.secret, doors.new_id)
    return Fetching(doors.table, doors.plans, doors.secrets, taking, doors.graph, doors.queue, doors.now)
