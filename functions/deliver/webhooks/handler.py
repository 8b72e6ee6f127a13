"""Define the Lambda handler of `deliver`, with its doors to AWS opened once per process."""

from functions.deliver.safe_http import SafeHttp
from functions.deliver.webhooks.build import DeliverDoors, build
from shared import aws
from shared.environment.notifications import DeliverEnvironment
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.store.table import Table

settings = DeliverEnvironment.read()
handler = build(
    DeliverDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        secret=MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN),
        outgoing=Queue(aws.sqs, settings.OUTGOING_URL),
        mails=Queue(aws.sqs, settings.MAILS_URL),
        pushes=Queue(aws.sqs, settings.PUSHES_URL),
        post=SafeHttp(loopback=settings.TO_LOOPBACK).post,
    )
)
