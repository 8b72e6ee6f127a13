"""Build the fetch function: a queue message makes it fetch the details that a delivery points to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from functions.ingest.fetching.fetch import DetailFetcher
from functions.ingest.fetching.graph import MetaGraph
from functions.ingest.webhooks.admission import LeadAdmission
from shared.doors import Doors
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret, SourceSecrets
from shared.store.preview_reader import read_preview


@dataclass(frozen=True, kw_only=True)
class FetchDoors(Doors):
    """Hold the doors of the fetch function: those of every function, and these.

    Attributes:
        secret: the tenant's master secret.
        secrets: what providers issued for sources, such as access tokens.
        graph: Meta's Graph API.
        queue: its own queue, to try again later.
        raws: the files of large deliveries.
    """

    secret: MasterSecret
    secrets: SourceSecrets
    graph: MetaGraph
    queue: Queue
    raws: RawFiles


def build(doors: FetchDoors) -> DetailFetcher:
    """Return the handler of the queue's messages, built from its doors."""
    admission = LeadAdmission(doors.table, doors.secret, doors.new_id)
    preview = partial(read_preview, doors.table, new_id=doors.new_id, chance=doors.chance)
    return DetailFetcher(
        doors.table, doors.plans, doors.secrets, admission, doors.graph, preview, doors.queue, doors.raws, doors.now
    )
