"""Define the Lambda handler of `import`, with its doors to AWS opened once per process."""

from functions.ingest.imports.build import ImportDoors, build
from shared import aws
from shared.environment.entry import ImportEnvironment
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.store.table import Table
from shared.uploads import Uploads

settings = ImportEnvironment.read()
handler = build(
    ImportDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        secret=MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN, settings.CONTACT_SECRET_ARN),
        uploads=Uploads(aws.s3, settings.IMPORTS_BUCKET),
        queue=Queue(aws.sqs, settings.IMPORTS_URL),
    )
)
