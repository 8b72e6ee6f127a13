"""Define the Lambda handler of `route`, with its doors to AWS opened once per process."""

from functions.route.build import RouteDoors, build
from shared import aws
from shared.clocks import Clocks
from shared.environment.leads import RouteEnvironment
from shared.store.table import Table

settings = RouteEnvironment.read()
handler = build(
    RouteDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        clocks=Clocks(aws.stepfunctions(), settings.CLOCK_ARN),
    )
)
