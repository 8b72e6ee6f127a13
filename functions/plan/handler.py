"""Lambda's entry point of the plan function: creates its AWS clients once per process."""

from functions.plan.build import PlanDoors, build
from shared import aws
from shared.environment.plan import PlanEnvironment
from shared.identity import UserPool
from shared.queue import Queue
from shared.schedules import Schedules
from shared.secrets import MasterSecret, SourceSecrets
from shared.store.table import Table

settings = PlanEnvironment.read()
secret = MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN)
api = build(
    PlanDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        secret=secret,
        secrets=SourceSecrets(secret, aws.secretsmanager(), settings.SOURCE_SECRETS),
        identity=UserPool(aws.cognito(), settings.USER_POOL_ID),
        schedules=Schedules(
            aws.scheduler(), settings.SCHEDULE_GROUP, settings.SCHEDULE_TARGET_ARN, settings.SCHEDULE_ROLE_ARN
        ),
        outgoing=Queue(aws.sqs, settings.OUTGOING_URL),
        inbound_domain=settings.INBOUND_DOMAIN,
        loopback=settings.TO_LOOPBACK,
    )
)
handler = api.handler
