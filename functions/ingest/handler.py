"""Define the Lambda handler of `ingest`, with its doors to AWS opened once per process."""

from functions.ingest.build import build
from functions.ingest.doors import IngestDoors
from shared import aws
from shared.environment.entry import IngestEnvironment
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret, SourceSecrets
from shared.store.table import Table
from shared.uploads import Uploads
from shared.waiting_deliveries import WaitingDeliveries

settings = IngestEnvironment.read()
secret = MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN, settings.CONTACT_SECRET_ARN)
api = build(
    IngestDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        secret=secret,
        secrets=SourceSecrets(secret, aws.secretsmanager(), settings.SOURCE_SECRETS),
        fetches=Queue(aws.sqs, settings.FETCHES_URL),
        imports=Queue(aws.sqs, settings.IMPORTS_URL),
        uploads=Uploads(aws.s3, settings.IMPORTS_BUCKET),
        waiting=WaitingDeliveries(
            Uploads(aws.brief_s3, settings.WAITING_BUCKET), Queue(aws.brief_sqs, settings.WAITING_URL)
        ),
        raws=RawFiles(Uploads(aws.brief_s3, settings.WAITING_BUCKET)),
    )
)
handler = api.handler
