"""Define the Lambda handler of `notify`, with its doors to AWS opened once per process."""

from functions.notify.build import NotifyDoors, build
from shared import aws
from shared.environment.notifications import NotifyEnvironment
from shared.live import LiveSockets
from shared.queue import Queue
from shared.store.table import Table

settings = NotifyEnvironment.read()
handler = build(
    NotifyDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        outgoing=Queue(aws.sqs, settings.OUTGOING_URL),
        mails=Queue(aws.sqs, settings.MAILS_URL),
        pushes=Queue(aws.sqs, settings.PUSHES_URL),
        live=LiveSockets(lambda: aws.live_connections(settings.LIVE_URL)),
    )
)
