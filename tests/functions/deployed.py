"""Build every function that answers HTTP over one table in memory, as the stack does."""

from functions.claim.build import ClaimDoors
from functions.claim.build import build as build_claim
from functions.ingest.build import build as build_ingest
from functions.ingest.doors import IngestDoors
from functions.lost.build import LostDoors
from functions.lost.build import build as build_lost
from functions.plan.build import PlanDoors
from functions.plan.build import build as build_plan
from functions.supervise.build import build as build_supervise
from functions.supervise.doors import SuperviseDoors
from shared.identity import UserPool
from shared.photos import Photos
from shared.queue import Queue
from shared.raw_files import RawFiles
from shared.secrets import SourceSecrets
from shared.uploads import Uploads
from shared.waiting_deliveries import WaitingDeliveries
from tests import memory
from tests.functions import planning
from tests.functions.messages import Messages
from tests.granted import Granted
from tests.tables import StagedTable

BUCKET = "relevo-imports"


def apis(client, secret, now, request_step=10**9):
    """Return the functions' APIs; create a user pool and a bucket for files to import.

    Requests are counted in the table only by tests that say so, since others compare tables and calls.
    """
    memory.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    known = {"now": now, "secret": secret, "request_step": request_step}
    secrets = SourceSecrets(secret, memory.client("secretsmanager"), "relevo/sources")
    photos = Photos(lambda: memory.client("s3"), "relevo-photos")
    queue, uploads = Queue(Messages, "queue"), Uploads(lambda: memory.client("s3"), BUCKET)
    ingest = IngestDoors(
        **known,
        table=StagedTable(Granted(client, "ingest")),
        secrets=secrets,
        fetches=queue,
        imports=queue,
        uploads=uploads,
        waiting=WaitingDeliveries(uploads, queue),
        raws=RawFiles(uploads),
    )
    plan = PlanDoors(
        **known,
        table=StagedTable(Granted(client, "plan")),
        secrets=secrets,
        identity=UserPool(*planning.pool()),
        schedules=planning.Calendar(),
        outgoing=queue,
    )
    return (
        build_claim(ClaimDoors(**known, table=StagedTable(Granted(client, "claim")))),
        build_ingest(ingest),
        build_lost(LostDoors(now=now, release="test")),
        build_plan(plan),
        build_supervise(
            SuperviseDoors(
                **known,
                table=StagedTable(Granted(client, "supervise")),
                pushes=queue,
                photos=photos,
                raws=RawFiles(uploads),
            )
        ),
    )
