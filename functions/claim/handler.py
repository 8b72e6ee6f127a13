"""Lambda's entry of the claim function: its doors to AWS, opened once per process."""

from functions.claim.build import ClaimDoors, build
from shared import aws
from shared.secrets import MasterSecret
from shared.settings import ClaimSettings
from shared.store.table import Table

settings = ClaimSettings.read()
api = build(
    ClaimDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME),
        secret=MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN),
    )
)
handler = api.handler
