"""Define the Lambda handler of `live`, with its doors to AWS opened once per process."""

from functions.live.build import build
from shared import aws
from shared.doors import Doors
from shared.environment.notifications import LiveEnvironment
from shared.store.table import Table

settings = LiveEnvironment.read()
handler = build(Doors(table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS)))
