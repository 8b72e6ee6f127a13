"""Lambda's entry point of the supervise function: creates its AWS clients once per process."""

from functions.supervise.build import build
from functions.supervise.doors import SuperviseDoors
from shared import aws
from shared.environment.leads import SuperviseEnvironment
from shared.photos import Photos
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret
from shared.store.table import Table
from shared.uploads import Uploads

settings = SuperviseEnvironment.read()
api = build(
    SuperviseDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        secret=MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN, settings.CONTACT_SECRET_ARN),
        pushes=Queue(aws.sqs, settings.PUSHES_URL),
        photos=Photos(aws.s3, settings.PHOTOS_BUCKET),
        raws=RawFiles(Uploads(aws.s3, settings.WAITING_BUCKET)),
        loopback=settings.TO_LOOPBACK,
    )
)
handler = api.handler
