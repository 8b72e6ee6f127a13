"""Operations on imports: create, start, and follow them."""

from __future__ import annotations

from pydantic import JsonValue

from functions.ingest.imports.schemas import ErrorShown, ImportBody, ImportShown, StartBody, upload_shown
from functions.ingest.imports.upload import key_of
from shared.domain.kernel import limits
from shared.domain.kernel.audit import Audit
from shared.domain.kernel.errors import AgentUnknown, Invalid, Missing, NotActive, SourceUnknown, UploadMissing
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.inquiry import is_active_member
from shared.domain.lead_records.lead_import import MAX_BYTES, Import, fail_import, start_import
from shared.domain.plan_records.plan import Plan
from shared.doors import NewId
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.store import indexes, keys
from shared.store.idempotency import IdempotentRequest
from shared.store.lists.import_errors import page
from shared.store.plans import Plans
from shared.store.retry import retry_on_conflict
from shared.store.table import Table, put
from shared.uploads import Uploads
from shared.web import auth
from shared.web.app import Response
from shared.web.paging import PageQuery, Paging
from shared.web.request import Request
from shared.web.schemas import Page, RecipientBody

OPERATION = "POST /imports"


class ImportOperations:
    """Operations on imports, for Managers and the Rainmaker."""

    def __init__(
        self, table: Table, plans: Plans, secret: MasterSecret, uploads: Uploads, queue: Queue, new_id: NewId
    ) -> None:
        self._table, self._plans, self._secret = table, plans, secret
        self._uploads, self._queue, self._new_id = uploads, queue, new_id

    def create_import(self, request: Request, body: ImportBody) -> Response:
        """Create an import of leads; the answer says where to upload the CSV file, within a quarter of an hour.

        Raises:
            Forbidden: neither a Manager nor the Rainmaker.
            SourceUnknown, AgentUnknown, Invalid: a field names something that does not exist, or is missing.
            NotActive: the member chosen cannot receive leads.

        Source: docs/rules.md, "Entry" 1 and 5.
        """
        plan = self._plans.current()
        me = auth.caller(request, plan)
        once = IdempotentRequest(self._table, self._secret.keyed_hashes, me.agent_id, OPERATION, request)
        import_id = self._new_id("import")

        def attempt() -> Response:
            if made := once.made():
                return self._answer(self._read(made), request, body)
            _check(body, plan)
            to = body.routing.agent_id if isinstance(body.routing, RecipientBody) else body.routing
            one = Import(import_id=import_id, at=request.now, by=me.agent_id, to=to, source_id=body.source_id,
                         kept_days=plan.settings.retention.imports_days)  # fmt: skip
            entry = self._audit("import.created", one, me.agent_id, request, {"to": to})
            self._table.commit([put(one), put(entry), *once.writes(import_id)])
            return self._answer(one.stored(), request, body)

        return retry_on_conflict(self._table, attempt)

    def start_import(self, request: Request, import_id: str, body: StartBody) -> ImportShown:
        """Start an import whose file is uploaded; with `dry_run`, only report what would become of each row.

        Returns:
            The import, started, or started again after a dry run. An import that is running or done is unchanged.

        Raises:
            Missing: there is no such import.
            UploadMissing: its file was not uploaded.
            Invalid: too many imports are under way.
        """
        me = auth.caller(request, self._plans.current())

        def attempt() -> Import:
            one = self._read(import_id)
            if not one.startable:
                return one
            limits.IMPORTS.check(self._table.number(indexes.IMPORT, index=indexes.DUE))
            upload = self._uploads.find(key_of(import_id))
            if upload is None:
                raise UploadMissing
            started = start_import(one, upload.tag, body.mapping, request.now, dry_run=body.dry_run)
            started = fail_import(started, "too_large") if upload.size > MAX_BYTES else started
            entry = self._audit("import.started", one, me.agent_id, request, {"dry_run": body.dry_run})
            self._table.commit([put(started), put(entry)])
            if started.under_way:
                self._queue.send([{"import_id": import_id}])
            return started.stored()

        return ImportShown.of(retry_on_conflict(self._table, attempt))

    def read_import(self, request: Request, import_id: str) -> ImportShown:
        """Read an import: its progress, and the results of its rows."""
        auth.caller(request, self._plans.current())
        return ImportShown.of(self._read(import_id))

    def list_import_errors(self, request: Request, import_id: str, query: PageQuery) -> Page[ErrorShown]:
        """List the rows that make no lead, with their errors.

        Returns:
            The errors found so far since the import was last started, in the order of the rows.
        """
        me = auth.caller(request, self._plans.current())
        one = self._read(import_id)
        paging = Paging(self._secret.keys, f"import {me.agent_id} {import_id} {one.run}", query.cursor)
        found = page(self._table, one, query.limit, paging.after)
        return paging.page(map(ErrorShown.of, found.records), found.next)

    def _audit(self, what: str, one: Import, by: AgentId, request: Request, after: dict[str, JsonValue]) -> Audit:
        audit_id, subject = self._new_id("audit"), one.import_id
        return Audit(audit_id=audit_id, at=request.now, by=by, what=what, subject=subject, after=after)

    def _read(self, import_id: str) -> Import:
        one = self._table.get(Import, keys.imported(import_id))
        if one is None:
            raise Missing
        return one

    def _answer(self, one: Import, request: Request, body: ImportBody) -> Response:
        if one.status != "waiting":
            return Response(ImportShown.of(one), 201)
        upload = upload_shown(self._uploads, key_of(one.import_id), body.bytes, request.now)
        return Response(ImportShown.of(one, upload), 201)


def _check(body: ImportBody, plan: Plan) -> None:
    """Refuse an import whose source or member does not exist or is not active."""
    source = plan.sources.get(body.source_id) if body.source_id else None
    if body.source_id and (source is None or source.status != "active"):
        raise SourceUnknown(("body", "source_id"))
    if body.routing == "route" and source is None:
        raise Invalid(("body", "source_id"), "source_needed", "Routing needs the source the leads came from.")
    if isinstance(body.routing, RecipientBody):
        if body.routing.agent_id not in plan.members:
            raise AgentUnknown(("body", "routing", "agent_id"))
        if not is_active_member(plan, body.routing.agent_id):
            raise NotActive
