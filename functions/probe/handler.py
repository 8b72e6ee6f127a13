"""Define the Lambda handler of `probe`, with its doors to AWS opened once per process."""

import time

from functions.probe.build import ProbeDoors, build
from functions.probe.public_api import PublicApi
from shared import aws
from shared.environment.entry import ProbeEnvironment
from shared.secrets import MasterSecret
from shared.store.table import Table

settings = ProbeEnvironment.read()
handler = build(
    ProbeDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        secret=MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN),
        post=PublicApi(settings.PUBLIC_URL).post,
        pause=time.sleep,
    )
)
