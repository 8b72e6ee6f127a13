"""Build the mailbox function: a message that SES received a mail makes it handle the mail."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from functions.ingest.mailbox.worker import MailWorker
from functions.ingest.webhooks.admission import LeadAdmission
from functions.ingest.webhooks.deliveries import DeliveryWriter
from functions.ingest.webhooks.raws import RawKeeper
from shared.doors import Doors
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret
from shared.store.preview_reader import read_preview
from shared.uploads import Uploads


@dataclass(frozen=True, kw_only=True)
class MailboxDoors(Doors):
    """Hold the doors of the mailbox function: those of every function, and these.

    Attributes:
        secret: the tenant's master secret.
        mails: the bucket into which SES puts mails.
        raws: the files of large deliveries.
    """

    secret: MasterSecret
    mails: Uploads
    raws: RawFiles


def build(doors: MailboxDoors) -> MailWorker:
    """Return the handler of the queue's messages, built from its doors."""
    admission = LeadAdmission(doors.table, doors.secret, doors.new_id)
    preview = partial(read_preview, doors.table, new_id=doors.new_id, chance=doors.chance)
    writer = DeliveryWriter(doors.table, doors.secret, admission, None, preview, RawKeeper(doors.table, doors.raws))
    return MailWorker(doors.plans, doors.secret, writer, doors.mails, doors.now)
