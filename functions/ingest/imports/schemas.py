"""Define the requests and responses of imports, as in docs/api.md."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, JsonValue, StrictBool

from shared.domain.kernel.record import SourceId
from shared.domain.lead_records.lead_import import MAX_BYTES, Import, Mapping, Status
from shared.uploads import CONTENT_TYPE, URL_VALID_SECONDS, Uploads
from shared.web.field_errors import MistakeShown
from shared.web.schemas import RecipientBody, RequestModel, Shown


class ImportBody(RequestModel):
    """The source of an import's leads, where they go, and the size of the file that will be uploaded."""

    source_id: SourceId | None = None
    routing: Literal["route", "pool"] | RecipientBody
    bytes: Annotated[int, Field(ge=0, le=MAX_BYTES, strict=True)] | None = None


class StartBody(RequestModel):
    """Say how to read the uploaded file; with `dry_run` no leads are created."""

    mapping: Mapping | None = None
    dry_run: StrictBool = False


class UploadShown(Shown):
    """The address to upload the file to, with exactly these headers, until `expires_at`.

    PUT takes a file of just the `bytes` that were asked for. Where none were, a form is to be POSTed: `fields`, and
    then `file`, of at most 20 MB.
    """

    url: str
    method: Literal["PUT", "POST"]
    headers: dict[str, str]
    fields: dict[str, str] | None = None
    expires_at: AwareDatetime


class ColumnShown(Shown):
    """A column of the file, and what it holds: a field, `attributes.` and a name, or `consents.` and what for."""

    name: str
    holds: str


class RecipientShown(Shown):
    """The member who gets the leads."""

    agent_id: str


class ErrorShown(MistakeShown):
    """An error that keeps a row from making a lead, without the row's content. The header is row 1."""

    row: int


class ImportShown(Shown):
    """An import and its progress. `rows` and `columns` are present once the file was read.

    `objected` counts, of those that `failed`, the rows of people who object; it is left out if there are none.
    """

    import_id: str
    status: Status
    reason: str | None = None
    dry_run: bool
    routing: Literal["route", "pool"] | RecipientShown
    source_id: str | None = None
    mapping: dict[str, JsonValue] | None = None
    columns: tuple[ColumnShown, ...] | None = None
    rows: int | None = None
    done: int
    created: int
    repeated: int
    failed: int
    objected: int | None = None
    created_at: AwareDatetime
    by: str
    upload: UploadShown | None = None
    version: int

    @classmethod
    def of(cls, one: Import, upload: UploadShown | None = None) -> "ImportShown":
        """Show an import; with the upload address while it waits for its file."""
        columns = [ColumnShown(name=name, holds=held) for name, held in zip(one.columns, one.fields, strict=True)]
        to = one.to
        return cls(
            import_id=one.import_id, status=one.status, reason=one.reason, dry_run=one.dry_run,
            routing=to if to == "route" or to == "pool" else RecipientShown(agent_id=to), source_id=one.source_id,
            mapping=_given(one.mapping), columns=tuple(columns) or None, rows=one.rows, done=one.done,
            created=one.created, repeated=one.repeated, failed=one.failed, objected=one.objected or None,
            created_at=one.at, by=one.by, upload=upload,
            version=one.version,
        )  # fmt: skip


def _given(mapping: Mapping | None) -> dict[str, JsonValue] | None:
    """Return the mapping as the request gave it."""
    return mapping.model_dump(mode="json", exclude_defaults=True) if mapping else None


def upload_shown(uploads: Uploads, key: str, size: int | None, now: AwareDatetime) -> UploadShown:
    """Sign and show the address to upload a file to, of this size; None for any size that an import may have."""
    expires_at = now + timedelta(seconds=URL_VALID_SECONDS)
    if size is None:
        form = uploads.upload_form(key, MAX_BYTES)
        return UploadShown(url=form.url, method="POST", headers={}, fields=form.fields, expires_at=expires_at)
    url = uploads.upload_url(key, size)
    return UploadShown(url=url, method="PUT", headers={"Content-Type": CONTENT_TYPE}, expires_at=expires_at)
