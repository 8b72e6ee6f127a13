"""Create, change and archive sources, and renew their secrets.

Only references to secrets are stored in the plan; the secrets themselves belong in `shared/secrets.py`.
"""

from datetime import timedelta
from typing import Annotated, get_args

from pydantic import Field, StrictBool, StringConstraints

from shared.domain.kernel import limits
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
from shared.domain.plan_records.open_form import OpenForm
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import ISSUED, FormerSecret, Kind, Source
from shared.domain.planning.changes import Change, ChangeContext, audit, check_version, no_change

FORMER_SECRET_VALID = timedelta(hours=24)

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Given = Annotated[str, StringConstraints(strip_whitespace=True, min_length=8, max_length=1_000)]
Category = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class SecretDraft(Value):
    """Hold what a provider issued: the secret it signs with, and a token to fetch details. Only for kind `meta`."""

    secret: Given | None = None
    access_token: Given | None = None


class SecretRenewal(SecretDraft):
    """Ask for a new secret. With `revoke_former` no former secret is accepted any more, as when one has leaked."""

    revoke_former: StrictBool = False


class SourceDraft(SecretDraft):
    """A requested source. Its kind is checked later, so that an unknown one gets an error of its own."""

    title: Title
    kind: Annotated[str, StringConstraints(max_length=60)]
    category: Category | None = None
    owner: str | None = None


class SourcePatch(Value):
    """Changes to a source: only fields that were sent. Null resets `category` and `owner`, and closes `form`."""

    # It cannot be reset, so null is refused. The default is never used: only fields that were sent are read.
    title: Title = Field(default_factory=str)
    category: Category | None = None
    owner: str | None = None
    form: OpenForm | None = None


def create_source(
    plan: Plan,
    draft: SourceDraft,
    source_id: SourceId,
    kept: SecretId,
    context: ChangeContext,
    *,
    master_version: int = 0,
) -> Change:
    """Create a source with its first secret.

    Args:
        plan: as read.
        draft: the requested source.
        source_id: for the new source.
        kept: the id under which the secret is stored, if the provider issued it.
        context: who changes the plan, and when.
        master_version: of the master secret, with which the source's secret is derived.

    Raises:
        KindUnknown: this release has no such kind of source.
        Invalid: a secret although Relevo issues it, or none although the provider does.
        AgentUnknown: `owner` is not in the team.
        NotActive: `owner` has not signed in yet.
        TitleTaken: another source has this title.

    Source: docs/rules.md, "Entry" 3, "Limits".
    """
    limits.SOURCES.check(len(plan.sources))
    kind = _kind(draft.kind)
    _check_owner(plan, draft.owner)
    _check_title(plan, draft.title, source_id)
    issued = _check_secret(kind, draft)
    if kind in ISSUED and draft.secret is None:
        says = "This kind needs the secret that the provider issued, such as the app's."
        raise Invalid(("body", "secret"), "secret_needed", says)
    given = draft.model_dump(exclude={"kind", "secret", "access_token"})
    source = Source(
        source_id=source_id, kind=kind, kept=kept if issued else None, master_version=master_version,
        deliveries_version=master_version, created_at=context.at, **given,
    )  # fmt: skip
    return Change(source_id, put=(source,), audit=audit("source.created", source_id, context, None, source))


def change_source(
    plan: Plan, source_id: SourceId, patch: SourcePatch, version: int | None, context: ChangeContext
) -> Change:
    """Change the fields of a source that were sent. Leads received earlier are not affected.

    Raises:
        Missing: there is no such source.
        ChangedByOther: its version is not `version` any more.
        SourceArchived: it is archived.
        Invalid: `form` for a source of another kind, or one that asks for no address.
        AgentUnknown, NotActive, TitleTaken: as for a new source.

    Source: docs/rules.md, "Entry" 15.
    """
    before = active_source(plan, source_id, version)
    sent = {name: getattr(patch, name) for name in patch.model_fields_set}
    _check_form(before.kind, patch.form)
    _check_owner(plan, sent.get("owner"))
    _check_title(plan, sent.get("title", before.title), source_id)
    return source_change("source.changed", before, before.model_copy(update=sent), context)


