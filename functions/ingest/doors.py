"""Define the doors of the ingest function."""

from __future__ import annotations

from dataclasses import dataclass, field

from functions.ingest.webhooks.throttle import FORM_BURST, FORM_PER_SECOND, Throttle
from shared.doors import Doors
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret, SourceSecrets
from shared.uploads import Uploads
from shared.waiting_deliveries import WaitingDeliveries


@dataclass(frozen=True, kw_only=True)
class IngestDoors(Doors):
    """Hold the doors of ingest: those of every function, and these.

    Attributes:
        secret: the tenant's master secret.
        secrets: what providers issued for sources, such as access tokens.
        fetches: the queue of details to fetch.
        imports: the queue of imports to work on.
        uploads: the bucket of files to import.
        waiting: deliveries that are put off.
        raws: the files of large deliveries.
        throttle: limits what this process handles of each source.
        form_throttle: limits what this process takes of each source's open form.
    """

    secret: MasterSecret
    secrets: SourceSecrets
    fetches: Queue
    imports: Queue
    uploads: Uploads
    waiting: WaitingDeliveries
    raws: RawFiles
    throttle: Throttle = field(default_factory=Throttle)
    form_throttle: Throttle = field(default_factory=lambda: Throttle(FORM_BURST, FORM_PER_SECOND))
