"""Make what a tenant's stack stores things in: table, buckets, secrets. Most of it can outlive the stack."""

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_s3 as s3

from infra.blocked import PREFIX as DEALS
from infra.blocked import make_blocked_store
from infra.grants import Resource
from infra.imports import PREFIX, make_bucket
from infra.ledger import PREFIX as ENTRIES
from infra.ledger import make_ledger
from infra.photos import PREFIX as PHOTOS
from infra.photos import make_photos
from infra.secrets import make_contact_secret, make_master_secret
from infra.table import existing_table, make_table
from infra.tenant_file import TenantFile
from infra.waiting import PREFIX as DELIVERIES
from infra.waiting import make_waiting
from infra.wiring.limits import KEPT, MAILS
from shared.store import indexes


class Stores:
    """Make the stores of a tenant, or take those that its file adopts; tell functions where they are."""

    def __init__(self, stack: Stack, file: TenantFile) -> None:
        """Create them in `stack`, as the tenant's file says."""
        self._file, self._stack = file, stack
        keeps, adopted = file.keeps_data, file.adopt
        self.table = (
            existing_table(stack, name=adopted.table, stream=adopted.table_stream)
            if adopted.table and adopted.table_stream
            else make_table(stack, keeps_data=keeps)
        )
        self.imports = make_bucket(stack, keeps_data=keeps, existing=adopted.imports)
        self.photos = make_photos(stack, keeps_data=keeps, existing=adopted.photos)
        self.waiting = make_waiting(stack, keeps_data=keeps, existing=adopted.deliveries)
        self.ledger = make_ledger(stack, keeps_data=keeps, lock=file.object_lock, existing=adopted.ledger)
        self.blocked = make_blocked_store(
            stack, keeps_data=keeps, locks=file.object_lock is not None, existing=adopted.blocked
        )
        self.source_secrets = f"{file.stack_name}/sources"
        self.master_secret = adopted.master_secret or make_master_secret(stack, keeps_data=keeps).attr_id
        self.contact_secret = adopted.contact_secret or make_contact_secret(stack, keeps_data=keeps).attr_id

    def environment(self) -> dict[str, str]:
        """Return the environment variables that say where they are."""
        return {
            "TABLE_NAME": self.table.table_name,
            "MASTER_SECRET_ARN": self.master_secret,
            "CONTACT_SECRET_ARN": self.contact_secret,
            "SOURCE_SECRETS": self.source_secrets,
            "WAITING_BUCKET": self.waiting.bucket_name,
            "IMPORTS_BUCKET": self.imports.bucket_name,
            "PHOTOS_BUCKET": self.photos.bucket_name,
            "LEDGER_BUCKET": self.ledger.bucket_name,
            "BLOCKED_BUCKET": self.blocked.bucket_name,
            "BLOCKED_LOCK": self._file.object_lock or "",
        }

    def places(self) -> dict[Resource, list[str]]:
        """Return the ARNs of the wiring's resources that are in them."""
        table = self.table.table_arn
        return {
            Resource.TABLE: [table],
            Resource.QUEUE: [f"{table}/index/{indexes.QUEUE.name}"],
            Resource.ALL: [f"{table}/index/{indexes.ALL.name}"],
            Resource.NAME: [f"{table}/index/{indexes.NAME.name}"],
            Resource.DUE: [f"{table}/index/{indexes.DUE.name}"],
            Resource.CONVERSATION: [f"{table}/index/{indexes.CONVERSATION.name}"],
            Resource.STREAM: [self.table.table_stream_arn or ""],
            Resource.MASTER_SECRET: [self.master_secret],
            Resource.CONTACT_SECRET: [self.contact_secret],
            Resource.SOURCE_SECRETS: [
                self._stack.format_arn(
                    service="secretsmanager",
                    resource="secret",
                    resource_name=f"{self.source_secrets}/*",
                    arn_format=ArnFormat.COLON_RESOURCE_NAME,
                )
            ],
            Resource.WAITING_FILES: [self.waiting.arn_for_objects(f"{DELIVERIES}*")],
            Resource.INBOX_FILES: [self.waiting.arn_for_objects(f"{MAILS}*")],
            Resource.KEPT_FILES: [self.waiting.arn_for_objects(f"{KEPT}*")],
            Resource.WAITING_BUCKET: [self.waiting.bucket_arn],
            Resource.UPLOADS: [self.imports.arn_for_objects(f"{PREFIX}*")],
            Resource.UPLOADS_BUCKET: [self.imports.bucket_arn],
            Resource.PHOTOS: [self.photos.arn_for_objects(f"{PHOTOS}*")],
            Resource.PHOTOS_BUCKET: [self.photos.bucket_arn],
            Resource.LEDGER: [self.ledger.arn_for_objects(f"{ENTRIES}*")],
            Resource.LEDGER_BUCKET: [self.ledger.bucket_arn],
            Resource.BLOCKED: [self.blocked.arn_for_objects(f"{DEALS}*")],
        }


def hosts(bucket: s3.IBucket) -> list[str]:
    """Return the addresses at which a bucket is asked: signed URLs name either host."""
    return [f"https://{bucket.bucket_regional_domain_name}", f"https://{bucket.bucket_domain_name}"]
