"""Revising sources: making and archiving them, and renewing their secrets."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, get_args

from pydantic import Field, StringConstraints

from shared.domain.kernel.errors import (
    AgentUnknown,
    Invalid,
    KindUnknown,
    NotActive,
    SourceArchived,
    SourceInUse,
    TitleTaken,
)
from shared.domain.kernel.record import SecretId, SourceId, Value
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import ISSUED, FormerSecret, Kind, Source
from shared.domain.planning.changes import Change, ChangeContext, audit, expect, unchanged

PREVIOUS_SECRET_WORKS = timedelta(hours=24)

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Given = Annotated[str, StringConstraints(strip_whitespace=True, min_length=8, max_length=1_000)]
Category = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class SecretDraft(Value):
    """What a provider issued: the secret it signs with, and a token for asking it for details. Only kind `meta`."""

    secret: Given | None = None
    access_token: Given | None = None


class SourceDraft(SecretDraft):
    """A source to make. The kind is only a name here: an unknown one is refused by it."""

    title: Title
    kind: Annotated[str, StringConstraints(max_length=60)]
    category: Category | None = None
    owner: str | None = None


class SourcePatch(Value):
    """What to change of a source: only fields that were sent. Null resets `category` and `owner`."""

    # It cannot be reset, so null is refused. Its default is never read: only what was sent is.
    title: Title = Field(default_factory=str)
    category: Category | None = None
    owner: str | None = None


def create_source(plan: Plan, draft: SourceDraft, source_id: SourceId, kept: SecretId, stamp: ChangeContext) -> Change:
    """A new source, with its first secret.

    Args:
        plan: as read.
        draft: what to make.
        source_id: of the source.
        kept: where its secret is kept, if its provider issued it.
        stamp: who, when.

    Raises:
        KindUnknown: a kind this release does not have.
        Invalid: a secret where Relevo issues it, or none where the provider does.
        AgentUnknown: `owner` is nobody of the team.
        NotActive: `owner` has not signed in yet.
        TitleTaken: another source has this title.

    Source: docs/rules.md, "Entry" 3.
    """
    kind = _kind(draft.kind)
    _check_owner(plan, draft.owner)
    _check_title(plan, draft.title, source_id)
    issued = _check_secret(kind, draft)
    if kind in ISSUED and draft.secret is None:
        says = "This kind needs the secret that the provider issued, such as the app's."
        raise Invalid(("body", "secret"), "secret_needed", says)
    given = draft.model_dump(exclude={"kind", "secret", "access_token"})
    source = Source(source_id=source_id, kind=kind, kept=kept if issued else None, created_at=stamp.at, **given)
    return Change(source_id, put=(source,), audit=audit("source.created", source_id, stamp, None, source))


def change_source(
    plan: Plan, source_id: SourceId, patch: SourcePatch, version: int | None, stamp: ChangeContext
) -> Change:
    """Change what was sent. Leads that came in already stay with whom they are.

    Raises:
        Missing: there is no such source.
        ChangedByOther: it is not at `version` any more.
        SourceArchived: it takes no leads any more.
        AgentUnknown, NotActive, TitleTaken: as for a new source.
    """
    before = _in_use(plan, source_id, version)
    sent = patch.model_dump(exclude_unset=True)
    _check_owner(plan, sent.get("owner"))
    _check_title(plan, sent.get("title", before.title), source_id)
    return _changed("source.changed", before, before.model_copy(update=sent), stamp)


def archive_source(plan: Plan, source_id: SourceId, version: int | None, stamp: ChangeContext) -> Change:
    """Archive a source that no route names. Its leads under way continue. Once more changes nothing.

    Raises:
        Missing: there is no such source.
        ChangedByOther: it is not at `version` any more.
        SourceInUse: routes name it; tells their titles.

    Source: docs/rules.md, "Entry" 2.
    """
    before = plan.source(source_id)
    if before.status == "archived":
        return unchanged(source_id)
    expect(before, version)
    titles = [route.title for route in plan.routes if route.sources != "all" and source_id in route.sources]
    if titles:
        raise SourceInUse(f"Routes name this source: {', '.join(titles)}. Take it off them first.")
    after = before.model_copy(update={"status": "archived", "archived_at": stamp.at})
    return _changed("source.archived", before, after, stamp)


def renew_secret(
    plan: Plan, source_id: SourceId, draft: SecretDraft, kept: SecretId, version: int | None, stamp: ChangeContext
) -> Change:
    """Give a source its next secret; the one until now works for 24 hours more.

    Where the provider issued it, `draft` holds the new one, and `kept` is where it is kept.

    Raises:
        Missing: there is no such source.
        ChangedByOther: it is not at `version` any more.
        SourceArchived: it takes no leads any more.
        Invalid: a source for leads by hand has no secret; or who issues it is another.
    """
    before = _in_use(plan, source_id, version)
    if before.kind == "manual":
        says = "A source of kind 'manual' has no webhook, and so no secret."
        raise Invalid(("path", "source_id"), "source_has_no_secret", says)
    issued = _check_secret(before.kind, draft)
    if before.kind in ISSUED and not issued:
        says = "Send what the provider issued: `secret`, `access_token`, or both."
        raise Invalid(("body", "secret"), "nothing_issued", says)
    until = stamp.at + PREVIOUS_SECRET_WORKS
    renewed = FormerSecret(version=before.secret_version, kept=before.kept, until=until)
    former = (*(secret for secret in before.former if secret.until > stamp.at), renewed)
    after = before.model_copy(
        update={"secret_version": before.secret_version + 1, "kept": kept if issued else None, "former": former}
    )
    return _changed("source.secret_renewed", before, after, stamp)


def _check_secret(kind: Kind, draft: SecretDraft) -> bool:
    """Whether the provider issued something. Raises Invalid where Relevo issues the secret."""
    for name, given in (("secret", draft.secret), ("access_token", draft.access_token)):
        if given is not None and kind not in ISSUED:
            says = f"For kind '{kind}' Relevo issues the secret: leave this out."
            raise Invalid(("body", name), "secret_not_allowed", says, kind=kind)
    return draft.secret is not None or draft.access_token is not None


def _in_use(plan: Plan, source_id: SourceId, version: int | None) -> Source:
    source = plan.source(source_id)
    if source.status == "archived":
        raise SourceArchived
    expect(source, version)
    return source


def _kind(given: str) -> Kind:
    kinds: tuple[Kind, ...] = get_args(Kind)
    for kind in kinds:
        if kind == given:
            return kind
    known = ", ".join(kinds)
    says = f"This release has no kind {given!r} of source. It has: {known}."
    raise KindUnknown(("body", "kind"), says, known=known)


def _check_owner(plan: Plan, agent_id: str | None) -> None:
    if agent_id is None:
        return
    owner = plan.members.get(agent_id)
    if owner is None or owner.status == "removed":
        raise AgentUnknown(("body", "owner"))
    if owner.status != "active":
        raise NotActive("The owner of a source must be active: this member has not signed in yet.")


def _check_title(plan: Plan, title: str, source_id: SourceId) -> None:
    others = (source for source in plan.sources.values() if source.source_id != source_id)
    if any(source.title == title and source.status == "active" for source in others):
        raise TitleTaken("Another source has this title.")


def _changed(what: str, before: Source, after: Source, stamp: ChangeContext) -> Change:
    if after == before:
        return unchanged(before.source_id)
    return Change(before.source_id, put=(after,), audit=audit(what, before.source_id, stamp, before, after))
