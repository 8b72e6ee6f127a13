"""Define sources: where leads come from."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.record import AgentId, MasterVersion, Record, SecretId, SourceId, Value, is_unset
from shared.domain.plan_records.open_form import OpenForm

Kind = Literal[
    "standard", "api_key", "form", "meta", "whatsapp", "google", "typeform", "realtor", "adf", "email", "manual"
]
ISSUED: tuple[Kind, ...] = ("meta", "whatsapp")  # kinds whose secret the provider issues; Relevo issues the others'


class FormerSecret(Value):
    """A replaced secret: deliveries signed with it are accepted until `until`."""

    version: int
    master_version: MasterVersion = 0
    kept: SecretId | None = None
    until: AwareDatetime


class Source(Record):
    """A source of leads: a provider's webhook, or entry by hand (`manual`).

    Attributes:
        secret_version: from which the source's secret is derived.
        master_version: the version of the master secret that it is derived with; 0 is that of release 0.1.
        deliveries_version: the same, of the keyed hashes by which the source's deliveries are found; it never changes.
        kept: the id of the stored secret, if the provider issued it.
        former: the replaced secret; items of release 0.1 may hold several, of which `accepted_former` takes one.
        owner: the member who gets this source's leads directly, if any.
        form: the form that anybody may fill in, if the source is of kind `form` and has one.

    Source: docs/rules.md, "Entry" 2-3.
    """

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
    form: Annotated[OpenForm | None, Field(exclude_if=is_unset)] = None
    created_at: AwareDatetime

    def accepted_former(self, now: datetime) -> FormerSecret | None:
        """Return the one former secret that deliveries may still prove themselves with, if any.

        It is the one before the present secret, for a while after the renewal, and none once the source is archived.

        Source: docs/rules.md, "Entry" 2.
        """
        latest = max(self.former, key=lambda secret: secret.version, default=None)
        return latest if latest and self.status == "active" and now < latest.until else None
