"""Define the Lambda handler of `activate`, with its doors to AWS opened once per process."""

from functions.activate.build import ActivateDoors, build
from shared import aws
from shared.environment.plan import ActivateEnvironment
from shared.schedules import Schedules
from shared.store.table import Table

settings = ActivateEnvironment.read()
handler = build(
    ActivateDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        schedules=Schedules(
            aws.scheduler(), settings.SCHEDULE_GROUP, settings.SCHEDULE_TARGET_ARN, settings.SCHEDULE_ROLE_ARN
        ),
    )
)
