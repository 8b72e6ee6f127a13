"""Define the Lambda handler of `fetch`, with its doors to AWS opened once per process."""

from functions.ingest.fetching.build import FetchDoors, build
from functions.ingest.fetching.graph import MetaGraph
from shared import aws
from shared.environment.entry import FetchEnvironment
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret, SourceSecrets
from shared.store.table import Table
from shared.uploads import Uploads

settings = FetchEnvironment.read()
secret = MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN, settings.CONTACT_SECRET_ARN)
handler = build(
    FetchDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        secret=secret,
        secrets=SourceSecrets(secret, aws.secretsmanager(), settings.SOURCE_SECRETS),
        graph=MetaGraph(settings.GRAPH_URL),
        queue=Queue(aws.sqs, settings.FETCHES_URL),
        raws=RawFiles(Uploads(aws.s3, settings.WAITING_BUCKET)),
    )
)
