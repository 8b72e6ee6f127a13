"""Define the Lambda handler of `waiting`, with its doors to AWS opened once per process."""

from functions.ingest.waiting.build import WaitingDoors, build
from shared import aws
from shared.environment.entry import WaitingEnvironment
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret, SourceSecrets
from shared.store.table import Table
from shared.uploads import Uploads
from shared.waiting_deliveries import WaitingDeliveries

settings = WaitingEnvironment.read()
secret = MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN, settings.CONTACT_SECRET_ARN)
handler = build(
    WaitingDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        secret=secret,
        secrets=SourceSecrets(secret, aws.secretsmanager(), settings.SOURCE_SECRETS),
        fetches=Queue(aws.sqs, settings.FETCHES_URL),
        waiting=WaitingDeliveries(Uploads(aws.s3, settings.WAITING_BUCKET), Queue(aws.sqs, settings.WAITING_URL)),
        raws=RawFiles(Uploads(aws.s3, settings.WAITING_BUCKET)),
    )
)
