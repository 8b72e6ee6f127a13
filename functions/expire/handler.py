"""Define the Lambda handler of `expire`, with its doors to AWS opened once per process."""

from functions.expire.build import build
from shared import aws
from shared.doors import Doors
from shared.environment.leads import ExpireEnvironment
from shared.store.table import Table

settings = ExpireEnvironment.read()
handler = build(Doors(table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS)))
