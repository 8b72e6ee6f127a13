"""Operations on templates: texts that members begin messages and notes with."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from functions.plan.plan_session import PlanSession
from functions.plan.schemas import newer_fields
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Language
from shared.domain.plan_records.template import Template, TemplateChannel
from shared.domain.planning.change_template import (
    TemplateDraft,
    TemplatePatch,
    change_template,
    create_template,
    find_template,
)
from shared.domain.planning.changes import Change, ChangeContext
from shared.doors import NewId
from shared.web.request import Request
from shared.web.schemas import Page, Shown


class TemplateShown(Shown):
    """A template. `subject` is of e-mails; an archived template is shown to the Rainmaker alone.

    `newer_fields` is there if a newer release made the template, which nobody can use meanwhile.
    """

    template_id: str
    title: str
    channels: tuple[TemplateChannel, ...]
    language: Language
    subject: str
    text: str
    status: Literal["active", "archived"]
    archived_at: AwareDatetime | None = None
    created_at: AwareDatetime
    version: int
    newer_fields: tuple[str, ...] | None = None

    @classmethod
    def of(cls, template: Template) -> TemplateShown:
        """Return the template as it is stored."""
        return cls(**dict(template), newer_fields=newer_fields(template))


class Templates:
    """Operations on templates: every member reads them, the Rainmaker changes them."""

    def __init__(self, session: PlanSession, new_id: NewId) -> None:
        self._session, self._new_id = session, new_id

    def list_templates(self, request: Request) -> Page[TemplateShown]:
        """List the templates by title; archived ones for the Rainmaker alone."""
        me, plan = self._session.read(request)
        shown = (one for one in plan.templates.values() if one.status == "active" or me.role == "rainmaker")
        templates = sorted(shown, key=lambda one: (one.title.casefold(), one.template_id))
        return Page(items=tuple(map(TemplateShown.of, templates)))

    def create_template(self, request: Request, body: TemplateDraft) -> TemplateShown:
        """Create a template, for all members to use."""
        template_id = self._new_id("template")

        def decide(plan: Plan, stamp: ChangeContext) -> Change:
            return create_template(plan, body, template_id, stamp)

        plan, made = self._session.create(request, "POST /templates", decide)
        return TemplateShown.of(find_template(plan, made))

    def change_template(self, request: Request, template_id: str, body: TemplatePatch) -> TemplateShown:
        """Change the fields of a template that are sent; with `status`, archive it or offer it again."""

        def decide(plan: Plan, stamp: ChangeContext) -> Change:
            return change_template(plan, template_id, body, request.if_match, stamp)

        return TemplateShown.of(find_template(self._session.change(request, decide), template_id))
