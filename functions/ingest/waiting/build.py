"""Build the waiting function: a queue message makes it handle a delivery that was put off."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from functions.ingest.waiting.worker import WaitingWorker
from functions.ingest.webhooks.admission import LeadAdmission
from functions.ingest.webhooks.deliveries import DeliveryWriter
from functions.ingest.webhooks.gate import Gate
from functions.ingest.webhooks.raws import RawKeeper
from shared.doors import Doors
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret, SourceSecrets
from shared.store.preview_reader import read_preview
from shared.waiting_deliveries import WaitingDeliveries


@dataclass(frozen=True, kw_only=True)
class WaitingDoors(Doors):
    """Hold the doors of the waiting function: those of every function, and these.

    Attributes:
        secret: the tenant's master secret.
        secrets: secrets of sources, for deliveries that were put off before they could prove whom they are from.
        fetches: the queue of details to fetch.
        waiting: deliveries that were put off.
        raws: the files of large deliveries.
    """

    secret: MasterSecret
    secrets: SourceSecrets
    fetches: Queue
    waiting: WaitingDeliveries
    raws: RawFiles


def build(doors: WaitingDoors) -> WaitingWorker:
    """Return the handler of the queue's messages, built from its doors."""
    admission = LeadAdmission(doors.table, doors.secret, doors.new_id)
    preview = partial(read_preview, doors.table, new_id=doors.new_id, chance=doors.chance)
    writer = DeliveryWriter(doors.table, doors.secret, admission, doors.fetches, preview,
                            RawKeeper(doors.table, doors.raws))  # fmt: skip
    gate = Gate(doors.plans, doors.secret, doors.secrets)
    return WaitingWorker(doors.plans, gate, writer, doors.waiting, doors.now)
