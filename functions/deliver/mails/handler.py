"""Define the Lambda handler of `mail`, with its doors to AWS opened once per process."""

from functools import partial

from functions.deliver.mails.build import MailDoors, build
from shared import aws
from shared.environment.notifications import MailEnvironment
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.store.table import Table

settings = MailEnvironment.read()
handler = build(
    MailDoors(
        table=Table(aws.dynamodb(), settings.TABLE_NAME, packs=settings.PACKS_LEADS),
        secret=MasterSecret(aws.secretsmanager(), settings.MASTER_SECRET_ARN),
        mails=Queue(aws.sqs, settings.MAILS_URL),
        mailer=partial(aws.sesv2, settings.MAIL_REGION),
        sender=settings.MAIL_FROM,
        security_address=settings.SECURITY_ADDRESS,
        public_url=settings.PUBLIC_URL,
        configuration_set=settings.MAIL_SET,
    )
)
