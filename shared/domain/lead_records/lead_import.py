"""An import: leads from a file, worked off row by row, each of them once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from shared.domain.kernel.field_error import FieldError
from shared.domain.kernel.record import AgentId, ImportId, Record, SourceId, Value

MAX_ROWS = 10_000
MAX_BYTES = 20 * 1024 * 1024
KEPT = timedelta(days=90)
FORGOTTEN = timedelta(seconds=60)  # without progress, until the sweep asks again

Status = Literal["waiting", "checking", "checked", "running", "done", "failed"]
Failure = Literal[
    "upload_missing", "upload_changed", "too_large", "too_many_rows", "not_csv", "no_header", "no_rows",
    "column_unknown", "column_twice",
]  # fmt: skip
Column = Annotated[str, Field(max_length=200)] | Annotated[int, Field(ge=0, le=999, strict=True)]
Columns = Column | Annotated[tuple[Column, ...], Field(max_length=10)]
Count = Annotated[int, Field(ge=0)]


class Mapping(Value):
    """Which columns hold what, by their names in the header or their numbers from 0."""

    first_name: Column | None = None
    last_name: Column | None = None
    full_name: Column | None = None
    email: Columns | None = None
    phone: Columns | None = None
    message: Column | None = None
    attributes: Annotated[dict[Annotated[str, Field(min_length=1, max_length=60)], Column], Field(max_length=100)] = {}


class Import(Record):
    """A file of leads, and how far it is.

    Attributes:
        by: the member whose import it is, and who enters its leads.
        to: where its leads go: through routing, to the pool, or to a member.
        mapping: as it was asked for; None recognises columns by their names.
        columns: the header, and `fields` what each of its columns holds: known with the first rows.
        upload: which upload is read: another one in its place is not.
        run: which start this is; each has its own counts and errors.
        rows: how many there are, once that is known; `done` how many have been decided, from the first on.
        due: since when nothing happened, while something should.

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
    due: AwareDatetime | None = None

    @property
    def under_way(self) -> bool:
        """Whether rows are being worked off."""
        return self.status in ("checking", "running")

    @property
    def startable(self) -> bool:
        """Whether it may start (again): not once any of its rows has been decided for good."""
        spent = not self.dry_run and self.done > 0
        return self.status in ("waiting", "checked") or (self.status == "failed" and not spent)

    @property
    def forget_at(self) -> datetime:
        """When the table may forget it."""
        return self.at + KEPT


class RowError(FieldError):
    """Why a row makes no lead, and where in it; the header is row 1."""

    row: int


class ImportErrors(Record):
    """The mistakes of some rows of a run; `start` is how many rows were done before them."""

    import_id: ImportId
    run: int
    start: int
    forget_at: AwareDatetime
    items: tuple[RowError, ...]


def start_import(one: Import, upload: str, mapping: Mapping | None, now: datetime, *, dry_run: bool) -> Import:
    """The import, under way from its first row. One that may not start (again) stays as it is."""
    if not one.startable:
        return one
    return one.model_copy(update={
        "status": "checking" if dry_run else "running", "dry_run": dry_run, "mapping": mapping, "upload": upload,
        "run": one.run + 1, "reason": None, "columns": (), "fields": (), "rows": None, "due": now,
        **dict.fromkeys(("done", "created", "repeated", "failed"), 0),
    })  # fmt: skip


def advance_import(
    one: Import, now: datetime, *, created: int = 0, repeated: int = 0, failed: int = 0, **seen: Any
) -> Import:
    """So many rows further; after the last it has ended. `seen` is what was learnt of the file.

    Together with the leads of these rows in one transaction, guarded by the version, this is what
    makes each row count exactly once, however often the work is asked for.
    """
    further = one.model_copy(update={
        **seen, "done": one.done + created + repeated + failed, "created": one.created + created,
        "repeated": one.repeated + repeated, "failed": one.failed + failed, "due": now,
    })  # fmt: skip
    if further.done != further.rows:
        return further
    return further.model_copy(update={"status": "checked" if one.dry_run else "done", "due": None})


def fail_import(one: Import, reason: Failure) -> Import:
    """The import, ended because its file cannot be read as one. What it has made so far stays."""
    return one.model_copy(update={"status": "failed", "reason": reason, "due": None})
