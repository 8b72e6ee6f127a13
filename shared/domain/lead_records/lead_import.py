"""Define imports: leads from the rows of a file, each made exactly once."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from shared.domain.kernel.field_error import FieldError
from shared.domain.kernel.record import AgentId, ImportId, Record, SourceId, Value

MAX_ROWS = 10_000
MAX_BYTES = 20 * 1024 * 1024
FORGOTTEN = timedelta(seconds=60)  # time without progress after which the sweep continues an import

Status = Literal["waiting", "checking", "checked", "running", "done", "failed"]
Failure = Literal[
    "upload_missing", "upload_changed", "too_large", "too_many_rows", "not_csv", "no_header", "no_rows",
    "column_unknown", "column_twice",
]  # fmt: skip
Column = Annotated[str, Field(max_length=200)] | Annotated[int, Field(ge=0, le=999, strict=True)]
Columns = Column | Annotated[tuple[Column, ...], Field(max_length=10)]
Count = Annotated[int, Field(ge=0)]


# A purpose, and perhaps the channel: `marketing`, `marketing.email`.
ConsentTopic = Annotated[str, Field(pattern=r"^[a-z_]{1,60}(\.[a-z_]{1,60})?$")]


class Mapping(Value):
    """The column or columns of each field, by name in the header or by number from 0.

    `consents` names a column of yes and no for a purpose, or for a purpose and channel.
    """

    first_name: Column | None = None
    last_name: Column | None = None
    full_name: Column | None = None
    email: Columns | None = None
    phone: Columns | None = None
    message: Column | None = None
    attributes: Annotated[dict[Annotated[str, Field(min_length=1, max_length=60)], Column], Field(max_length=100)] = {}
    consents: Annotated[dict[ConsentTopic, Column], Field(max_length=10)] = {}


class Import(Record):
    """An import: a file of leads, and its progress.

    Attributes:
        by: the member who imports, and counts as having entered the leads.
        to: where its leads go: to routing, to the pool, or to a member.
        mapping: as requested; None recognises columns by their names.
        columns: the header; `fields`: the field of each column. Both are set with the first rows.
        upload: identifies the uploaded file; another file uploaded in its place is not read.
        run: the number of this start; each start has its own counts and errors.
        rows: the number of rows, once known; `done`: how many of them, from the first on, are decided.
        objected: how many of those that failed did so because their person objects.
        kept_days: how long it is kept, as the settings said when it was made.
        due: when it last progressed, while it is running.

    Source: docs/rules.md, "Entry" 1.
    """

    import_id: ImportId
    at: AwareDatetime
    by: AgentId
    to: Literal["route", "pool"] | AgentId
    source_id: SourceId | None = None
    status: Status = "waiting"
    reason: Failure | None = None
    dry_run: bool = False
    mapping: Mapping | None = None
    upload: str = ""
    run: Count = 0
    columns: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    rows: Count | None = None
    done: Count = 0
    created: Count = 0
    repeated: Count = 0
    failed: Count = 0
    objected: Count = 0
    kept_days: int = 90
    due: AwareDatetime | None = None

    @property
    def under_way(self) -> bool:
        """Return whether rows are being read."""
        return self.status in ("checking", "running")

    @property
    def startable(self) -> bool:
        """Return whether it may start or restart: not after a real run has decided any row."""
        spent = not self.dry_run and self.done > 0
        return self.status in ("waiting", "checked") or (self.status == "failed" and not spent)

    @property
    def forget_at(self) -> datetime:
        """Return when the table may delete it."""
        return self.at + timedelta(days=self.kept_days)


class RowError(FieldError):
    """A mistake in a row, for which the row makes no lead; the header is row 1."""

    row: int


class ImportErrors(Record):
    """The mistakes in one chunk of rows of a run; `start` is how many rows were done before the chunk."""

    import_id: ImportId
    run: int
    start: int
    forget_at: AwareDatetime
    items: tuple[RowError, ...]


def start_import(one: Import, upload: str, mapping: Mapping | None, now: datetime, *, dry_run: bool) -> Import:
    """Start the import from its first row. An import that may not start stays unchanged."""
    if not one.startable:
        return one
    return one.model_copy(update={
        "status": "checking" if dry_run else "running", "dry_run": dry_run, "mapping": mapping, "upload": upload,
        "run": one.run + 1, "reason": None, "columns": (), "fields": (), "rows": None, "due": now,
        **dict.fromkeys(("done", "created", "repeated", "failed", "objected"), 0),
    })  # fmt: skip


def advance_import(
    one: Import, now: datetime, *, created: int = 0, repeated: int = 0, failed: int = 0, objected: int = 0, **seen: Any
) -> Import:
    """Add decided rows to the import's progress, and end it after the last row. `seen` sets fields read from the file.

    It is written in one transaction with the leads of these rows, guarded by its version. So each row counts exactly
    once, however often the work is repeated.
    """
    further = one.model_copy(update={
        **seen, "done": one.done + created + repeated + failed, "created": one.created + created,
        "repeated": one.repeated + repeated, "failed": one.failed + failed,
        "objected": one.objected + objected, "due": now,
    })  # fmt: skip
    if further.done != further.rows:
        return further
    return further.model_copy(update={"status": "checked" if one.dry_run else "done", "due": None})


def fail_import(one: Import, reason: Failure) -> Import:
    """End the import because its file cannot be read. The leads made so far stay."""
    return one.model_copy(update={"status": "failed", "reason": reason, "due": None})
