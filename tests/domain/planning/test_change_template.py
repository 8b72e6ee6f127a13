"""Are templates created, changed and archived as the rules say, and only with placeholders that can be filled in?"""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from shared.domain.kernel import limits
from shared.domain.kernel.errors import ChangedByOther, Invalid, Missing
from shared.domain.planning.change_template import TemplateDraft, TemplatePatch, change_template, create_template
from shared.domain.planning.changes import ChangeContext
from tests import make
from tests.make import CHIEF, END, NOON, id_of

HELLO = id_of("template", "hello")
CREATED = ChangeContext(by=CHIEF, at=NOON, audit_id="audit_1")
LATER = ChangeContext(by=CHIEF, at=END, audit_id="audit_2")
DRAFT = {"title": " Hello ", "channels": ["text", "whatsapp", "text"], "language": "en", "text": "Hi {first_name}"}


def with_hello():
    plan = make.plan()
    return create_template(plan, TemplateDraft.model_validate(DRAFT), HELLO, CREATED).on(plan)


def change(plan, **sent):
    return change_template(plan, HELLO, TemplatePatch.model_validate(sent), None, LATER)


def test_a_new_template_is_active_and_names_each_channel_once():
    template = with_hello().templates[HELLO]
    assert (template.title, template.channels, template.status) == ("Hello", ("text", "whatsapp"), "active")


def test_only_what_is_sent_of_a_template_changes_and_the_audit_says_what():
    decided = change(with_hello(), text="Hello {first_name}, {my_name} here")
    [after] = decided.put
    assert (after.text, after.title) == ("Hello {first_name}, {my_name} here", "Hello")
    assert (decided.audit.what, decided.audit.before) == ("template.changed", {"text": "Hi {first_name}"})


def test_an_archived_template_keeps_its_text_and_may_be_taken_back():
    archived = change(with_hello(), status="archived").on(with_hello())
    assert (archived.templates[HELLO].archived_at, archived.templates[HELLO].text) == (END, "Hi {first_name}")
    assert change(archived, status="active").put[0].archived_at is None


def test_a_change_to_what_is_there_already_writes_nothing():
    assert change(with_hello(), title="Hello").audit is None


@pytest.mark.parametrize("text", ["Hi {name}", "{}", "{first_name} and { team }", "{First_name}", "{first_name.x}"])
@pytest.mark.parametrize("field", ["text", "subject"])
def test_an_unknown_placeholder_is_refused(text, field):
    for model, sent in ((TemplateDraft, {**DRAFT, field: text}), (TemplatePatch, {field: text})):
        with pytest.raises(ValidationError) as refused:
            model.model_validate(sent)
        assert [error["type"] for error in refused.value.errors()] == ["placeholder_unknown"]


@pytest.mark.parametrize("text", ["{first_name}, {listing}, {my_name}, {team}", "50 % } off {", "no braces"])
def test_known_placeholders_and_lone_braces_are_taken(text):
    assert TemplateDraft.model_validate({**DRAFT, "text": text}).text == text


@pytest.mark.parametrize("sent", [
    {"text": " "}, {"text": "x" * 1_501}, {"channels": []}, {"channels": ["fax"]}, {"language": "fr"}, {"title": ""},
    {"title": None}, {"status": "deleted"}, {"archived_at": NOON.isoformat()},
])  # fmt: skip
def test_what_no_template_can_be_is_refused(sent):
    with pytest.raises(ValidationError):
        TemplatePatch.model_validate(sent)


def test_a_team_has_at_most_so_many_templates():
    plan = with_hello()
    full = replace(plan, templates=dict.fromkeys(range(limits.TEMPLATES.most), plan.templates[HELLO]))
    with pytest.raises(Invalid):
        create_template(full, TemplateDraft.model_validate(DRAFT), HELLO, CREATED)


def test_a_template_that_is_not_there_or_was_changed_meanwhile_is_not_changed():
    with pytest.raises(Missing):
        change(make.plan(), title="x")
    with pytest.raises(ChangedByOther):
        change_template(with_hello(), HELLO, TemplatePatch(title="x"), 7, LATER)
