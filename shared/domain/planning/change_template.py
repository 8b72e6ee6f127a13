"""Create, change and archive the team's templates."""

from typing import Literal

from pydantic import Field

from shared.domain.kernel import limits
from shared.domain.kernel.errors import Missing
from shared.domain.kernel.record import TemplateId, Value, patch_of
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Language
from shared.domain.plan_records.template import Channels, Subject, Template, Text, Title
from shared.domain.planning.changes import Change, ChangeContext, audit, check_version, no_change


class TemplateDraft(Value):
    """A requested template.

    Text and subject may hold the placeholders `{first_name}`, `{listing}`, `{my_name}` and `{team}`.
    """

    title: Title
    channels: Channels
    language: Language
    subject: Subject = ""
    text: Text


@patch_of(TemplateDraft, but=())
class TemplatePatch(Value):
    """Changes to a template: only fields that were sent. An archived one may be made active again."""

    # It cannot be reset, so null is refused. The default is never used: only fields that were sent are read.
    status: Literal["active", "archived"] = Field(default_factory=lambda: "active")


def create_template(plan: Plan, draft: TemplateDraft, template_id: TemplateId, context: ChangeContext) -> Change:
    """Create a template; members are offered it from now on.

    Raises:
        Invalid: the team has too many templates.

    Source: docs/rules.md, "Templates" 1.
    """
    limits.TEMPLATES.check(len(plan.templates))
    template = Template(template_id=template_id, created_at=context.at, **dict(draft))
    entry = audit("template.created", template_id, context, None, template)
    return Change(template_id, put=(template,), audit=entry)


def change_template(
    plan: Plan, template_id: TemplateId, patch: TemplatePatch, version: int | None, context: ChangeContext
) -> Change:
    """Change the fields of a template that were sent.

    Raises:
        Missing: there is no such template.
        ChangedByOther: its version is not `version` any more.

    Source: docs/rules.md, "Templates" 1.
    """
    before = find_template(plan, template_id)
    check_version(before, version)
    sent = {name: getattr(patch, name) for name in patch.model_fields_set}
    if sent.get("status", before.status) != before.status:
        sent["archived_at"] = context.at if sent["status"] == "archived" else None
    after = before.model_copy(update=sent)
    if after == before:
        return no_change(template_id)
    entry = audit("template.changed", template_id, context, before, after)
    return Change(template_id, put=(after,), audit=entry)


def find_template(plan: Plan, template_id: TemplateId) -> Template:
    """Return the template.

    Raises:
        Missing: there is no such template.
    """
    found = plan.templates.get(template_id)
    if found is None:
        raise Missing
    return found
