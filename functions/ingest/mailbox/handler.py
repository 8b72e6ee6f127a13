"""Define the Lambda handler of `mailbox`, with its doors to AWS opened once per process."""

from functions.ingest.mailbox.build import MailboxDoors, build
from shared import aws
from shared.environment.entry import MailboxEnvironment
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret
from shared.store.table import Table
from shared.uploads import Uploads

settings = MailboxEnvironment.read()
handler = build(
    MailboxDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        secret=MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN, settings.CONTACT_SECRET_ARN),
        mails=Uploads(aws.s3, settings.WAITING_BUCKET),
        raws=RawFiles(Uploads(aws.s3, settings.WAITING_BUCKET)),
    )
)
