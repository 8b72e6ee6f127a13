"""Define the requests and responses of imports, as in docs/api.md."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from pydantic import AwareDatetime, JsonValue

from shared.domain.kernel.record import SourceId
from shared.domain.lead_records.lead_import import Import, Mapping, Status
from shared.uploads import CONTENT_TYPE, URL_VALID_SECONDS
from shared.web.field_errors import MistakeShown
from shared.web.schemas import RecipientBody, RequestModel, Shown


class ImportBody(RequestModel):
    """The source of an import's leads, and where they go."""

    source_id: SourceId | None = None
    routing: Literal["route", "pool"] | RecipientBody


class StartBody(RequestModel):
    """Say how to read the uploaded file; with `dry_run` no leads are created."""

    mapping: Mapping | None = None
    dry_run: bool = False


class UploadShown(Shown):
    """The address to upload the file to, with exactly these headers, until `expires_at`."""

    url: str
    method: Literal["PUT"] = "PUT"
    headers: dict[str, str]
    expires_at: AwareDatetime


class ColumnShown(Shown):
    """A column of the file, and what it holds: a field, or `attributes.` and the attribute's name."""

    name: str
    holds: str


class RecipientShown(Shown):
    """The member who gets the leads."""

    agent_id: str


class ErrorShown(MistakeShown):
    """An error that keeps a row from making a lead, without the row's content. The header is row 1."""

    row: int


class ImportShown(Shown):
    """An import and its progress. `rows` and `columns` are present once the file was read."""

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
    created_at: AwareDatetime
    by: str
    upload: UploadShown | None = None
    version: int

    @classmethod
    def of(cls, one: Import, upload: UploadShown | None = None) -> ImportShown:
        """Show an import; with the upload address while it waits for its file."""
        columns = [ColumnShown(name=name, holds=held) for name, held in zip(one.columns, one.fields, strict=True)]
        to = one.to
        return cls(
            import_id=one.import_id, status=one.status, reason=one.reason, dry_run=one.dry_run,
            routing=to if to == "route" or to == "pool" else RecipientShown(agent_id=to), source_id=one.source_id,
            mapping=_given(one.mapping), columns=tuple(columns) or None, rows=one.rows, done=one.done,
            created=one.created, repeated=one.repeated, failed=one.failed, created_at=one.at, by=one.by, upload=upload,
            version=one.version,
        )  # fmt: skip


def _given(mapping: Mapping | None) -> dict[str, JsonValue] | None:
    """Return the mapping as the request gave it."""
    return mapping.model_dump(mode="json", exclude_defaults=True) if mapping else None


def upload_shown(url: str, now: AwareDatetime) -> UploadShown:
    """Show an upload address that was signed at `now`."""
    expires_at = now + timedelta(seconds=URL_VALID_SECONDS)
    return UploadShown(url=url, headers={"Content-Type": CONTENT_TYPE}, expires_at=expires_at)
