"""Operations on sources."""

from __future__ import annotations

from functions.plan.desk import Desk
from functions.plan.shown import SourceMade, SourceShown
from shared import ids
from shared.domain.revise_source import (
    SourceDraft,
    SourcePatch,
    archive_source,
    change_source,
    create_source,
    renew_secret,
)
from shared.domain.source import Source
from shared.secrets import MasterSecret
from shared.web.auth import SUPERVISORS
from shared.web.call import Call
from shared.web.shown import Page


class Sources:
    """Managers read; the Rainmaker writes, and is shown each secret once."""

    def __init__(self, desk: Desk, secret: MasterSecret) -> None:
        self._desk, self._secret = desk, secret

    def list_sources(self, call: Call) -> Page[SourceShown]:
        """List the sources that take leads, in the order they were made."""
        _, plan = self._desk.read(call, *SUPERVISORS)
        sources = sorted(plan.sources.values(), key=lambda source: source.source_id)
        return Page(items=tuple(SourceShown.of(source) for source in sources if source.status == "active"))

    def get_source(self, call: Call, source_id: str) -> SourceShown:
        """Read a source, also an archived one."""
        _, plan = self._desk.read(call, *SUPERVISORS)
        return SourceShown.of(plan.source(source_id))

    def create_source(self, call: Call, body: SourceDraft) -> SourceMade:
        """Make a source; the answer holds its secret, unless leads come in by hand."""
        source_id = ids.new("source")
        plan, made = self._desk.create(
            call, "POST /sources", lambda plan, stamp: create_source(plan, body, source_id, stamp)
        )
        return self._with_secret(plan.source(made))

    def change_source(self, call: Call, source_id: str, body: SourcePatch) -> SourceShown:
        """Change what is sent of a source. Null resets `category` and `owner`."""
        plan = self._desk.change(call, lambda plan, stamp: change_source(plan, source_id, body, call.if_match, stamp))
        return SourceShown.of(plan.source(source_id))

    def archive_source(self, call: Call, source_id: str) -> None:
        """Archive a source that no route names. Its leads under way continue."""
        self._desk.change(call, lambda plan, stamp: archive_source(plan, source_id, call.if_match, stamp))

    def renew_secret(self, call: Call, source_id: str) -> SourceMade:
        """Give a source a new secret; the one until now works for 24 hours more."""
        plan, made = self._desk.create(
            call,
            f"POST secret {source_id}"[:60],
            lambda plan, stamp: renew_secret(plan, source_id, call.if_match, stamp),
        )
        return self._with_secret(plan.source(made))

    def _with_secret(self, source: Source) -> SourceMade:
        manual = source.kind == "manual"
        return SourceMade.with_secret(
            source, None if manual else self._secret.of_source(source.source_id, source.secret_version)
        )
