"""Details that a delivery only points to: asked of its provider, when its queue says so."""

from __future__ import annotations

from dataclasses import dataclass

from functions.ingest.fetching.fetch import DetailFetcher
from functions.ingest.fetching.graph import MetaGraph
from functions.ingest.webhooks.admission import LeadAdmission
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
    graph: MetaGraph
    queue: Queue


def build(doors: FetchDoors) -> DetailFetcher:
    """Make the function from its doors; call it with the queue's event."""
    taking = LeadAdmission(doors.table, doors.secret, doors.new_id)
    return DetailFetcher(doors.table, doors.plans, doors.secrets, taking, doors.graph, doors.queue, doors.now)
