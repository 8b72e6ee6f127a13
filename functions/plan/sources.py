"""Operations on sources."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from functions.plan.plan_session import Decide, PlanSession
from functions.plan.schemas import SourceMade, SourceShown
from shared.domain.kernel.record import SecretId, SourceId
from shared.domain.lead_records.source_watch import WatchedSources
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import ISSUED, Source
from shared.domain.planning.change_source import (
    SecretDraft,
    SecretRenewal,
    SourceDraft,
    SourcePatch,
    archive_source,
    change_source,
    create_source,
    renew_secret,
    revoke_former_secret,
    unused_secrets,
)
from shared.domain.planning.changes import Change, ChangeContext
from shared.domain.planning.map_fields import map_fields
from shared.doors import NewId
from shared.secrets import IssuedSecret, MasterSecret, SourceSecrets
from shared.store import deliveries, keys
from shared.store.table import Table
from shared.web import auth
from shared.web.field_mapping import FieldMappingBody
from shared.web.request import Request
from shared.web.schemas import Page

AT_ONCE = 8  # parallel queries for last deliveries


class Sources:
    """Operations on sources: Managers read them; the Rainmaker changes them, and is shown each secret once."""

    def __init__(
        self, session: PlanSession, table: Table, master: MasterSecret, secrets: SourceSecrets, new_id: NewId,
        domain: str,
    ) -> None:  # fmt: skip
        self._session, self._table, self._master, self._secrets, self._new_id = session, table, master, secrets, new_id
        self._domain = domain

    def list_sources(self, request: Request) -> Page[SourceShown]:
        """List the sources that take leads, in the order they were created."""
        me, plan = self._session.read(request)
        sources = sorted(plan.sources.values(), key=lambda source: source.source_id)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            there, known = [one for one in sources if one.status == "active"], self._watched()
            return Page(items=tuple(pool.map(lambda source: self._shown(source, plan, me, request.now, known), there)))

    def get_source(self, request: Request, source_id: str) -> SourceShown:
        """Read a source, even an archived one."""
        me, plan = self._session.read(request)
        return self._shown(plan.source(source_id), plan, me, request.now, self._watched())

    def create_source(self, request: Request, body: SourceDraft) -> SourceMade:
        """Create a source; the answer holds its secret, unless its leads are entered by hand."""
        source_id, kept = self._new_id("source"), self._new_id("secret")

        def decide(plan: Plan, stamp: ChangeContext) -> Change:
            change = create_source(plan, body, source_id, kept, stamp, master_version=self._master.version)
            self._keep(change, None, body)
            return change

        plan, made = self._session.create(request, "POST /sources", decide)
        return self._with_secret(plan.source(made), plan, request)

    def change_source(self, request: Request, source_id: str, body: SourcePatch) -> SourceShown:
        """Change the fields of a source that are sent. Null resets `category` and `owner`, and closes `form`."""
        plan = self._session.change(
            request, lambda plan, stamp: change_source(plan, source_id, body, request.if_match, stamp)
        )
        me = auth.caller(request, plan)
        return self._shown(plan.source(source_id), plan, me, request.now, self._watched())

    def map_fields(self, request: Request, source_id: str, body: FieldMappingBody) -> SourceShown:
        """Say what the fields of a source's deliveries stand for, from the next one on; those not sent are recognised.

        The body has all of them: its fields' names, each with what it stands for. An empty one resets the mapping.
        """
        plan = self._session.change(
            request, lambda plan, stamp: map_fields(plan, source_id, body.root, request.if_match, stamp)
        )
        return self._shown(plan.source(source_id), plan, auth.caller(request, plan), request.now, self._watched())

    def archive_source(self, request: Request, source_id: str) -> None:
        """Archive a source that no route names. Its existing leads go on as before; a former secret ends."""
        self._change_secrets(
            request, source_id, lambda plan, stamp: archive_source(plan, source_id, request.if_match, stamp)
        )

    def renew_secret(self, request: Request, source_id: str, body: SecretRenewal) -> SourceMade:
        """Give a source a new secret; the previous one works for 24 hours more, and no older one does.

        With `revoke_former` the previous one ends at once, as when it has leaked. If the provider issues the secret,
        the body holds the new secret, the new access token, or both.
        """
        version = request.if_match  # read first, so that a malformed header is refused for repeated requests too
        kept, unused = self._new_id("secret"), list[SecretId]()

        def decide(plan: Plan, stamp: ChangeContext) -> Change:
            master_version = self._master.version
            change = renew_secret(plan, source_id, body, kept, version, stamp, master_version=master_version)
            before = plan.source(source_id)
            self._keep(change, before, body)
            unused[:] = unused_secrets(before, change.on(plan).source(source_id))
            return change

        plan, made = self._session.create(request, f"POST secret {source_id}"[:60], decide)
        self._delete(made, unused)
        return self._with_secret(plan.source(made), plan, request)

    def revoke_former_secret(self, request: Request, source_id: str) -> None:
        """End the former secret of a source now: the next delivery that was made with it is refused."""
        self._change_secrets(
            request, source_id, lambda plan, stamp: revoke_former_secret(plan, source_id, request.if_match, stamp)
        )

    def _change_secrets(self, request: Request, source_id: str, decide: Decide) -> None:
        """Commit a change that ends secrets, and delete those that were stored."""
        unused = list[SecretId]()

        def decide_with_secrets(plan: Plan, stamp: ChangeContext) -> Change:
            change = decide(plan, stamp)
            unused[:] = unused_secrets(plan.source(source_id), change.on(plan).source(source_id))
            return change

        self._session.change(request, decide_with_secrets)
        self._delete(source_id, unused)

    def _delete(self, source_id: SourceId, unused: Iterable[SecretId]) -> None:
        for one in unused:
            self._secrets.delete(source_id, one)

    def _keep(self, change: Change, before: Source | None, draft: SecretDraft) -> None:
        """Store secrets that the provider issued, before the source refers to them; those not sent stay the same."""
        for source in change.put:
            if isinstance(source, Source) and source.kept:
                old = self._secrets.current(before) if before and before.kept else IssuedSecret("")
                issued = IssuedSecret(draft.secret or old.secret, draft.access_token or old.access_token)
                self._secrets.store(source.source_id, source.kept, issued)

    def _watched(self) -> WatchedSources:
        return self._table.get(WatchedSources, keys.WATCHED) or WatchedSources()

    def _shown(self, source: Source, plan: Plan, me: Member, now: datetime, watched: WatchedSources) -> SourceShown:
        latest = deliveries.latest(self._table, source.source_id)
        return SourceShown.of(
            source, plan, me, now, watched.sources.get(source.source_id),
            last_delivery_at=latest, mail_address=self._address(source, me),
        )  # fmt: skip

    def _address(self, source: Source, me: Member) -> str | None:
        """Return where mail for the source is forwarded to. Whoever knows it may send leads, so few are shown it."""
        if not self._domain or source.kind != "email" or source.status != "active" or me.role != "rainmaker":
            return None
        name = self._master.mail_name(source.source_id, source.secret_version, source.master_version)
        return f"{name}@{self._domain}"

    def _with_secret(self, source: Source, plan: Plan, request: Request) -> SourceMade:
        me = auth.caller(request, plan)
        secret = None if source.kind == "manual" else self._secrets.current(source).secret
        subscribes = source.kind in ISSUED
        token = self._master.verify_token(source.source_id, source.master_version) if subscribes else None
        address = self._address(source, me)
        return SourceMade.of(source, plan, me, request.now, secret=secret, verify_token=token, mail_address=address)
