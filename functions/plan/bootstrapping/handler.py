"""Lambda's entry of the bootstrap: its doors to AWS, opened once per process."""

from functions.plan.bootstrapping.build import BootstrapDoors, build
from shared import aws
from shared.environment.plan import BootstrapEnvironment
from shared.identity import UserPool
from shared.store.table import Table

settings = BootstrapEnvironment.read()
handler = build(
    BootstrapDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        identity=UserPool(aws.cognito(), settings.USER_POOL_ID),
    )
)
