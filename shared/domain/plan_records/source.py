"""Define sources: where leads come from, and what the team says about the fields of their deliveries."""

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, WithJsonSchema

from shared.domain.kernel.field_error import field_error
from shared.domain.kernel.record import AgentId, MasterVersion, NewerRule, Record, SecretId, SourceId, Value, is_unset
from shared.domain.plan_records.open_form import OpenForm

Kind = Literal[
    "standard", "api_key", "form", "meta", "whatsapp", "google", "typeform", "realtor", "adf", "email", "manual"
]
ISSUED: tuple[Kind, ...] = ("meta", "whatsapp")  # kinds whose secret the provider issues; Relevo issues the others'
FIXED: tuple[Kind, ...] = ("whatsapp", "realtor", "adf", "manual")  # kinds without fields of the sender's own names

MAX_FIELDS = 100
MAX_NAME = 200  # characters of a field's name; longer ones are known by their beginning
MEANINGS = ("first_name", "last_name", "name", "email", "phone", "message", "consent", "ignore")
ATTRIBUTE = "attribute:"  # before the name of an attribute
_KNOWN = (*MEANINGS, f"{ATTRIBUTE}<name>")
_PATTERN = rf"^({'|'.join(MEANINGS)}|{ATTRIBUTE}(?=.{{1,60}}$)[a-z0-9]+(_[a-z0-9]+)*)$"
_IS_MEANING = re.compile(_PATTERN)


def _meaning(given: str) -> str:
    if not _IS_MEANING.fullmatch(given):
        raise field_error("not_one_of", "one of {known}", known=", ".join(_KNOWN))
    return given


FieldName = Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME)]
Meaning = Annotated[str, AfterValidator(_meaning), WithJsonSchema({"type": "string", "pattern": _PATTERN})]
FieldMapping = Annotated[dict[FieldName, Meaning], Field(max_length=MAX_FIELDS)]
"""What fields stand for, by their names: those of the containers around a field and its own, joined by dots."""

NO_MAPPING: Mapping[str, str] = MappingProxyType({})


class FormerSecret(Value):
    """A replaced secret: deliveries signed with it are accepted until `until`."""

    version: int
    master_version: MasterVersion = 0
    kept: SecretId | None = None
    until: AwareDatetime


class Source(Record, defer_build=False):
    """A source of leads: a provider's webhook, or entry by hand (`manual`).

    Attributes:
        secret_version: from which the source's secret is derived.
        master_version: the version of the master secret that it is derived with; 0 is that of release 0.1.
        deliveries_version: the same, of the keyed hashes by which the source's deliveries are found; it never changes.
        kept: the id of the stored secret, if the provider issued it.
        former: the replaced secret; items of release 0.1 may hold several, of which `accepted_former` takes one.
        owner: the member who gets this source's leads directly, if any.
        mapping: what fields of its deliveries stand for, where the team says so.
        form: the form that anybody may fill in, if the source is of kind `form` and has one.

    Source: docs/rules.md, "Entry" 2-3 and 16.
    """

    newer_rule: ClassVar[NewerRule] = NewerRule(
        stand_ins={
            "title": lambda stored: str(stored.get("title"))[:60] or "?",
            "kind": lambda _: "manual",  # the one that takes no deliveries
        },
    )
    source_id: SourceId
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    kind: Kind
    category: Annotated[str, StringConstraints(max_length=60)] | None = None
    owner: AgentId | None = None
    status: Literal["active", "archived"] = "active"
    archived_at: AwareDatetime | None = None
    secret_version: int = 1
    master_version: MasterVersion = 0
    deliveries_version: MasterVersion = 0
    kept: SecretId | None = None
    former: tuple[FormerSecret, ...] = ()
    mapping: dict[str, str] = Field({}, exclude_if=is_unset)  # as wide as later releases may need it
    form: Annotated[OpenForm | None, Field(exclude_if=is_unset)] = None
    created_at: AwareDatetime

    def accepted_former(self, now: datetime) -> FormerSecret | None:
        """Return the one former secret that deliveries may still prove themselves with, if any.

        It is the one before the present secret, for a while after the renewal, and none once the source is archived.

        Source: docs/rules.md, "Entry" 2.
        """
        latest = max(self.former, key=lambda secret: secret.version, default=None)
        return latest if latest and self.status == "active" and now < latest.until else None
