"""Define the Lambda handler of `deliver`, with its doors to AWS opened once per process."""

from functions.deliver.build import DeliverDoors, build
from functions.deliver.safe_http import SafeHttp
from shared import aws
from shared.environment import DeliverEnvironment
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.store.table import Table

settings = DeliverEnvironment.read()
handler = build(
    DeliverDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME),
        secret=MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN),
        outgoing=Queue(aws.sqs, settings.OUTGOING_URL),
        mailer=aws.sesv2,
        post=SafeHttp(loopback=settings.TO_LOOPBACK).post,
        sender=settings.MAIL_FROM,
        public_url=settings.PUBLIC_URL,
    )
)
