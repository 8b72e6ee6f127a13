"""Define the Lambda handler of `sweep`, with its doors to AWS opened once per process."""

from functions.expire.sweeping.build import SweepDoors, build
from functions.expire.sweeping.dead_letters import DeadLetters
from shared import aws
from shared.blocked import BlockedStore
from shared.environment.leads import SweepEnvironment
from shared.ledger import Ledger
from shared.photos import Photos
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.schedules import Schedules
from shared.secrets import MasterSecret
from shared.store.table import Table
from shared.uploads import Uploads
from shared.waiting_deliveries import WaitingDeliveries

settings = SweepEnvironment.read()
handler = build(
    SweepDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        schedules=Schedules(
            aws.scheduler(), settings.SCHEDULE_GROUP, settings.SCHEDULE_TARGET_ARN, settings.SCHEDULE_ROLE_ARN
        ),
        fetches=Queue(aws.sqs, settings.FETCHES_URL),
        imports=Queue(aws.sqs, settings.IMPORTS_URL),
        outgoing=Queue(aws.sqs, settings.OUTGOING_URL),
        secret=MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN, settings.CONTACT_SECRET_ARN),
        uploads=Uploads(aws.s3, settings.IMPORTS_BUCKET),
        waiting=WaitingDeliveries(Uploads(aws.brief_s3, settings.WAITING_BUCKET), Queue(aws.sqs, settings.WAITING_URL)),
        photos=Photos(aws.s3, settings.PHOTOS_BUCKET),
        raws=RawFiles(Uploads(aws.s3, settings.WAITING_BUCKET)),
        ledger=Ledger(aws.s3, settings.LEDGER_BUCKET),
        blocked=BlockedStore(aws.s3, settings.BLOCKED_BUCKET, settings.BLOCKED_LOCK),
        dead_letters=DeadLetters(aws.sqs, settings.DEAD_LETTERS),
    )
)
