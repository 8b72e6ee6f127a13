"""Lambda's entry point of the claim function: creates its AWS clients once per process."""

from functions.claim.build import ClaimDoors, build
from shared import aws
from shared.environment.leads import ClaimEnvironment
from shared.secrets import MasterSecret
from shared.store.table import Table

settings = ClaimEnvironment.read()
api = build(
    ClaimDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        secret=MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN),
    )
)
handler = api.handler
