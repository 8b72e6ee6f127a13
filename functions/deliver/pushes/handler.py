"""Define the Lambda handler of `push`, with its doors to AWS opened once per process."""

from functions.deliver.pushes.build import PushDoors, build
from functions.deliver.safe_http import SafeHttp
from shared import aws
from shared.environment.notifications import PushEnvironment
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.store.table import Table

settings = PushEnvironment.read()
handler = build(
    PushDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        secret=MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN),
        pushes=Queue(aws.sqs, settings.PUSHES_URL),
        post=SafeHttp(loopback=settings.TO_LOOPBACK).post,
        contact=f"mailto:{settings.MAIL_FROM}" if settings.MAIL_FROM else settings.PUBLIC_URL,
    )
)