def archive_source(plan: Plan, source_id: SourceId, version: int | None, context: ChangeContext) -> Change:
    """Archive a source that no route names. Its open leads continue, and no former secret of it is accepted.

    Archiving it again changes nothing.

    Raises:
        Missing: there is no such source.
        ChangedByOther: its version is not `version` any more.
        SourceInUse: routes name it; the detail lists their titles.

    Source: docs/rules.md, "Entry" 2.
    """
    before = plan.source(source_id)
    if before.status == "archived":
        return no_change(source_id)
    check_version(before, version)
    titles = routes_naming(plan, source_id)
    if titles:
        raise SourceInUse(f"Routes name this source: {', '.join(titles)}. Take it off them first.")
    after = before.model_copy(update={"status": "archived", "archived_at": context.at, "former": ()})
    return source_change("source.archived", before, after, context)


def routes_naming(plan: Plan, source_id: SourceId) -> list[str]:
    """Return the titles of the routes that name the source."""
    return [route.title for route in plan.routes if route.sources != "all" and source_id in route.sources]


def renew_secret(
    plan: Plan, source_id: SourceId, draft: SecretRenewal, kept: SecretId, version: int | None, context: ChangeContext,
    *, master_version: int = 0,
) -> Change:  # fmt: skip
    """Give a source a new secret. The former one stays valid for 24 hours, unless it is revoked; no older one does.

    If the provider issues it, `draft` holds the new secret, and `kept` is the id under which it is stored. Else it is
    derived with this version of the master secret.

    Raises:
        Missing: there is no such source.
        ChangedByOther: its version is not `version` any more.
        SourceArchived: it is archived.
        Invalid: the source has no secret (leads by hand), or `draft` does not fit who issues it.
    """
    before = active_source(plan, source_id, version)
    if before.kind == "manual":
        says = "A source of kind 'manual' has no webhook, and so no secret."
        raise Invalid(("path", "source_id"), "source_has_no_secret", says)
    issued = _check_secret(before.kind, draft)
    if before.kind in ISSUED and not issued:
        says = "Send what the provider issued: `secret`, `access_token`, or both."
        raise Invalid(("body", "secret"), "nothing_issued", says)
    until = context.at + FORMER_SECRET_VALID
    replaced = FormerSecret(
        version=before.secret_version, master_version=before.master_version, kept=before.kept, until=until
    )
    after = before.model_copy(update={
        "secret_version": before.secret_version + 1, "master_version": master_version, "kept": kept if issued else None,
        "former": () if draft.revoke_former else (replaced,),
    })  # fmt: skip
    return source_change("source.secret_renewed", before, after, context)


def revoke_former_secret(plan: Plan, source_id: SourceId, version: int | None, context: ChangeContext) -> Change:
    """Accept no former secret of a source any more. Revoking it again changes nothing.

    Raises:
        Missing: there is no such source.
        ChangedByOther: its version is not `version` any more.

    Source: docs/rules.md, "Entry" 2.
    """
    before = plan.source(source_id)
    if not before.former:
        return no_change(source_id)
    check_version(before, version)
    return source_change("source.secret_revoked", before, before.model_copy(update={"former": ()}), context)


def unused_secrets(before: Source, after: Source) -> list[SecretId]:
    """Return the ids of stored secrets to which the source does not refer any more."""
    used = {after.kept, *(secret.kept for secret in after.former)}
    return [kept for kept in (before.kept, *(one.kept for one in before.former)) if kept and kept not in used]


def _check_secret(kind: Kind, draft: SecretDraft) -> bool:
    """Return whether `draft` holds something the provider issued.

    Raises:
        Invalid: it does, but Relevo issues the secret of this kind.
    """
    for name, given in (("secret", draft.secret), ("access_token", draft.access_token)):
        if given is not None and kind not in ISSUED:
            says = f"For kind '{kind}' Relevo issues the secret: leave this out."
            raise Invalid(("body", name), "secret_not_allowed", says, kind=kind)
    return draft.secret is not None or draft.access_token is not None


def _check_form(kind: Kind, form: OpenForm | None) -> None:
    if form is None:
        return
    if kind != "form":
        raise Invalid(("body", "form"), "form_not_allowed", "Only a source of kind 'form' has a form of its own.")
    if form.email == form.phone == "hidden":
        raise Invalid(("body", "form"), "contact_needed", "A form asks for an e-mail or a phone.")


def active_source(plan: Plan, source_id: SourceId, version: int | None) -> Source:
    """Return a source that may be changed. Raises Missing, SourceArchived, or ChangedByOther for another version."""
    source = plan.source(source_id)
    if source.status == "archived":
        raise SourceArchived
    check_version(source, version)
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


def source_change(what: str, before: Source, after: Source, context: ChangeContext) -> Change:
    """Return the change of one source, with its audit entry; none if nothing differs."""
    if after == before:
        return no_change(before.source_id)
    return Change(before.source_id, put=(after,), audit=audit(what, before.source_id, context, before, after))
